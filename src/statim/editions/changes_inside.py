"""What changed inside a table, cell by cell, and about a picture. Pure.

Rows and columns are matched by their words, so that an added row does not make every row below it
read as another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher

from statim.editions.compared import Compared, certainty_of, lines_of
from statim.editions.embedded import effect
from statim.editions.kinds import Cell, Figure, Table, file_name
from statim.editions.wording import Run, wording
from statim.evidence.pictures.figures import spread


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell that reads differently. `row` and `column` name its place by the words of its row's
    first cell and its column's head, or by number; `runs` are its words."""

    row: str
    column: str
    runs: tuple[Run, ...]


def cell_changes(old: Table | None, new: Table | None) -> Iterator[CellChange]:
    """Every cell that changed, those of added and removed rows too, in reading order; an
    empty one that came or went is none."""
    if old is None and new is None:
        return
    before, after = old or Table(), new or Table()
    columns = _matched(_columns(before), _columns(after))
    rows: list[_Pair] = [(-1, -1), *_matched(_names(before), _names(after))]
    for was, now in rows:
        old_row, new_row = _row(before, was), _row(after, now)
        row = _row_name(new_row or old_row, was if now is None else now)
        for left, right in columns:
            runs = wording(_html(old_row, left), _html(new_row, right))
            if runs:
                yield CellChange(
                    row=row, column=_column_name(before, after, left, right), runs=runs
                )
    if (before.row_headers, bool(old)) != (after.row_headers, bool(new)) and old and new:
        said = {True: "the first cells name their rows", False: "no cell names its row"}
        runs = wording(said[before.row_headers], said[after.row_headers])
        yield CellChange(row="every row", column="", runs=runs)


def _row(table: Table, place: int | None) -> Sequence[Cell]:
    """The row of this number; -1 is the head, None no row."""
    if place is None:
        return ()
    return table.head if place < 0 else table.rows[place]


def _html(row: Sequence[Cell], place: int | None) -> str:
    return row[place].html if place is not None and place < len(row) else ""


def _columns(table: Table) -> list[str]:
    width = len(table.head or (table.rows[0] if table.rows else ()))
    names = [cell.text for cell in table.head] or [""] * width
    return [name or f"\0{place}" for place, name in enumerate(names)]


def _names(table: Table) -> list[str]:
    """What a row is known by: its first cell, and all of it where two start alike."""
    firsts = [row[0].text for row in table.rows]
    return [
        first if first and firsts.count(first) == 1 else "\0".join(cell.text for cell in row)
        for first, row in zip(firsts, table.rows, strict=True)
    ]


_Pair = tuple[int | None, int | None]


def _matched(old: Sequence[str], new: Sequence[str]) -> list[_Pair]:
    """Places that belong together; those replaced by as many pair up in order."""
    pairs: list[_Pair] = []
    for tag, i, j, k, n in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal" or j - i == n - k:
            pairs += zip(range(i, j), range(k, n), strict=True)
        else:
            pairs += [(place, None) for place in range(i, j)]
            pairs += [(None, place) for place in range(k, n)]
    return pairs


def _row_name(row: Sequence[Cell], place: int | None) -> str:
    if place is None or place < 0:
        return "the head"
    return row[0].text if row and row[0].text else f"row {place + 1}"


def _column_name(before: Table, after: Table, left: int | None, right: int | None) -> str:
    for table, place in ((after, right), (before, left)):
        if place is not None:
            named = table.head[place].text if place < len(table.head) else ""
            return named or f"column {place + 1}"
    return ""


def comparison_details(compared: Compared | None) -> dict[str, str]:
    """What is said about a comparison, each part as a line of words."""
    if compared is None:
        return {}
    question, outcome, *studies = lines_of(compared)
    said = {
        "question": question,
        "outcome": outcome,
        "measure": compared.data.measure,
        "pooled by": " ".join(str(value) for value in astuple(compared.method)),
        "baseline risks": ", ".join(f"{risk:g}" for risk in compared.baselines),
    }
    for place, (study, line) in enumerate(zip(compared.data.studies, studies, strict=True), 1):
        name = f"study {study.label}"
        said[name if name not in said else f"{name} ({place})"] = line
    if analysis := compared.analysis:
        said["result"] = f"{effect(analysis)}; {spread(analysis.heterogeneity)}"
    if compared.assessment:
        rated = certainty_of(compared)
        said["assessment"] = " ".join((rated.level, *rated.reasons))
    return said


def figure_details(figure: Figure | None) -> dict[str, str]:
    """What is said about a picture, each as a line of words."""
    if figure is None:
        return {}
    return {
        "picture": f"{file_name(figure)[:12]}, {figure.width} by {figure.height} pixels",
        "what the picture shows": figure.alt,
        "source": figure.source,
        "licence": figure.licence,
    }
