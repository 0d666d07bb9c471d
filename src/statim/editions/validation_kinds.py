"""What a statement of each kind must have, and may not have, to be published. Pure.

A strong recommendation that rests on low or very low certainty must say why: GRADE guidance 14
and 15 (Andrews and others, J Clin Epidemiol 2013;66:719-735).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from statim.editions.compared import certainty_of
from statim.editions.compared import faults_of as comparison_faults
from statim.editions.document import Statement
from statim.editions.inline import plain_text, sanitise
from statim.editions.kinds import (
    COMPARISON,
    FIGURE,
    PICTURE_TYPES,
    STRENGTHS,
    TABLE,
    TERMS,
    Figure,
    Table,
)

MEDIA = re.compile(r"[0-9a-f]{64}")
WEAK = ("low", "very low")
MOST_PIXELS = 40_000_000
_UNEVEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]| {2}|\A | \Z")


def kind_faults(statement: Statement) -> Iterator[str]:
    """Everything that does not go with the statement's kind, certainty and strength."""
    kind = statement.kind
    if (kind in TERMS) != bool(statement.term):
        yield f"a {kind} needs a term" if kind in TERMS else f"a {kind} has no term"
    yield from _line_faults("term", statement.term)
    if (kind == TABLE) != (statement.table is not None):
        yield "a table needs its rows" if kind == TABLE else f"a {kind} holds no table"
    if (kind == FIGURE) != (statement.figure is not None):
        yield "a figure needs its picture" if kind == FIGURE else f"a {kind} holds no picture"
    if statement.table:
        yield from table_faults(statement.table)
    if statement.figure:
        yield from figure_faults(statement.figure)
    yield from _comparison_faults(statement)
    if kind in (TABLE, FIGURE, COMPARISON) and statement.children:
        yield f"nothing can stand under a {kind}"
    yield from _strength_faults(statement)


def _comparison_faults(statement: Statement) -> Iterator[str]:
    compared = statement.comparison
    if (statement.kind == COMPARISON) != (compared is not None):
        is_one = statement.kind == COMPARISON
        yield "a comparison needs its data" if is_one else f"a {statement.kind} holds no comparison"
    if compared is None:
        return
    yield from comparison_faults(compared)
    if compared.assessment and not list(comparison_faults(compared)):
        rated = certainty_of(compared).level
        if statement.certainty != rated:
            yield f"its certainty is not what its assessment gives, which is {rated}"


def _strength_faults(statement: Statement) -> Iterator[str]:
    strength, reason = statement.strength, statement.strength_reason
    if strength and strength not in STRENGTHS:
        yield f"{strength!r} is no strength of a recommendation: use {' or '.join(STRENGTHS)}"
    if strength == "strong" and statement.certainty in WEAK and not reason:
        yield (
            f"a strong recommendation on {statement.certainty} certainty needs a reason "
            "(strength_reason)"
        )
    if reason and not strength:
        yield "a reason for the strength is given, but no strength"
    yield from _line_faults("reason", reason)


def table_faults(table: Table) -> Iterator[str]:
    """What keeps a table from being published."""
    widths = {len(row) for row in (table.head, *table.rows) if row}
    if not table.rows or not all(table.rows):
        yield "a table must have rows, and each row a cell"
    elif len(widths) > 1:
        yield f"the rows of the table are not of one length: {sorted(widths)}"
    if table.row_headers and widths == {1}:
        yield "a table of one column has nothing beside the names of its rows"
    for place, row in enumerate((table.head, *table.rows)):
        for column, cell in enumerate(row, start=1):
            where = f"the cell in row {place or 'head'}, column {column}"
            if plain_text(cell.html) != cell.text:
                yield f"{where}: its text and its markup say different words"
            if sanitise(cell.html) != cell.html:
                yield f"{where}: its markup holds something that is not allowed"
    if table.rows and not any(cell.text for row in table.rows for cell in row):
        yield "the table is empty"


def figure_faults(figure: Figure) -> Iterator[str]:
    """What keeps a figure from being published."""
    if not MEDIA.fullmatch(figure.media):
        yield f"{figure.media!r} is no SHA-256 of a picture"
    if figure.type not in PICTURE_TYPES:
        yield f"{figure.type!r} is no type of picture: use {', '.join(PICTURE_TYPES)}"
    sides = (figure.width, figure.height)
    whole = all(isinstance(side, int) and not isinstance(side, bool) for side in sides)
    if not whole or min(sides) < 1 or figure.width * figure.height > MOST_PIXELS:
        yield f"{figure.width} by {figure.height} pixels is no size of a picture"
    if not figure.alt:
        yield "the figure has no text for those who do not see it (alt)"
    if not figure.source:
        yield "the figure has no source: say whose picture it is"
    for name in ("alt", "source", "licence"):
        yield from _line_faults(name, getattr(figure, name))


def _line_faults(name: str, words: str) -> Iterator[str]:
    if _UNEVEN.search(words):
        yield f"its {name} must be one line, with single spaces and none at its ends"
