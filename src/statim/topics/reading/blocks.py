"""What every format is first read into: a flat row of headings, paragraphs and points.

The formats differ in how they find the row; what is made of it is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Literal

from statim.editions.document import Citation, Json, Section, Statement
from statim.editions.inline import plain_text
from statim.editions.kinds import Cell, Figure, Table
from statim.editions.picture import Picture
from statim.topics.inlines import Mark, Token, single_spaced, text_of, to_html
from statim.topics.manuscript import Doubt
from statim.topics.reading.headings import plain

Kind = Literal["heading", "paragraph", "point"]
DEEPEST_SECTION = 4


@dataclass(slots=True)
class Rows:
    """A table's cells as tokens: the names of its columns (or none), its rows."""

    head: list[list[Token]]
    rows: list[list[list[Token]]]
    row_headers: bool = False

    def cells(self) -> Iterator[list[Token]]:
        """Every cell in reading order."""
        yield from chain(self.head, *self.rows)


@dataclass(slots=True)
class Special:
    """What a paragraph is beside a paragraph: its kind of statement, and what that holds.

    `alt_is_caption`: the file gave the caption as the words for those who do not see a picture.
    """

    kind: str
    term: str = ""
    rows: Rows | None = None
    figure: Figure | None = None
    alt_is_caption: bool = False


@dataclass(slots=True)
class Block:
    """One heading, paragraph or point. `depth` is a heading's level, else how deep a point or
    paragraph is nested (0 outermost). `number` is the printed number of a numbered point,
    `line` the place in the file (0 unknown), `anchor` what links within the page name.
    `special` paragraphs are of another kind; `said` is what attributes say of the statement."""

    kind: Kind
    tokens: list[Token]
    depth: int = 0
    line: int = 0
    number: int | None = None
    id: str = ""
    anchor: str = ""
    special: Special | None = None
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The plain words, white space single; a table's cells set apart by a bar."""
        words = " | ".join(filter(None, (single_spaced(text_of(r)) for r in self.token_rows())))
        term = self.special.term if self.special else ""
        return f"{term}: {words}" if term else words

    def token_rows(self) -> Iterator[list[Token]]:
        """The block's own tokens, then each cell's."""
        yield self.tokens
        if self.special and self.special.rows:
            yield from self.special.rows.cells()

    @property
    def place(self) -> str:
        """Where the author finds it."""
        return f"line {self.line}" if self.line else f"“{shortened(self.text)}”"


@dataclass(slots=True)
class Reading:
    """What a format's reader found: the row, what it knows beside it, and its doubts.

    `references` is None where the format names none of its own, so that a numbered list at
    the end may be one; `notes` are the footnotes that were taken as references.
    """

    blocks: list[Block]
    doubts: list[Doubt] = field(default_factory=list)
    title: str = ""
    references: list[Json] | None = None
    notes: list[Json] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def doubt(self, what: str, where: str, why: str) -> None:
        """List something for the author."""
        self.doubts.append(Doubt(what=what, where=where, why=why))


def shortened(text: str, most: int = 60) -> str:
    """The first words of a text."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


@dataclass(slots=True)
class _Node:
    block: Block
    children: list[_Node] = field(default_factory=list)


def sections_of(reading: Reading) -> tuple[Section, ...]:
    """The row as sections of nested statements; citations on a heading go onto each top-level
    statement of its section that has none, with a doubt saying so."""
    sections = []
    for heading, body in _under_headings(_levelled(reading)):
        heading.tokens = plain(heading.tokens, reading.doubt)
        cites = [token for token in heading.tokens if isinstance(token, Mark)]
        statements = tuple(_statement(node) for node in _trees(body))
        if cites:
            statements = tuple(_citing(s, cites) for s in statements)
            reading.doubt(
                "a citation on a heading",
                heading.place,
                f"it was put on each statement of “{heading.text}” that cites nothing itself",
            )
        if statements or heading.text:
            level = max(heading.depth, 2)
            sections.append(Section(heading=heading.text, level=level, statements=statements))
    return tuple(sections)


def _levelled(reading: Reading) -> list[Block]:
    headings = [block for block in reading.blocks if block.kind == "heading"]
    shift = 1 if any(block.depth == 1 for block in headings) else 0
    for block in headings:
        block.depth += shift
        if block.depth > DEEPEST_SECTION:
            reading.doubt(
                "a heading too deep",
                block.place,
                f"“{block.text}” became a section of level {DEEPEST_SECTION}, the deepest here",
            )
            block.depth = DEEPEST_SECTION
    return reading.blocks


def _under_headings(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    heading, body = Block("heading", [], 2), list[Block]()
    for block in blocks:
        if block.kind == "heading":
            yield heading, body
            heading, body = block, []
        elif block.tokens or block.special:
            body.append(block)
    yield heading, body


def _trees(blocks: Sequence[Block]) -> list[_Node]:
    roots: list[_Node] = []
    path: list[_Node] = []
    for block in blocks:
        while path and path[-1].block.depth >= block.depth:
            path.pop()
        node = _Node(block)
        (path[-1].children if path else roots).append(node)
        if block.special is None or not (block.special.rows or block.special.figure):
            path.append(node)  # under a table or a picture nothing stands
    return roots


def _statement(node: _Node) -> Statement:
    block = node.block
    html, cites = to_html(block.tokens)
    special = block.special or Special("paragraph" if block.kind == "paragraph" else "point")
    table, all_cites = _table(special.rows, cites) if special.rows else (None, cites)
    figure = special.figure
    if figure and special.alt_is_caption:
        figure = replace(figure, alt=single_spaced(plain_text(html).replace("\n", " ")))
    return Statement(
        id=block.id,
        kind=special.kind,
        text=plain_text(html),
        html=html,
        cites=all_cites,
        children=tuple(_statement(child) for child in node.children),
        term=special.term,
        table=table,
        figure=figure,
        **block.said,
    )


def _table(rows: Rows, cites: tuple[Citation, ...]) -> tuple[Table, tuple[Citation, ...]]:
    """The table, and the citations of the caption with those of the cells after them."""
    counted = list(cites)

    def cell(tokens: list[Token]) -> Cell:
        html, own = to_html(tokens, first=len(counted))
        counted.extend(own)
        return Cell(text=plain_text(html), html=html)

    table = Table(
        head=tuple(cell(tokens) for tokens in rows.head),
        rows=tuple(tuple(cell(tokens) for tokens in row) for row in rows.rows),
        row_headers=rows.row_headers,
    )
    return table, tuple(counted)


def _citing(statement: Statement, marks: Sequence[Mark]) -> Statement:
    if statement.cites:
        return statement
    cites: list[Citation] = []
    html = statement.html
    for mark in marks:
        places = range(len(cites), len(cites) + len(mark.cites))
        html += f'<cite data-cites="{" ".join(map(str, places))}"></cite>'
        cites.extend(mark.cites)
    return replace(statement, html=html, cites=tuple(cites))
