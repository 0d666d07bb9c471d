"""Studies from a table as a spreadsheet gives it: pasted with tabs, or a CSV file. Pure.

All or nothing: one cell that cannot be read refuses the whole, and every such cell is named with
its row and column. Nothing is guessed: an empty cell of a number that is needed is a problem.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from statim.evidence.comparison import (
    Correlation,
    Counts,
    Data,
    Means,
    Proportion,
    Reported,
    Study,
)
from statim.evidence.errors import Problem, WrongData

KINDS: dict[str, type[Data]] = {
    "counts": Counts, "means": Means, "proportion": Proportion,
    "correlation": Correlation, "reported": Reported,
}  # fmt: skip
ABOUT = ("study", "year", "reference", "subgroup")
OTHER_NAMES = {
    "label": "study", "author": "study", "trial": "study", "group": "subgroup",
    "n events": "events", "people": "total", "std": "sd", "control std": "control sd",
    "or": "estimate", "rr": "estimate", "hr": "estimate", "md": "estimate", "smd": "estimate",
    "ci lower": "lower", "ci upper": "upper",
}  # fmt: skip
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a text stands, for the message, and the text."""

    row: int
    column: str
    text: str
    decimal_comma: bool

    def number(self, *, whole: bool = False) -> float:
        """The number in it; raises WrongData. A comma is a decimal comma only where it does not
        part the columns."""
        text = self.text.replace("\u2212", "-").replace("\u00a0", "").strip()
        if self.decimal_comma:
            text = text.replace(",", ".")
        try:
            value = float(text)
        except ValueError:
            raise self._refused(f"{self.text!r} is not a number.") from None
        if not math.isfinite(value):
            raise self._refused(f"{self.text!r} is not a number.")
        if whole and value != int(value):
            raise self._refused(f"{self.text!r} is not a whole number.")
        return int(value) if whole else value

    def _refused(self, why: str) -> WrongData:
        return WrongData([Problem(f"row {self.row}", self.column, why)])


def studies(text: str, kind: str) -> tuple[Study, ...]:
    """The studies of a table whose first row names its columns, in any order: `study`, the numbers
    of the kind (such as `events`, `total`, `control events`, `control total`), and, if wanted,
    `year`, `reference`, `subgroup`. Every other column is a covariate, and holds numbers.

    Raises WrongData with every problem. What the numbers may be is for `checks` to say.
    """
    needed, wanted = columns(kind)
    separator = separator_of(text)
    lines = list(csv.reader(io.StringIO(text.strip("\n")), delimiter=separator))
    head = [column_name(cell) for cell in lines[0]] if lines else []
    _check_head(head, needed)
    found, problems = [], []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) > len(head):
            why = f"{len(line)} cells under {len(head)} names."
            problems.append(Problem(f"row {number}", "cells", why))
            continue
        row = dict(zip(head, [*line, *[""] * (len(head) - len(line))], strict=True))
        study, wrong = _study(row, number, kind, (needed, wanted), separator != ",")
        found += [study] if study else []
        problems += wrong
    if not found and not problems:
        problems.append(Problem("table", "rows", "there is no study in it."))
    if problems:
        raise WrongData(problems)
    return tuple(found)


def columns(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of numbers that a kind needs, and those that it may have."""
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise WrongData([Problem("table", "kind", f"{kind!r} is not one of {known}.")])
    of_kind = [field for field in fields(KINDS[kind]) if field.name != "derived"]
    needed = tuple(f.name.replace("_", " ") for f in of_kind if f.default is MISSING)
    return needed, tuple(f.name.replace("_", " ") for f in of_kind if f.default is not MISSING)


def separator_of(text: str) -> str:
    """What parts the columns: a tab where there is one, else the commoner of ; and , ."""
    first = text.strip("\n").split("\n", 1)[0]
    if "\t" in first:
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def column_name(cell: str) -> str:
    """A column's name as it is known here, however it was written."""
    name = " ".join(cell.strip().lstrip("\ufeff").lower().replace("_", " ").split())
    return OTHER_NAMES.get(name, name)


def _check_head(head: list[str], needed: tuple[str, ...]) -> None:
    missing = [name for name in ("study", *needed) if name not in head]
    twice = sorted({name for name in head if head.count(name) > 1})
    problems = [Problem("row 1", name, "this column is missing.") for name in missing]
    problems += [Problem("row 1", name or "(no name)", "stands twice.") for name in twice]
    if problems:
        raise WrongData(problems)


def _study(
    row: Row, number: int, kind: str, numbers: tuple[tuple[str, ...], tuple[str, ...]], comma: bool
) -> tuple[Study | None, list[Problem]]:
    """One row, or everything that is wrong with it."""
    needed, wanted = numbers
    values: dict[str, Any] = {}
    covariates: dict[str, float] = {}
    year: int | None = None
    problems: list[Problem] = []
    for name, text in row.items():
        cell = Cell(number, name, text, comma)
        if name in ("study", "reference", "subgroup", "") or (
            not text.strip() and name not in needed
        ):
            continue
        try:
            if name == "year":
                year = int(cell.number(whole=True))
            elif name in needed or name in wanted:
                field = name.replace(" ", "_")
                values[field] = cell.number(whole=_is_whole(kind, field))
            else:
                covariates[name] = cell.number()
        except WrongData as refused:
            problems += refused.problems
    if not row["study"].strip():
        problems.append(Problem(f"row {number}", "study", "a study needs a name."))
    if problems:
        return None, problems
    return Study(
        label=row["study"].strip(), data=KINDS[kind](**values), year=year, covariates=covariates,
        reference=row.get("reference", "").strip() or None,
        subgroup=row.get("subgroup", "").strip() or None,
    ), []  # fmt: skip


def _is_whole(kind: str, field: str) -> bool:
    (declared,) = [f.type for f in fields(KINDS[kind]) if f.name == field]
    return str(declared).startswith("int")
