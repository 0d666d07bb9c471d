"""The colours of the style sheet, measured: text at 7:1, what is drawn at 3:1, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import statim

SHEET = (
    Path(statim.__file__).parent / "design" / "static" / "design" / "tokens.css"
).read_text("utf-8")  # fmt: skip
TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
LIGHT = dict(TOKEN.findall(SHEET.split("@media", 1)[0]))
DARK = LIGHT | dict(TOKEN.findall(SHEET.split("prefers-color-scheme: dark", 1)[1]))

TEXT = [
    (ink, paper)
    for ink in ("ink", "quiet", "accent", "accent-strong")
    for paper in ("paper", "raised")
] + [
    ("on-accent", "accent"), ("alert", "alert-soft"), ("ink", "alert-soft"),
    ("danger", "danger-soft"), ("added", "added-soft"), ("ink", "danger-soft"),
    ("ink", "accent-soft"),
]  # fmt: skip
DRAWN = [("edge", "paper"), ("accent", "paper"), ("accent", "accent-soft"), ("danger", "paper")]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_stands_out_at_seven_to_one(scheme: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(scheme[ink], scheme[paper]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "paper"), DRAWN)
def test_what_is_drawn_stands_out_at_three_to_one(
    scheme: dict[str, str], line: str, paper: str
) -> None:
    assert contrast(scheme[line], scheme[paper]) >= 3
