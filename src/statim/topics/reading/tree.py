"""Pandoc's document tree to blocks: the same walk for Markdown, HTML and Word.

What cannot be represented (tables, figures) keeps its words as paragraphs and becomes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from statim.editions.document import Citation, Json
from statim.references.strings import parse_reference
from statim.topics.inlines import Break, Mark, Run, Token, clean_text, text_of
from statim.topics.reading.blocks import Block, Kind, Reading, shortened
from statim.topics.reading.tree_inlines import Inlines

Node = dict[str, Any]
DEEPEST = 60
_LIST_STYLE = re.compile(r"List (?:Bullet|Number) ([2-9])")


class TooDeep(ValueError):
    """Lists within lists, deeper than anybody writes."""


class Walker:
    """Walks a pandoc tree and keeps what it finds in `reading`."""

    def __init__(self, reading: Reading, *, trust_marks: bool) -> None:
        self.reading = reading
        self.inlines = Inlines(reading, self._note, raw_tags=trust_marks)
        self._notes: dict[str, str] = {}

    def walk(self, nodes: Iterable[Node], depth: int = 0) -> None:
        """Take the blocks over; `depth` is how deep a point found here is nested."""
        if depth > DEEPEST:
            raise TooDeep
        for node in nodes:
            take = getattr(self, f"_take_{node['t'].lower()}", None)
            if take:
                take(node.get("c"), depth)

    def _add(self, kind: Kind, tokens: list[Token], depth: int, number: int | None = None) -> None:
        self.reading.blocks.append(
            Block(kind, tokens, depth, number=number, anchor=self.inlines.take_anchor())
        )

    def _take_header(self, content: Any, _depth: int) -> None:
        level, _, inlines = content
        self._add("heading", self.inlines.tokens(inlines), level)

    def _take_para(self, content: Any, depth: int) -> None:
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
        for term, definitions in content:
            self._add("point", self.inlines.tokens(term), depth)
            for definition in definitions:
                self.walk(definition, depth + 1)

    def _take_blockquote(self, content: Any, depth: int) -> None:
        self.walk(content, depth)

    def _take_div(self, content: Any, depth: int) -> None:
        (anchor, _, _), nodes = content
        self.inlines.anchor = anchor or self.inlines.anchor
        self.walk(nodes, depth)

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
        _, caption, nodes = content
        self.walk(nodes, depth)
        self.walk((caption[1] or []) if nodes and not _says(nodes, caption[1]) else [], depth)

    def _take_table(self, content: Any, depth: int) -> None:
        """A table's rows as paragraphs, its cells set apart by a bar."""
        caption, head, bodies, foot = content[1], content[3], content[4], content[5]
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        texts = [self._row(row) for row in rows]
        first = shortened(" ".join(text_of(texts[0]).split())) if texts else ""
        self.reading.doubt(
            "a table that could not be taken over",
            f"the table that starts “{first}”",
            f"its {len(texts)} rows stand as paragraphs",
        )
        self.walk(caption[1] or [], depth)
        for tokens in texts:
            self._add("paragraph", tokens, depth)

    def _row(self, row: Any) -> list[Token]:
        tokens: list[Token] = []
        for cell in row[1]:
            inner = Reading(blocks=[])
            walker = Walker(inner, trust_marks=self.inlines.raw_tags)
            walker._notes = self._notes
            walker.walk(cell[4])
            self.reading.doubts += inner.doubts
            self.reading.notes += inner.notes
            words: list[Token] = []
            for block in inner.blocks:
                words += [*([Run(" ")] if words else []), *block.tokens]
            tokens += [*([Run(" | ")] if tokens else []), *words]
        return tokens

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
        if node["t"] != "Div":
            opened.append(node)
            continue
        styles = dict(node["c"][0][2])
        level = _LIST_STYLE.fullmatch(styles.get("custom-style", ""))
        deeper = max(deeper, int(level[1]) - 1 if level else 0)
        opened += _opened(node["c"][1])[0]
    return opened, deeper


def _says(nodes: Sequence[Node], caption: Any) -> bool:
    """Whether a figure's body already says its caption (pandoc repeats it as the image's)."""
    images = [i for n in nodes if n["t"] in ("Plain", "Para") for i in n["c"] if i["t"] == "Image"]
    said = [node.get("c") for node in caption or []]
    return any(image["c"][1] in said for image in images)
