"""A table of means in which a standard deviation is missing: derived where a stated rule can.

Columns that may stand beside `sd` and `control sd`: `se`, `lower` and `upper` (the 95 % interval of
the mean), the same with `control`; for both groups at once `difference se`, `difference lower`
and `difference upper`, or `p`. Every number so made is marked with its rule.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from statim.evidence.comparison import Means, Study
from statim.evidence.derived import (
    Derived,
    NotDerivable,
    from_difference_interval,
    from_difference_se,
    from_interval,
    from_p,
    from_standard_error,
)
from statim.evidence.entry import Cell, column_name, separator_of, studies
from statim.evidence.errors import Problem, WrongData

OWN = ("se", "lower", "upper")
BOTH = ("difference se", "difference lower", "difference upper", "p")
SOURCES = (*OWN, *(f"control {name}" for name in OWN), *BOTH)
Row = dict[str, str]


def studies_with_sd(text: str, kind: str) -> tuple[Study, ...]:
    """`entry.studies`, with each missing SD of means derived and marked. Raises WrongData."""
    separator = separator_of(text)
    lines = list(csv.reader(io.StringIO(text.strip("\n")), delimiter=separator))
    head = [column_name(cell) for cell in lines[0]] if lines else []
    if kind != "means" or not set(head) & set(SOURCES) or len(set(head)) < len(head):
        return studies(text, kind)
    kept = [name for name in head if name not in SOURCES]
    kept += [name for name in ("sd", "control sd") if name not in kept]
    rules: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    out = [kept]
    for number, line in enumerate(lines[1:], 2):
        row = dict(zip(head, [*line, *[""] * (len(head) - len(line))], strict=False))
        if not any(cell.strip() for cell in line):
            out.append([])
            continue
        row, said, wrong = _filled(row, number, comma=separator != ",")
        problems += wrong
        rules.append(said)
        out.append([row.get(name, "") for name in kept])
    if problems:
        raise WrongData(problems)
    found = studies(_written(out), kind)
    return tuple(_marked(study, said) for study, said in zip(found, rules, strict=True))


def _written(rows: list[list[str]]) -> str:
    """The rows as text again, parted by tabs."""
    held = io.StringIO()
    csv.writer(held, delimiter="\t", lineterminator="\n").writerows(rows)
    return held.getvalue()


def _marked(study: Study, rules: tuple[str, ...]) -> Study:
    data = study.data
    return replace(study, data=replace(data, derived=rules)) if isinstance(data, Means) else study


def _filled(row: Row, number: int, *, comma: bool) -> tuple[Row, tuple[str, ...], list[Problem]]:
    """The row with its SDs, the rules that gave them, and what is wrong."""
    said: list[str] = []
    problems: list[Problem] = []

    def value(name: str) -> float:
        return Cell(number, name, row.get(name, ""), comma).number()

    for names, rule in RULES:
        given = [name for name in names if row.get(name, "").strip()]
        lacking = [name for name in ("sd", "control sd") if not row.get(name, "").strip()]
        about = _groups(names, lacking)
        if len(given) < len(names) or not about:
            continue
        try:
            made = rule(value)
        except WrongData as refused:
            problems += refused.problems
            continue
        except NotDerivable as refused:
            problems.append(Problem(f"row {number}", names[0], str(refused)))
            continue
        for name in about:
            row[name] = repr(made.sd)
            said.append(f"{name.replace('sd', 'SD')}: {made.rule}")
    return row, tuple(said), problems


def _groups(names: tuple[str, ...], lacking: list[str]) -> list[str]:
    """The SDs that a rule gives: its group's, or both where both are missing."""
    if names[0] in BOTH:
        return lacking if len(lacking) == 2 else []
    own = "control sd" if names[0].startswith("control") else "sd"
    return [own] if own in lacking else []


Value = Callable[[str], float]
RULES: tuple[tuple[tuple[str, ...], Callable[[Value], Derived]], ...] = (
    (("se",), lambda v: from_standard_error(v("se"), int(v("n")))),
    (("lower", "upper"), lambda v: from_interval(v("lower"), v("upper"), int(v("n")))),
    (
        ("control se",),
        lambda v: from_standard_error(v("control se"), int(v("control n"))),
    ),
    (
        ("control lower", "control upper"),
        lambda v: from_interval(v("control lower"), v("control upper"), int(v("control n"))),
    ),
    (
        ("difference se",),
        lambda v: from_difference_se(v("difference se"), int(v("n")), int(v("control n"))),
    ),
    (
        ("difference lower", "difference upper"),
        lambda v: from_difference_interval(
            v("difference lower"), v("difference upper"), int(v("n")), int(v("control n"))
        ),
    ),
    (
        ("p",),
        lambda v: from_p(v("mean") - v("control mean"), v("p"), int(v("n")), int(v("control n"))),
    ),
)
