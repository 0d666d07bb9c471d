"""The rows of a forest, whatever it is made of: an analysis, its subgroups, or its steps.

Wide picture, narrow picture and table are made from the same rows, so they cannot differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from statim.evidence.pictures.figures import (
    digits,
    of_pooled,
    of_study,
    p_value,
    places_for,
    span,
)
from statim.evidence.results import Analysis, Pooled, Step, StudyEffect, Subgroups

STUDY, HEADING, SUBTOTAL, TOTAL, PREDICTION, STEP = (
    "study", "heading", "subtotal", "total", "prediction", "step",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words round a forest that only its author knows."""

    title: str
    treated: str = ""
    control: str = ""
    favours_left: str = ""
    favours_right: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. `values` are low, middle, high as people read them (no middle: a prediction)."""

    kind: str
    label: str
    numbers: tuple[str, ...] = ()
    weight: float | None = None
    effect: str = ""
    values: tuple[float, float, float] | None = None


def of_analysis(analysis: Analysis) -> tuple[Row, ...]:
    """Every study, the pooled estimate, the prediction interval."""
    return (*(study_row(analysis, study) for study in analysis.studies), *totals(analysis))


def of_subgroups(analysis: Analysis, subgroups: Subgroups) -> tuple[Row, ...]:
    """Each subgroup with its studies and its own estimate, then all together; weights are those of
    the whole."""
    whole = {study.label: study for study in analysis.studies}
    rows: list[Row] = []
    for group in subgroups.groups:
        rows.append(Row(kind=HEADING, label=group.name))
        rows += [
            study_row(analysis, whole.get(study.label, study)) for study in group.analysis.studies
        ]
        differ = group.analysis.heterogeneity
        label = f"Subtotal (I² = {differ.i2:.0f}%)" if differ.df else "Subtotal"
        rows.append(pooled_row(group.analysis, SUBTOTAL, label, group.analysis.pooled))
    return (*rows, *totals(analysis))


def difference(subgroups: Subgroups) -> str:
    """The test for subgroup differences, for `Labels.notes`."""
    said = f"Q = {subgroups.q:.2f} on {subgroups.df}, {p_value(subgroups.p)}"
    return f"Test for subgroup differences: {said}."


def of_steps(analysis: Analysis, steps: tuple[Step, ...], verb: str) -> tuple[Row, ...]:
    """One row for each step, such as "+ Hart 1977" or "− Hart 1977"."""
    return tuple(
        Row(
            kind=STEP,
            label=f"{verb} {step.label}".strip(),
            numbers=(str(step.pooled.studies),),
            effect=of_pooled(analysis, step.pooled),
            values=_read(analysis, step.pooled),
        )
        for step in steps
    )


def study_row(analysis: Analysis, study: StudyEffect) -> Row:
    """One study."""
    values = None
    if study.estimate is not None and study.lower is not None and study.upper is not None:
        low, middle, high = (
            analysis.read_of(study, x) for x in (study.lower, study.estimate, study.upper)
        )
        values = (low, middle, high)
    return Row(
        kind=STUDY, label=study.label, numbers=study.numbers, weight=study.weight,
        effect=of_study(analysis, study), values=values,
    )  # fmt: skip


def totals(analysis: Analysis) -> tuple[Row, ...]:
    """The pooled estimate, and the prediction interval where there is one."""
    rows = [pooled_row(analysis, TOTAL, "All studies, pooled", analysis.pooled)]
    if analysis.prediction:
        low, high = (
            analysis.read(x) for x in (analysis.prediction.lower, analysis.prediction.upper)
        )
        rows.append(
            Row(
                kind=PREDICTION,
                label="Prediction interval",
                effect=span(low, high, places_for(analysis)),
                values=(low, math.nan, high),
            )
        )
    return tuple(rows)


def pooled_row(analysis: Analysis, kind: str, label: str, pooled: Pooled) -> Row:
    """A pooled estimate."""
    weight = 100.0 if kind == TOTAL else None
    return Row(
        kind=kind, label=label, weight=weight, effect=of_pooled(analysis, pooled),
        values=_read(analysis, pooled),
    )  # fmt: skip


def _read(analysis: Analysis, pooled: Pooled) -> tuple[float, float, float]:
    low, middle, high = (analysis.read(x) for x in (pooled.lower, pooled.estimate, pooled.upper))
    return low, middle, high


def weight_words(row: Row) -> str:
    """A weight with one place, or nothing."""
    return "" if row.weight is None else digits(row.weight, 1)
