"""Plots of counts as SVG, drawn for light and dark by classes of `plots.css`: no script, no inline
style. Pure. Each says in words what it shows; the same numbers stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from statim.design.speech import say, thousands

WIDTH, HEIGHT = 640, 180
LEFT, TOP, FOOT = 60, 16, 26  # room for the values at the left, above, for the days below
STEPS = (1, 2, 5)


def columns(points: Sequence[tuple[str, int]], *, name: str, title: str) -> str:
    """A column for each (label, count) from left to right. `name` is unique on the page."""
    most = ceiling(max((count for _, count in points), default=0))
    width = (WIDTH - LEFT) / max(1, len(points))
    drawn = [_line(most, most), _line(most // 2, most) if most > 1 else "", _line(0, most)]
    for place, (label, count) in enumerate(points):
        tall = _tall(count, most)
        drawn.append(
            f'<rect class="plot-bar" x="{LEFT + place * width + width * 0.12:.1f}" '
            f'y="{HEIGHT - FOOT - tall:.1f}" width="{width * 0.76:.1f}" height="{tall:.1f}">'
            f"<title>{escape(label)}: {thousands(count)}</title></rect>"
        )
    if points:
        drawn += [_word(LEFT, points[0][0], "start"), _word(WIDTH, points[-1][0], "end")]
    whole = sum(count for _, count in points)
    said = say(
        "%(title)s: %(whole)s in all, at most %(most)s.",
        title=title,
        whole=thousands(whole),
        most=thousands(max((n for _, n in points), default=0)),
    )
    return _svg(name, title, said, "".join(drawn))


def bar(count: int, most: int) -> str:
    """One bar for a line of a table whose longest is `most`; the number stands beside it."""
    wide = 200 * count / most if most else 0
    return (
        '<svg class="plot-line" viewBox="0 0 200 10" preserveAspectRatio="none" '
        f'aria-hidden="true"><rect class="plot-bar" width="{wide:.1f}" height="10"/></svg>'
    )


def ceiling(count: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50 and so on that holds the count."""
    power = 1
    while True:
        for step in STEPS:
            if count <= step * power:
                return step * power
        power *= 10


def _tall(count: int, most: int) -> float:
    return (HEIGHT - TOP - FOOT) * count / most


def _line(count: int, most: int) -> str:
    y = HEIGHT - FOOT - _tall(count, most)
    return (
        f'<line class="plot-grid" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="plot-word" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{count:,}</text>'
    )


def _word(x: float, label: str, anchor: str) -> str:
    return (
        f'<text class="plot-word" x="{x:.1f}" y="{HEIGHT - 6}" '
        f'text-anchor="{anchor}">{escape(label)}</text>'
    )


def _svg(name: str, title: str, said: str, drawn: str) -> str:
    return (
        f'<svg class="plot" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(said)}</desc>{drawn}</svg>'
    )
