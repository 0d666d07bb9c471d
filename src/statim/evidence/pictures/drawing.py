"""The pieces of a picture: text, lines, marks, and the SVG round them.

Colour comes from classes (`design/evidence.css`) over `currentColor`, so that a picture follows
light, dark and print, and is whole without any style sheet. Never a script, never a style.
"""

from __future__ import annotations

import re
from html import escape

KEY = re.compile(r"[a-z][a-z0-9-]*\Z")
CHARACTER = 0.54  # mean width of a letter of a sans serif, in font sizes


def number(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.1f}".rstrip("0").rstrip(".").replace("-0", "0", value > -0.05 and value < 0)


def words(
    x: float, y: float, said: str, *, size: float = 13, anchor: str = "start", kind: str = "ink"
) -> str:
    """A line of text; `kind` is ink, quiet or strong."""
    weight = ' font-weight="600"' if kind == "strong" else ""
    return (
        f'<text class="ev-{kind}" x="{number(x)}" y="{number(y)}" font-size="{number(size)}" '
        f'text-anchor="{anchor}" fill="currentColor"{weight}>{escape(said)}</text>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, kind: str = "ink", width: float = 1.2,
    dash: str = "",
) -> str:  # fmt: skip
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path class="ev-{kind}-line" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" '
        f'stroke="currentColor" stroke-width="{number(width)}" fill="none"{dashed}/>'
    )


def shape(points: list[tuple[float, float]], *, kind: str = "mark", hollow: bool = False) -> str:
    """A closed shape through these points."""
    path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    filled = 'fill="none" stroke="currentColor"' if hollow else 'fill="currentColor"'
    name = f"ev-{kind}-line" if hollow else f"ev-{kind}"
    return f'<path class="{name}" d="M{path}Z" {filled}/>'


def square(x: float, y: float, side: float, *, kind: str = "mark") -> str:
    """A square about a point."""
    half = side / 2
    return (
        f'<rect class="ev-{kind}" x="{number(x - half)}" y="{number(y - half)}" '
        f'width="{number(side)}" height="{number(side)}" fill="currentColor"/>'
    )


def dot(x: float, y: float, radius: float, *, kind: str = "mark", hollow: bool = False) -> str:
    """A circle about a point."""
    filled = 'fill="none" stroke="currentColor"' if hollow else 'fill="currentColor"'
    name = f"ev-{kind}-line" if hollow else f"ev-{kind}"
    return (
        f'<circle class="{name}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {filled}/>'
    )


def interval(x1: float, x2: float, y: float, low: float, high: float) -> str:
    """A confidence interval, cut at the edges of the plot, an arrow where it goes on."""
    left, right = max(x1, low), min(x2, high)
    parts = [line(left, y, right, y)]
    if x1 < low:
        parts.append(shape([(low, y), (low + 6, y - 3.5), (low + 6, y + 3.5)], kind="ink"))
    if x2 > high:
        parts.append(shape([(high, y), (high - 6, y - 3.5), (high - 6, y + 3.5)], kind="ink"))
    return "".join(parts)


def wrapped(said: str, width: float, size: float = 13) -> list[str]:
    """A text in lines that fit a width, by the mean width of a letter; a long word is cut."""
    most = max(4, int(width / (size * CHARACTER)))
    lines = [""]
    for word in said.split(" "):
        piece = word if len(word) <= most else word[: most - 1] + "…"
        if len(lines[-1]) + len(piece) + 1 > most and lines[-1]:
            lines.append(piece)
        else:
            lines[-1] = f"{lines[-1]} {piece}".strip()
    return lines


def cut(said: str, width: float, size: float = 13) -> str:
    """A text on one line that fits a width, with … where it was cut."""
    most = max(4, int(width / (size * CHARACTER)))
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def svg(
    parts: list[str], *, width: float, height: float, title: str, desc: str, key: str, kind: str
) -> str:
    """The whole picture, named and described for who does not see it.

    `key` makes the ids unique on the page: small letters, figures and hyphens.
    """
    if not KEY.match(key):
        raise ValueError(f"{key!r} cannot be an id: small letters, figures and hyphens only")
    return (
        f'<svg class="ev ev-{kind}" xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" color="#1b2023" '
        f'font-family="system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(desc)}</desc>{"".join(parts)}</svg>'
    )
