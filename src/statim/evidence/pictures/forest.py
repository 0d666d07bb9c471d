"""A forest plot, for a wide page and for a phone: the same rows, laid out twice.

The wide one has columns; the narrow one puts each study's name and effect on a line of their own,
above its interval. Studies are squares whose area is their weight, pooled estimates diamonds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from statim.evidence.measures import DOUBLE_ARCSINE, FISHER_Z, LOGIT
from statim.evidence.pictures import drawing as d
from statim.evidence.pictures.axis import Axis, axis_for
from statim.evidence.pictures.figures import of_pooled, spread, way
from statim.evidence.pictures.rows import (
    HEADING,
    PREDICTION,
    STEP,
    STUDY,
    SUBTOTAL,
    TOTAL,
    Labels,
    Row,
    weight_words,
)
from statim.evidence.results import Analysis

WIDE, NARROW, LEAST = 800.0, 358.0, 190.0  # LEAST: of the plot itself, on a wide page
BOLD = (HEADING, TOTAL, SUBTOTAL)
WITHIN = {LOGIT: (0.0, 1.0), DOUBLE_ARCSINE: (0.0, 1.0), FISHER_Z: (-1.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie. `columns` are right edges of the numbers; `step` is a row's height and
    `drop` how far below its words its interval lies."""

    width: float
    left: float
    right: float
    top: float
    step: float
    drop: float
    label: float
    columns: tuple[float, ...] = ()
    weight: float | None = None


def forest(
    analysis: Analysis,
    rows: tuple[Row, ...],
    labels: Labels,
    *,
    key: str,
    narrow: bool = False,
) -> str:
    """The plot as SVG; `key` makes its ids unique on the page. What `labels.notes` say stands
    below, after heterogeneity."""
    layout = narrow_layout() if narrow else wide_layout(rows, labels)
    axis = forest_axis(analysis, rows, layout)
    parts = [] if narrow else heads(analysis, labels, layout)
    bottom = layout.top + len(rows) * layout.step
    if not narrow:
        parts += references(analysis, axis, layout.top - 6, bottom + 6)
    for place, row in enumerate(rows):
        y = layout.top + place * layout.step
        if narrow and row.values is not None:  # not across the words
            parts += references(analysis, axis, y + 15, y + layout.step - 2)
        if row.kind == TOTAL and place:
            parts.append(d.line(0, y - 5, layout.width, y - 5, kind="faint"))
        parts += drawn(row, y, layout, axis, rows)
    parts.append(axis.drawn(bottom + 6))
    parts, height = below(parts, analysis, labels, axis, bottom + 42, layout)
    kind = "narrow" if narrow else "wide"
    return d.svg(
        parts, width=layout.width, height=height, title=labels.title,
        desc=described(analysis, rows), key=key, kind=kind,
    )  # fmt: skip


def wide_layout(rows: tuple[Row, ...], labels: Labels) -> Layout:
    """Columns as wide as their longest text; the plot takes what is left. Where that is too
    little, the numbers are left to the table."""
    effect = max(len(row.effect) * (7.8 if row.kind in BOLD else 7.1) for row in rows)
    names = max([len(row.label) for row in rows if row.kind in (STUDY, STEP)] + [20])
    label = min(names * 7.0, 190.0) + 8
    weighted = any(row.weight is not None for row in rows)
    right = WIDE - effect - 16 - (56 if weighted else 0)
    at, columns = label, []
    for size in _column_sizes(rows, labels):
        at += size + 16
        columns.append(at)
    if right - at - 18 < LEAST:
        at, columns = label, []
    weight = right + 56 if weighted else None
    return Layout(WIDE, at + 18, right, 34 + 14, 23, -4.5, label, tuple(columns), weight)


def _column_sizes(rows: tuple[Row, ...], labels: Labels) -> list[float]:
    """The width that each column of numbers needs, its head (in bold) on two lines."""
    sizes = []
    for i in range(max(len(row.numbers) for row in rows)):
        cells = [len(row.numbers[i]) * 7.2 for row in rows if len(row.numbers) > i]
        head = _head(labels, i)
        lines = [len(word) * 8.4 for word in head.split()]
        sizes.append(max([*cells, *lines, len(head) * 8.4 / 2]))
    return sizes


def narrow_layout() -> Layout:
    """A phone's width: no columns."""
    return Layout(NARROW, 6, NARROW - 6, 22, 40, 14, NARROW)


def forest_axis(analysis: Analysis, rows: tuple[Row, ...], layout: Layout) -> Axis:
    """An axis that holds every estimate, the pooled limits and the line of no effect."""
    must, may = [], []
    for row in rows:
        if row.values is None:
            continue
        low, middle, high = row.values
        if row.kind in (TOTAL, SUBTOTAL):
            must += [low, high]
        elif row.kind != PREDICTION:
            must.append(middle)
        may += [low, high]
    if analysis.kind.null is not None:
        must.append(analysis.kind.null)
    within = WITHIN.get(analysis.kind.scale, (-math.inf, math.inf))
    log = analysis.kind.is_ratio
    return axis_for(must, may, log=log, left=layout.left, right=layout.right, within=within)


def heads(analysis: Analysis, labels: Labels, layout: Layout) -> list[str]:
    """The heads of the columns and the rule under them."""
    level = f"{analysis.method.level * 100:g}%"
    short = analysis.kind.code if analysis.kind.null is not None else "Proportion"
    effect = f"{'r' if short == 'ZCOR' else short} ({level} CI)"
    parts = [d.words(0, 32, "Study", kind="strong")]
    left = layout.label
    for i, at in enumerate(layout.columns):
        lines = d.wrapped(_head(labels, i), (at - left - 8) * 13 * d.CHARACTER / 8.4)[-2:]
        for up, said in enumerate(reversed(lines)):
            parts.append(d.words(at, 32 - 16 * up, said, anchor="end", kind="strong"))
        left = at
    if layout.weight is not None:
        parts.append(d.words(layout.weight, 32, "Weight, %", anchor="end", kind="strong"))
    parts.append(d.words(layout.width, 32, effect, anchor="end", kind="strong"))
    parts.append(d.line(0, 40, layout.width, 40, kind="quiet"))
    return parts


def _head(labels: Labels, place: int) -> str:
    return ((labels.treated, labels.control) + ("",) * place)[place]


def references(analysis: Analysis, axis: Axis, top: float, bottom: float) -> list[str]:
    """The line of no effect, and a dashed one through the pooled estimate."""
    parts = []
    null = analysis.kind.null
    if null is not None:
        parts.append(d.line(axis.x(null), top, axis.x(null), bottom, kind="quiet"))
    at = axis.x(analysis.read(analysis.pooled.estimate))
    parts.append(d.line(at, top, at, bottom, kind="mark", width=1, dash="2 3"))
    return parts


def drawn(row: Row, y: float, layout: Layout, axis: Axis, rows: tuple[Row, ...]) -> list[str]:
    """One row: its words, its numbers, its mark."""
    baseline = y + 12
    kind = "strong" if row.kind in BOLD else "ink"
    room = layout.label if row.kind in (STUDY, STEP) else layout.left - 8
    if layout.label >= layout.width:
        room = layout.width - len(row.effect) * 7.4 - 12
    parts = [d.words(0, baseline, d.cut(row.label, room), kind=kind)]
    for said, at in zip(row.numbers, layout.columns, strict=False):
        parts.append(d.words(at, baseline, said, anchor="end"))
    if layout.weight is not None:
        parts.append(d.words(layout.weight, baseline, weight_words(row), anchor="end"))
    quiet = row.kind == STUDY and row.values is None
    kind = "quiet" if quiet else kind
    parts.append(d.words(layout.width, baseline, row.effect, anchor="end", kind=kind))
    if row.values is not None:
        parts.append(mark(row, row.values, baseline + layout.drop, axis, rows))
    return parts


def mark(
    row: Row, values: tuple[float, float, float], y: float, axis: Axis, rows: tuple[Row, ...]
) -> str:
    """A square with its interval, a diamond, or the bar of a prediction interval."""
    low, middle, high = (axis.x(v) if not math.isnan(v) else math.nan for v in values)
    if row.kind == PREDICTION:
        left, right = max(low, axis.left), min(high, axis.right)
        return (
            d.line(left, y, right, y, kind="mark", width=2.4)
            + ("" if low < axis.left else d.line(low, y - 4, low, y + 4, kind="mark", width=1.6))
            + (
                ""
                if high > axis.right
                else d.line(high, y - 4, high, y + 4, kind="mark", width=1.6)
            )
            + ("" if low >= axis.left else _arrow(axis.left, y, 6))
            + ("" if high <= axis.right else _arrow(axis.right, y, -6))
        )
    if row.kind in (TOTAL, SUBTOTAL):
        half = 7.0 if row.kind == TOTAL else 5.5
        wide = max(high - low, 5.0) / 2
        ends = (low, high) if high - low >= 5 else (middle - wide, middle + wide)
        points = [(ends[0], y), (middle, y - half), (ends[1], y), (middle, y + half)]
        return d.shape(points, kind="mark")
    cut = d.interval(low, high, y, axis.left, axis.right)
    return cut + d.square(middle, y, side(row, rows))


def _arrow(x: float, y: float, back: float) -> str:
    return d.shape([(x, y), (x + back, y - 4), (x + back, y + 4)], kind="mark")


def side(row: Row, rows: tuple[Row, ...]) -> float:
    """The side of a square: its area goes with the weight, the heaviest is 13."""
    heaviest = max((r.weight or 0.0 for r in rows if r.kind == STUDY), default=0.0)
    if row.weight is None or heaviest <= 0:
        return 7.0
    return max(3.0, 13 * math.sqrt(row.weight / heaviest))


def below(
    parts: list[str], analysis: Analysis, labels: Labels, axis: Axis, y: float, layout: Layout
) -> tuple[list[str], float]:
    """What stands under the axis: its name, which side is better, how much studies differ."""
    null = analysis.kind.null
    name = analysis.kind.name + (", logarithmic scale" if analysis.kind.is_ratio else "")
    middle = axis.x(null) if null is not None else (axis.left + axis.right) / 2
    if labels.favours_left and null is not None:
        parts += favours(labels, middle, y, layout.width)
        y += 19
    half = len(name) * 12 * d.CHARACTER / 2
    centre = min(max((axis.left + axis.right) / 2, half), layout.width - half)
    parts.append(d.words(centre, y, name, size=12, anchor="middle", kind="quiet"))
    y += 24
    first = f"{way(analysis)}. Heterogeneity: {spread(analysis.heterogeneity)}."
    for said in (first, *labels.notes, *reasons(analysis)):
        for part in d.wrapped(said, min(layout.width, 700.0), 12):
            parts.append(d.words(0, y, part, size=12, kind="quiet"))
            y += 17
    return parts, y - 5


def favours(labels: Labels, middle: float, y: float, width: float) -> list[str]:
    """Which side is better for whom, beside the line of no effect, or at the edges where there is
    no room beside it."""
    left, right = f"← {labels.favours_left}", f"{labels.favours_right} →"
    letter = 12 * d.CHARACTER
    if len(left) * letter <= middle - 10 and len(right) * letter <= width - middle - 10:
        return [
            d.words(middle - 10, y, left, size=12, anchor="end"),
            d.words(middle + 10, y, right, size=12),
        ]
    return [
        d.words(0, y, d.cut(left, width / 2 - 6, 12), size=12),
        d.words(width, y, d.cut(right, width / 2 - 6, 12), size=12, anchor="end"),
    ]


def reasons(analysis: Analysis) -> tuple[str, ...]:
    """Why studies have no estimate, and what was done to the data: each reason once."""
    said: dict[str, list[str]] = {}
    for study in analysis.studies:
        for reason in filter(None, (study.excluded, study.note)):
            said.setdefault(reason, []).append(study.label)
    return tuple(f"{', '.join(names)}: {reason}." for reason, names in said.items())


def described(analysis: Analysis, rows: tuple[Row, ...]) -> str:
    """What the picture shows, for who does not see it; the table has every number."""
    pooled, studies = analysis.pooled, sum(row.kind in (STUDY, STEP) for row in rows)
    said = [
        f"Forest plot, {studies} rows. {way(analysis)}: {analysis.kind.name.lower()} "
        f"{of_pooled(analysis, pooled)}, {pooled.studies} studies."
    ]
    prediction = [row for row in rows if row.kind == PREDICTION]
    if prediction:
        said.append(f"Prediction interval {prediction[0].effect}.")
    said.append(spread(analysis.heterogeneity) + ".")
    said.append("The table beside it has the same numbers.")
    return " ".join(said)
