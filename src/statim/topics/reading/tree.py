"""Pandoc's document tree to blocks: the same walk for Markdown, HTML and Word.

What cannot be represented (a table that lays out a page, a picture that cannot be had) keeps its
words as paragraphs and becomes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from statim.editions.document import Citation, Json
from statim.editions.kinds import ABBREVIATION, DEFINITION, FIGURE, PRACTICE_POINT, RED_FLAG, TABLE
from statim.references.strings import parse_reference
from statim.topics.inlines import Break, Mark, Run, Token, clean_text, single_spaced, text_of
from statim.topics.reading.attributes import Wrong, said_of
from statim.topics.reading.blocks import Block, Kind, Reading, Special, shortened
from statim.topics.reading.headings import plain
from statim.topics.reading.pictures import Bring, NotBrought, figure_of, picture_at
from statim.topics.reading.tables import bare_words, rows_of
from statim.topics.reading.tree_inlines import Inlines

Node = dict[str, Any]
DEEPEST = 60
_CALLOUTS = {"red-flag": RED_FLAG, "practice-point": PRACTICE_POINT}
_SHORT = "abbreviations"  # the class of a list whose terms are short forms
_OURS = {*_CALLOUTS, _SHORT}
_LIST_STYLE = re.compile(r"List (?:Bullet|Number) ([2-9])")


class TooDeep(ValueError):
    """Lists within lists, deeper than anybody writes."""


class Walker:
    """Walks a pandoc tree and keeps what it finds in `reading`."""

    def __init__(
        self,
        reading: Reading,
        *,
        trust_marks: bool,
        bring: Bring | None = None,
        strict: bool = False,
    ) -> None:
        """`bring` gives the bytes of a picture by its name; where `strict`, a picture that cannot
        be had is refused (NotBrought) and not only doubted."""
        self.reading = reading
        self.inlines = Inlines(reading, self._note, raw_tags=trust_marks)
        self._notes: dict[str, str] = {}
        self._bring, self._strict = bring, strict
        self._terms = DEFINITION

    def walk(self, nodes: Iterable[Node], depth: int = 0) -> None:
        """Take the blocks over; `depth` is how deep a point found here is nested."""
        if depth > DEEPEST:
            raise TooDeep
        for node in nodes:
            take = getattr(self, f"_take_{node['t'].lower()}", None)
            if take:
                take(node.get("c"), depth)

    def _add(
        self,
        kind: Kind,
        tokens: list[Token],
        depth: int,
        number: int | None = None,
        special: Special | None = None,
    ) -> Block:
        anchor = self.inlines.take_anchor()
        block = Block(kind, tokens, depth, number=number, anchor=anchor, special=special)
        self.reading.blocks.append(block)
        return block

    def _take_header(self, content: Any, _depth: int) -> None:
        level, _, inlines = content
        self._add("heading", self.inlines.tokens(inlines), level)

    def _take_para(self, content: Any, depth: int) -> None:
        if len(content) == 1 and content[0]["t"] == "Image":
            self._picture(content[0]["c"], [], depth)
            return
        self._add("paragraph", self.inlines.tokens(content), depth)

    _take_plain = _take_para

    def _take_bulletlist(self, items: Any, depth: int) -> None:
        for item in items:
            self._item(item, depth, None)

    def _take_orderedlist(self, content: Any, depth: int) -> None:
        (start, *_), items = content
        for number, item in enumerate(items, start=start):
            self._item(item, depth, number)

    def _item(self, nodes: Sequence[Node], depth: int, number: int | None) -> None:
        nodes, deeper = _opened(nodes)
        depth += deeper
        if nodes and nodes[0]["t"] in ("Plain", "Para"):
            self._add("point", self.inlines.tokens(nodes[0]["c"]), depth, number)
            self.walk(nodes[1:], depth + 1)
        else:
            self.walk(nodes, depth)

    def _take_definitionlist(self, content: Any, depth: int) -> None:
        kind, self._terms = self._terms, DEFINITION
        for term, definitions in content:
            tokens = plain(self.inlines.tokens(term), self.reading.doubt)
            said = single_spaced(text_of(tokens))
            marks = [token for token in tokens if isinstance(token, Mark)]
            for definition in definitions:
                first, rest = _first(definition)
                if not said or not first:
                    self._point_and_under(tokens, definition, depth)
                    continue
                words = [*self.inlines.tokens(first), *marks]
                self._add("paragraph", words, depth, special=Special(kind, term=said))
                self.walk(rest, depth + 1)

    def _point_and_under(self, tokens: list[Token], nodes: Sequence[Node], depth: int) -> None:
        """A term without a meaning in words, as a point with what stands under it."""
        self._add("point", tokens, depth)
        self.walk(nodes, depth + 1)

    def _take_blockquote(self, content: Any, depth: int) -> None:
        self.walk(content, depth)

    def _take_div(self, content: Any, depth: int) -> None:
        (anchor, classes, pairs), nodes = content
        self.inlines.anchor = anchor or self.inlines.anchor
        kind = next((_CALLOUTS[name] for name in classes if name in _CALLOUTS), "")
        if kind:
            self._callout(kind, anchor, pairs, nodes, depth)
        elif _SHORT in classes:
            for node in nodes:
                self._terms = ABBREVIATION
                self.walk([node], depth)
            self._terms = DEFINITION
        else:
            self.walk(nodes, depth)

    def _callout(
        self, kind: str, anchor: str, pairs: Any, nodes: Sequence[Node], depth: int
    ) -> None:
        """The first paragraph is the callout's own words, the rest stands under it."""
        first, rest = _first(nodes)
        if not first:
            self.reading.doubt(
                f"a {kind} without words of its own",
                f"what starts “{shortened(bare_words(nodes))}”",
                "it stands as ordinary statements; begin it with a sentence",
            )
            self.walk(nodes, depth)
            return
        block = self._add("paragraph", self.inlines.tokens(first), depth, special=Special(kind))
        block.id = anchor
        try:
            block.said = said_of(dict(pairs))
        except Wrong as error:
            self.reading.doubt("an attribute that was left out", block.place, str(error))
        self.walk(rest, depth + 1)

    def _take_lineblock(self, lines: Any, depth: int) -> None:
        tokens: list[Token] = []
        for line in lines:
            tokens += [*([Break()] if tokens else []), *self.inlines.tokens(line)]
        self._add("paragraph", tokens, depth)

    def _take_codeblock(self, content: Any, depth: int) -> None:
        tokens: list[Token] = []
        for line in clean_text(content[1]).split("\n"):
            tokens += [*([Break()] if tokens else []), Run(line, ("code",))]
        self._add("paragraph", tokens, depth)

    def _take_rawblock(self, content: Any, depth: int) -> None:
        kind, raw = content
        if raw.strip().startswith("<!--"):
            return
        self.reading.doubt(
            f"raw {kind} that was not taken over", f"“{shortened(raw)}”", "it stands as text"
        )
        self._add("paragraph", [Run(clean_text(raw))], depth)

    def _take_figure(self, content: Any, depth: int) -> None:
        (anchor, _, _), caption, nodes = content
        self.inlines.anchor = anchor or self.inlines.anchor
        images = [node["c"] for node in nodes if node["t"] in ("Plain", "Para")]
        if len(nodes) == len(images) == 1 and [n["t"] for n in images[0]] == ["Image"]:
            self._picture(images[0][0]["c"], caption[1] or [], depth)
            return
        before = len(self.reading.blocks)
        self.walk(nodes, depth)
        tables = [b for b in self.reading.blocks[before:] if b.special and b.special.rows]
        if len(tables) == 1 and not tables[0].tokens:
            tables[0].tokens = self._caption(caption[1] or [])
        else:
            self.walk((caption[1] or []) if nodes and not _says(nodes, caption[1]) else [], depth)

    def _picture(self, image: Any, caption: Sequence[Node], depth: int) -> None:
        """A picture that stands by itself, with its caption; its words alone, and a doubt, where
        it cannot be had."""
        (_, _, pairs), inlines, (address, title) = image
        said = self.inlines.tokens(inlines)
        words = self._caption(caption) or ([Run(clean_text(title))] if title else [])
        alt = text_of(said)
        try:
            picture = picture_at(address, self._bring)
        except NotBrought as reason:
            if self._strict:
                raise NotBrought(f"the picture {shortened(address)!r}: {reason}") from reason
            self.reading.doubt(
                "an image that could not be taken over",
                address if len(address) < 200 else "an image inside the file",
                f"{reason}; only its words stand in the text" if words or alt else str(reason),
            )
            for tokens in (said, words):
                if text_of(tokens).strip() and (tokens is words or text_of(words) != alt):
                    self._add("paragraph", tokens, depth)
            return
        self.reading.pictures.append(picture)
        same = single_spaced(alt) == single_spaced(text_of(words))
        figure = figure_of(picture, "" if same else alt, dict(pairs))
        special = Special(FIGURE, figure=figure, alt_is_caption=same)
        self._add("paragraph", words, depth, special=special)

    def _caption(self, nodes: Sequence[Node]) -> list[Token]:
        """A caption's paragraphs as lines."""
        tokens: list[Token] = []
        for block in self._inner(nodes):
            tokens += [*([Break()] if tokens else []), *block.tokens]
        return tokens

    def _take_table(self, content: Any, depth: int) -> None:
        """A table of cells; one that only lays out a page gives its words in their order."""
        (anchor, classes, _), caption = content[0], content[1]
        self.inlines.anchor = anchor or self.inlines.anchor
        rows = rows_of(content, self._inner, self.reading, meant=self.inlines.raw_tags)
        words = self._caption(caption[1] or [])
        if rows:
            rows.row_headers = rows.row_headers or "row-headers" in classes
            self._add("paragraph", words, depth, special=Special(TABLE, rows=rows))
            return
        self.reading.doubt(
            "a table that was not taken over as one",
            f"the table that starts “{shortened(bare_words([{'t': 'Table', 'c': content}]))}”",
            "it has one column or one row, or holds headings or pictures; its words stand in order",
        )
        if words:
            self._add("paragraph", words, depth)
        parts = [content[3][1], *(p for body in content[4] for p in body[2:]), content[5][1]]
        for row in (row for part in parts for row in part):
            for cell in row[1]:
                self.walk(cell[4], depth)

    def _inner(self, nodes: Sequence[Node]) -> list[Block]:
        """Blocks that stand inside something else, notes and doubts kept."""
        inner = Reading(blocks=[])
        walker = Walker(inner, trust_marks=self.inlines.raw_tags, bring=self._bring)
        walker._notes = self._notes
        walker.walk(nodes)
        self.reading.doubts += inner.doubts
        self.reading.notes += inner.notes
        self.reading.pictures += inner.pictures
        return inner.blocks

    def _note(self, nodes: Sequence[Node]) -> list[Token]:
        """A footnote or endnote: a reference, unless it holds nothing but citations."""
        inner = Reading(blocks=[])
        Walker(inner, trust_marks=self.inlines.raw_tags).walk(nodes)
        tokens = [token for block in inner.blocks for token in (*block.tokens, Run(" "))]
        raw = " ".join(text_of(tokens).split())
        marks: list[Token] = [token for token in tokens if isinstance(token, Mark)]
        if not raw:
            return marks
        if raw not in self._notes:
            self._notes[raw] = f"note-{len(self._notes) + 1}"
            self.reading.notes.append(self._reference(raw, self._notes[raw]))
        return [*marks, Mark((Citation(reference=self._notes[raw]),))]

    def _reference(self, raw: str, key: str) -> Json:
        item = {**parse_reference(raw), "id": key}
        if not item.get("title") and not item.get("DOI") and not item.get("URL"):
            self.reading.doubt(
                "a note that may be no reference",
                f"the note “{shortened(raw)}”",
                "it became an entry of the list of references, as it stands",
            )
        return item


def _opened(nodes: Sequence[Node]) -> tuple[list[Node], int]:
    """An item's blocks out of the boxes that name their Word style, and how much deeper the
    style "List Bullet 3" puts the item than pandoc, which goes by the numbering alone."""
    opened: list[Node] = []
    deeper = 0
    for node in nodes:
        if node["t"] != "Div" or _OURS & set(node["c"][0][1]):
            opened.append(node)
            continue
        styles = dict(node["c"][0][2])
        level = _LIST_STYLE.fullmatch(styles.get("custom-style", ""))
        deeper = max(deeper, int(level[1]) - 1 if level else 0)
        opened += _opened(node["c"][1])[0]
    return opened, deeper


def _first(nodes: Sequence[Node]) -> tuple[Any, Sequence[Node]]:
    """The inlines of a first paragraph that has words (None without one), and the rest."""
    if nodes and nodes[0]["t"] in ("Plain", "Para") and nodes[0]["c"]:
        inlines = nodes[0]["c"]
        if [node["t"] for node in inlines] != ["Image"]:
            return inlines, nodes[1:]
    return None, nodes


def _says(nodes: Sequence[Node], caption: Any) -> bool:
    """Whether a figure's body already says its caption (pandoc repeats it as the image's)."""
    images = [i for n in nodes if n["t"] in ("Plain", "Para") for i in n["c"] if i["t"] == "Image"]
    said = [node.get("c") for node in caption or []]
    return any(image["c"][1] in said for image in images)
