"""Colours of the site: what follows from one accent colour, and whether it can be read. Pure.

Contrast by WCAG 2.2 (relative luminance of sRGB, success criterion 1.4.3: 4.5 to 1 for text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from statim.design.speech import later, say

LEAST = 4.5
# paper, raised ground and ink of design/static/design/tokens.css (a test holds them together)
LIGHT = ("#fcfbf8", "#f4f2ec", "#1b2023")
DARK = ("#13181b", "#1b2226", "#e7e5df")
WHITE, BLACK = "#ffffff", "#0b1a1e"

_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Palette:
    """An accent and what is made of it: stronger for what is pointed at, soft for grounds, and
    the colour of text on it."""

    accent: str
    strong: str
    soft: str
    on_accent: str


def colour(words: str) -> str:
    """A colour as "#rrggbb". Raises ValueError."""
    said = words.strip().lower()
    if not _COLOUR.match(said):
        raise ValueError(
            say(
                "%(words)s is no colour; write # and six digits, such as #085768.",
                words=repr(words),
            )
        )
    return said


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette(accent: str, *, dark: bool) -> Palette:
    """What is made of an accent on light or on dark ground. Whatever is put in, the other three
    are derived; that all can be read is for `check`."""
    paper, _, ink = DARK if dark else LIGHT
    on = max((WHITE, BLACK), key=lambda text: contrast(text, accent))
    return Palette(accent, _mixed(accent, ink, 0.3), _mixed(accent, paper, 0.88), on)


def faults(accent: str, *, dark: bool) -> list[str]:
    """Each pair of colours that could not be read, with its ratio; none where all can."""
    paper, raised, ink = DARK if dark else LIGHT
    made = palette(accent, dark=dark)
    pairs = [
        (say("links on the page"), accent, paper),
        (say("links on raised ground"), accent, raised),
        (say("links that are pointed at"), made.strong, paper),
        (say("links on soft ground"), accent, made.soft),
        (say("text on soft ground"), ink, made.soft),
        (say("the words on buttons"), made.on_accent, accent),
    ]
    told = (
        later("%(what)s, in dark: %(ratio)s to 1, less than %(least)s to 1")
        if dark
        else later("%(what)s, in light: %(ratio)s to 1, less than %(least)s to 1")
    )
    return [
        say(told, what=what, ratio=f"{contrast(one, other):.2f}", least=LEAST)
        for what, one, other in pairs
        if contrast(one, other) < LEAST
    ]


def style_sheet(accent: str, accent_dark: str) -> str:
    """The style sheet that puts these in the place of the house's own; "" leaves that one."""
    light = _properties(palette(accent, dark=False)) if accent else ""
    dark = _properties(palette(accent_dark, dark=True)) if accent_dark else ""
    within = f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}" if dark else ""
    only = f"@media (prefers-color-scheme: light) {{ :root {{ {light} }} }}" if light else ""
    return f"@layer tokens {{ {only} {within} }}\n"


def _properties(made: Palette) -> str:
    return (
        f"--accent: {made.accent}; --accent-strong: {made.strong}; "
        f"--accent-soft: {made.soft}; --on-accent: {made.on_accent};"
    )


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2), 0 to 1."""
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(one: str, other: str, share: float) -> str:
    """One colour with this share of the other in it."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in parts)
