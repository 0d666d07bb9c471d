"""What a statement of any kind says, piece by piece. Pure.

Whoever reads all of a page's words (search, quality checks, differences) reads them here, so
that nothing in a table or under a picture is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from statim.editions.compared import Compared
from statim.editions.compared import lines_of as compared_lines
from statim.editions.document import Document, Statement, statements_of
from statim.editions.kinds import (
    ABBREVIATION,
    COMPARISON,
    FIGURE,
    PRACTICE_POINT,
    RED_FLAG,
    TABLE,
    Cell,
    Figure,
    Table,
    cells_of,
)

_NAMES = {
    RED_FLAG: "Red flag",
    PRACTICE_POINT: "Practice point",
    TABLE: "Table",
    FIGURE: "Figure",
    COMPARISON: "Comparison",
}


def words_of(statement: Statement) -> tuple[str, ...]:
    """The plain words of one statement, piece by piece as they are read: term, words or
    caption, cells, what a picture shows and whose it is. Its children's are their own."""
    pieces = [statement.term, statement.text]
    if statement.table:
        pieces += (cell.text for cell in cells_of(statement.table))
    if figure := statement.figure:
        pieces += (figure.alt, figure.source)
    if statement.comparison:
        pieces += compared_lines(statement.comparison)
    return tuple(piece for piece in pieces if piece)


def markup_of(statement: Statement) -> tuple[str, ...]:
    """The markup of one statement, piece by piece: its own, then each cell's, or each study's
    citation. Their citation marks count its `cites` through."""
    if table := statement.table:
        return (statement.html, *(cell.html for cell in cells_of(table)))
    if compared := statement.comparison:
        return (statement.html, *(_mark(place) for place in compared.cited if place is not None))
    return (statement.html,)


def _mark(place: int) -> str:
    return f'<cite data-cites="{place}"></cite>'


def comparisons_of(document: Document) -> dict[str, Compared]:
    """Every comparison by its statement's id, in reading order."""
    return {s.id: s.comparison for s in statements_of(document) if s.comparison}


def figures_of(document: Document) -> Iterator[Figure]:
    """Every figure, in reading order."""
    return (s.figure for s in statements_of(document) if s.figure)


def abbreviations_of(document: Document) -> tuple[tuple[str, str], ...]:
    """What the page says that abbreviations mean: short form and long form, as written."""
    said = (s for s in statements_of(document) if s.kind == ABBREVIATION)
    return tuple(dict.fromkeys((s.term, s.text) for s in said))


def line_of(statement: Statement) -> str:
    """The statement's own words as one line that says what it is: "Red flag: …", "ECT: …"; of a
    table without a caption the names of its columns, of such a picture what it shows."""
    name = statement.term or _NAMES.get(statement.kind, "")
    words = statement.text
    if not words and statement.table:
        words = " | ".join(cell.text for cell in next(_rows(statement.table), ()) if cell.text)
    elif not words and statement.figure:
        words = statement.figure.alt
    elif not words and statement.comparison:
        words = next(compared_lines(statement.comparison))
    return f"{name}: {words}" if name else words


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    return (row for row in (table.head, *table.rows) if row)
