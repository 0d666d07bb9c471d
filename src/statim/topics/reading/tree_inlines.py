"""Pandoc's inline elements to tokens. Every word is kept; what was struck out is a doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from statim.editions.document import Citation
from statim.editions.embedded import VALUE
from statim.topics.inlines import (
    LINK,
    NUMBER,
    UNFILLED,
    Break,
    Mark,
    Run,
    Style,
    Token,
    address,
    clean_text,
    single_spaced,
    text_of,
)
from statim.topics.reading.blocks import Reading, shortened

Node = dict[str, Any]
TakeNote = Callable[[Sequence[Node]], list[Token]]

_STYLES = {"Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub"}
_TRANSPARENT = {"Underline", "SmallCaps"}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>sup|sub|em|i|strong|b|code|data)(?: value=\"(?P<value>[a-z0-9 -]*)\")?>"
    r"|<br ?/?>",
    re.IGNORECASE,
)
_SAME = {"i": "em", "b": "strong"}


class Inlines:
    """Turns inline elements into tokens; remembers the last anchor that it passed."""

    def __init__(self, reading: Reading, take_note: TakeNote, *, raw_tags: bool) -> None:
        self.reading = reading
        self.take_note = take_note
        self.raw_tags = raw_tags
        self.anchor = ""

    def take_anchor(self) -> str:
        """The anchor passed since the last block."""
        anchor, self.anchor = self.anchor, ""
        return anchor

    def tokens(self, nodes: Iterable[Node], style: Style = ()) -> list[Token]:
        """The tokens of inline elements inside a style."""
        row: list[Token] = []
        waiting = list(nodes)
        place = 0
        while place < len(waiting):
            node = waiting[place]
            if node["t"] == "RawInline":
                place = self._raw(waiting, place, style, row)
            else:
                row += self._of(node, style)
            place += 1
        return row

    def _of(self, node: Node, style: Style) -> list[Token]:
        kind = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            return [Run(clean_text(content), style)]
        if kind in ("Space", "SoftBreak"):
            return [Run(" ", style)]
        if kind == "LineBreak":
            return [Break()]
        if kind in _STYLES:
            tag = _STYLES[kind]
            return self.tokens(content, style if tag in style else (*style, tag))
        if kind in _TRANSPARENT:
            return self.tokens(content, style)
        take = getattr(self, f"_of_{kind.lower()}")
        tokens: list[Token] = take(content, style)
        return tokens

    def _of_code(self, content: Any, style: Style) -> list[Token]:
        return [Run(clean_text(content[1]), style if "code" in style else (*style, "code"))]

    def _of_quoted(self, content: Any, style: Style) -> list[Token]:
        left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        return [Run(left, style), *self.tokens(content[1], style), Run(right, style)]

    def _of_span(self, content: Any, style: Style) -> list[Token]:
        self.anchor = content[0][0] or self.anchor
        return self.tokens(content[1], style)

    def _of_strikeout(self, content: Any, style: Style) -> list[Token]:
        words = " ".join(text_of(self.tokens(content)).split())
        self.reading.doubt(
            "struck-out words", f"“{shortened(words)}”", f"they were left out: “{words}”"
        )
        return []

    def _of_math(self, content: Any, style: Style) -> list[Token]:
        formula = clean_text(content[1])
        self.reading.doubt(
            "a formula that could not be taken over",
            f"“{shortened(formula)}”",
            "it stands as it is written in TeX",
        )
        return [Run(formula, style)]

    def _of_image(self, content: Any, style: Style) -> list[Token]:
        words = self.tokens(content[1], style)
        self.reading.doubt(
            "an image that could not be taken over",
            content[2][0] if len(content[2][0]) < 200 else "an image inside the file",
            "it stands within a line, and only its description was kept; put it in a paragraph "
            "of its own"
            if words
            else "it stands within a line, and has no description",
        )
        return words

    def _of_note(self, content: Any, _style: Style) -> list[Token]:
        return self.take_note(content)

    def _of_link(self, content: Any, style: Style) -> list[Token]:
        attributes, nodes, (url, _) = content
        self.anchor = attributes[0] or self.anchor
        href = address(url) if not url.startswith("#") else url
        if not href or any(part.startswith(LINK) for part in style):
            if url:
                self.reading.doubt(
                    "a link that was left out", f"“{shortened(url)}”", "pages may not link there"
                )
            return self.tokens(nodes, style)
        return self.tokens(nodes, (*style, LINK + href))

    def _of_cite(self, content: Any, _style: Style) -> list[Token]:
        cites = []
        for citation in content[0]:
            key = citation["citationId"]
            locator = text_of(self.tokens(citation["citationSuffix"])).strip()
            locator = single_spaced(locator.removeprefix(","))
            if prefix := text_of(self.tokens(citation["citationPrefix"])).strip():
                self.reading.doubt(
                    "words before a citation",
                    f"the citation of {key}",
                    f"“{prefix}” was left out: a citation has a place in its source, no words",
                )
            if citation["citationMode"]["t"] == "AuthorInText":
                self.reading.doubt(
                    "a citation that is part of its sentence",
                    f"the citation of {key}",
                    "only its mark stands there now; name the author in words",
                )
            cites.append(Citation(reference=key, locator=locator or None))
        return [Mark(tuple(cites))]

    def _raw(self, nodes: list[Node], place: int, style: Style, row: list[Token]) -> int:
        """A raw HTML tag: simple inline tags that are closed again count, all else is text."""
        _, raw = nodes[place]["c"]
        found = _TAG.fullmatch(raw) if self.raw_tags else None
        if found and not found["name"]:
            row.append(Break())
            return place
        if found and not found["end"]:
            close = self._closed_at(nodes, place, found["name"].lower())
            inside = nodes[place + 1 : close]
            if close and found["name"].lower() == "data":
                row.append(self._number(found["value"] or "", inside, style))
                return close
            if close:
                tag = _SAME.get(found["name"].lower(), found["name"].lower())
                inner = style if tag in style else (*style, tag)
                row += self.tokens(inside, inner)
                return close
        if not raw.startswith("<!--"):
            self.reading.doubt("raw HTML in the text", f"“{shortened(raw)}”", "it stands as text")
            row.append(Run(clean_text(raw), style))
        return place

    def _number(self, value: str, inside: list[Node], style: Style) -> Run:
        """A number of a comparison; its words are filled in when all is read."""
        words = single_spaced(text_of(self.tokens(inside))) or UNFILLED
        return Run(words, (*style, NUMBER + value) if VALUE.fullmatch(value) else style)

    def _closed_at(self, nodes: list[Node], place: int, name: str) -> int:
        depth = 0
        for n in range(place, len(nodes)):
            found = _TAG.fullmatch(nodes[n]["c"][1]) if nodes[n]["t"] == "RawInline" else None
            if found and (found["name"] or "").lower() == name:
                depth += -1 if found["end"] else 1
                if depth == 0:
                    return n
        return 0
