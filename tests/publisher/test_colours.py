"""Contrast by WCAG 2.2, against known ratios and the house's own style sheet."""

from __future__ import annotations

import re

import pytest

from statim.publisher import colours
from tests.architecture.files import ROOMS

TOKENS = (ROOMS / "design" / "static" / "design" / "tokens.css").read_text()


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54),
     ("#ffffff", "#ffffff", 1.0), ("#0000ff", "#ffffff", 8.59)],
)  # fmt: skip
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(other, one) == colours.contrast(one, other)


def tokens(dark: bool) -> dict[str, str]:
    light, _, rest = TOKENS.partition("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rest if dark else light))


@pytest.mark.parametrize("dark", [False, True])
def test_the_grounds_are_those_of_the_style_sheet(dark: bool) -> None:
    known = colours.DARK if dark else colours.LIGHT
    said = tokens(dark)
    assert known == (said["paper"], said["raised"], said["ink"])
    assert colours.faults(said["accent"], dark=dark) == []


@pytest.mark.parametrize(("accent", "dark"), [("#7fb2bd", False), ("#06303a", True)])
def test_a_colour_that_cannot_be_read_is_told_with_its_ratio(accent: str, dark: bool) -> None:
    wrong = colours.faults(accent, dark=dark)
    assert wrong
    assert re.search(r"\d\.\d\d to 1, less than 4\.5 to 1", wrong[0])


def test_every_colour_that_passes_is_readable_wherever_it_stands() -> None:
    """A sweep over the cube: nothing that passes has a pair under 4.5 to 1."""
    passed = 0
    steps = ("00", "33", "66", "99", "cc", "ff")
    for accent in (f"#{r}{g}{b}" for r in steps for g in steps for b in steps):
        for dark, grounds in ((False, colours.LIGHT), (True, colours.DARK)):
            if colours.faults(accent, dark=dark):
                continue
            passed += 1
            made = colours.palette(accent, dark=dark)
            for ground in (*grounds[:2], made.soft):
                assert colours.contrast(accent, ground) >= 4.5
            assert colours.contrast(made.on_accent, accent) >= 4.5
    assert passed > 20


def test_the_style_sheet_can_hold_nothing_but_colours() -> None:
    for bad in ("red", "#12345", "#12345g", "#123456;}", "url(x)"):
        with pytest.raises(ValueError, match="is no colour"):
            colours.colour(bad)
    sheet = colours.style_sheet("#085768", "")
    assert "--accent: #085768" in sheet
    assert "dark" not in sheet
