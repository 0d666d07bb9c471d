"""What a statement may hold beside its words: a table or a figure, as frozen values. Pure.

`KINDS` are the kinds of statement. Nothing here knows how a kind is shown or written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

POINT, PARAGRAPH = "point", "paragraph"
RED_FLAG, PRACTICE_POINT = "red flag", "practice point"
DEFINITION, ABBREVIATION = "definition", "abbreviation"
TABLE, FIGURE, COMPARISON = "table", "figure", "comparison"

KINDS = (
    POINT,
    PARAGRAPH,
    RED_FLAG,
    PRACTICE_POINT,
    DEFINITION,
    ABBREVIATION,
    TABLE,
    FIGURE,
    COMPARISON,
)
CALLOUTS = (RED_FLAG, PRACTICE_POINT)
TERMS = (DEFINITION, ABBREVIATION)  # the kinds whose statement has a `term`

CERTAINTIES = ("high", "moderate", "low", "very low")  # GRADE, best first
STRENGTHS = ("strong", "conditional")  # GRADE

PICTURE_TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: plain words, and the same with markup and citation marks, whose
    numbers count on into the statement's `cites`."""

    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, each row as long as `head` (which is empty where no column has a name).

    `row_headers` says that the first cell of each row names its row.
    """

    head: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    row_headers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture by the SHA-256 (hex) of its bytes, with what must be known about it.

    `alt` says what it shows to those who do not see it, `source` whose it is, `licence` on
    which terms ("" where `source` says so). Width and height are pixels.
    """

    media: str
    type: str
    width: int
    height: int
    alt: str
    source: str
    licence: str = ""


def cells_of(table: Table) -> Iterator[Cell]:
    """Every cell in reading order, the head first."""
    yield from table.head
    for row in table.rows:
        yield from row


def file_name(figure: Figure) -> str:
    """The name of the picture's file in the store and in its address."""
    return f"{figure.media}.{PICTURE_TYPES[figure.type]}"


def table_to_dict(table: Table) -> Json:
    """JSON value of a table."""
    return {
        "head": [_cell(cell) for cell in table.head],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "row_headers": table.row_headers,
    }


def _cell(cell: Cell) -> Json:
    return {"text": cell.text, "html": cell.html}


def table_from_dict(value: Mapping[str, Any]) -> Table:
    """The Table of a JSON value. Raises KeyError or TypeError where it is none."""
    return Table(
        head=tuple(Cell(**cell) for cell in value["head"]),
        rows=tuple(tuple(Cell(**cell) for cell in row) for row in value["rows"]),
        row_headers=value["row_headers"],
    )


def figure_to_dict(figure: Figure) -> Json:
    """JSON value of a figure."""
    return {
        "media": figure.media,
        "type": figure.type,
        "width": figure.width,
        "height": figure.height,
        "alt": figure.alt,
        "source": figure.source,
        "licence": figure.licence,
    }


def figure_from_dict(value: Mapping[str, Any]) -> Figure:
    """The Figure of a JSON value. Raises TypeError where it is none."""
    return Figure(**value)
