"""A funnel plot: each study's effect against its standard error, and where 95 % would lie.

Hollow points are studies that trim and fill puts in; they were never done.
"""

from __future__ import annotations

from statim.evidence.pictures import drawing as d
from statim.evidence.pictures.axis import Axis, _linear, axis_for, named
from statim.evidence.pictures.figures import digits, of_pooled, p_value, way
from statim.evidence.results import Analysis, Asymmetry, Filled

WIDE, NARROW = 560.0, 358.0
TOP, HEIGHT = 16.0, 280.0


def funnel(
    analysis: Analysis,
    *,
    title: str,
    key: str,
    filled: Filled | None = None,
    asymmetry: Asymmetry | None = None,
    narrow: bool = False,
) -> str:
    """The plot as SVG, on the pooling scale drawn as people read it; ratios on a log axis."""
    width = NARROW if narrow else WIDE
    most = max(study.se or 0.0 for study in analysis.used) * 1.06
    axis = _axis(analysis, filled, most, width)
    parts = [_region(analysis, axis, most), _errors(most, axis)]
    for study in analysis.used:
        if study.estimate is not None and study.se is not None:
            x = axis.x(analysis.read(study.estimate))
            parts.append(d.dot(x, _y(study.se, most), 4.2))
    if filled:
        for estimate, se in zip(filled.estimates, filled.ses, strict=True):
            parts.append(d.dot(axis.x(analysis.read(estimate)), _y(se, most), 4.2, hollow=True))
    bottom = TOP + HEIGHT
    parts.append(axis.drawn(bottom))
    scale = ", logarithmic scale" if analysis.kind.is_ratio else ""
    centre = (axis.left + axis.right) / 2
    name = f"{analysis.kind.name}{scale}"
    parts.append(d.words(centre, bottom + 38, name, size=12, anchor="middle", kind="quiet"))
    y = bottom + 62
    for said in said_below(analysis, filled, asymmetry):
        for part in d.wrapped(said, width, 12):
            parts.append(d.words(0, y, part, size=12, kind="quiet"))
            y += 17
    kind = "narrow" if narrow else "wide"
    return d.svg(
        parts, width=width, height=y - 5, title=title, key=key, kind=kind,
        desc=described(analysis, filled, asymmetry),
    )  # fmt: skip


def _y(se: float, most: float) -> float:
    return TOP + se / most * HEIGHT


def _axis(analysis: Analysis, filled: Filled | None, most: float, width: float) -> Axis:
    centre, reach = analysis.pooled.estimate, 1.96 * most
    values = [s.estimate for s in analysis.used if s.estimate is not None]
    values += filled.estimates if filled else ()
    values += [centre - reach, centre + reach]
    read = [analysis.read(value) for value in values]
    return axis_for(read, [], log=analysis.kind.is_ratio, left=48, right=width - 8)


def _region(analysis: Analysis, axis: Axis, most: float) -> str:
    """The triangle in which 95 % of studies would lie without heterogeneity, and its middle."""
    centre, reach = analysis.pooled.estimate, 1.959964 * most
    steps = [i / 20 for i in range(21)]
    left = [
        (axis.x(analysis.read(centre - reach * s)), TOP + s * HEIGHT) for s in steps
    ]  # in steps, because not every scale is straight
    right = [(axis.x(analysis.read(centre + reach * s)), TOP + s * HEIGHT) for s in steps]
    middle = axis.x(analysis.read(centre))
    path = "L".join(f"{d.number(x)} {d.number(y)}" for x, y in (*reversed(left), *right))
    return (
        f'<path class="ev-region" d="M{path}Z" fill="currentColor" fill-opacity="0.07"/>'
        + d.line(middle, TOP, middle, TOP + HEIGHT, kind="mark", width=1, dash="2 3")
    )


def _errors(most: float, axis: Axis) -> str:
    """The vertical axis: standard errors, 0 at the top."""
    parts = [d.line(axis.left, TOP, axis.left, TOP + HEIGHT, kind="quiet")]
    for tick in _linear(0.0, most):
        y = _y(tick, most)
        parts.append(d.line(axis.left - 5, y, axis.left, y, kind="quiet"))
        parts.append(
            d.words(axis.left - 9, y + 4, named(tick), size=12, anchor="end", kind="quiet")
        )
    middle = TOP + HEIGHT / 2
    parts.append(
        f'<text class="ev-quiet" transform="translate(11 {d.number(middle)}) rotate(-90)" '
        f'font-size="12" text-anchor="middle" fill="currentColor">Standard error</text>'
    )
    return "".join(parts)


def said_below(analysis: Analysis, filled: Filled | None, asymmetry: Asymmetry | None) -> list[str]:
    """What stands under the funnel: the tests and their cautions."""
    said = []
    if asymmetry:
        name = "t" if asymmetry.df is not None else "z"
        df = f" on {asymmetry.df}" if asymmetry.df is not None else ""
        statistic = f"{name} = {digits(asymmetry.statistic)}{df}"
        said.append(f"Egger's test ({asymmetry.model}): {statistic}, {p_value(asymmetry.p)}.")
        said += asymmetry.cautions
    if filled:
        one = filled.missing == 1
        found = f"{filled.missing} {'study' if one else 'studies'} put in on the {filled.side}"
        effect = f"with {'it' if one else 'them'} {of_pooled(analysis, filled.pooled)}"
        said.append(
            f"Trim and fill ({filled.estimator}): {found} (hollow); {effect}."
            if filled.missing
            else f"Trim and fill ({filled.estimator}): no study is missing."
        )
    return said


def described(analysis: Analysis, filled: Filled | None, asymmetry: Asymmetry | None) -> str:
    """What the picture shows, for who does not see it."""
    said = [
        f"Funnel plot of {len(analysis.used)} studies about the pooled "
        f"{analysis.kind.name.lower()} {of_pooled(analysis, analysis.pooled)} ({way(analysis)})."
    ]
    return " ".join([*said, *said_below(analysis, filled, asymmetry)])
