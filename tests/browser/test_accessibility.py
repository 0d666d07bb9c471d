"""axe finds nothing on any kind of page, at any width, light and dark; nothing scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.addresses import KINDS, LONG
from tests.browser.conftest import OpenPage, Site

WIDTHS = (320, 768, 1280)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
ALL = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe says, one line a node."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{v['id']}: {n['html']} ({n['failureSummary']})" for v in found for n in v["nodes"]]


def look_at_every_size(page: Page) -> None:
    """All rules at each width in light; in dark, those that colours can break."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert faults(page, ALL) == [], f"{width}, light"
        page.emulate_media(color_scheme="dark")
        assert faults(page, COLOURS) == [], f"{width}, dark"


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_at_any_width_light_or_dark(open_page: OpenPage, kind: str) -> None:
    look_at_every_size(open_page(KINDS[kind], reduced_motion="reduce"))


def test_axe_finds_nothing_while_a_reference_is_shown(open_page: OpenPage) -> None:
    page = open_page(LONG)
    page.locator("a[data-cite]").first.focus()
    page.locator(".preview").wait_for()
    assert faults(page, ALL) == []


def test_axe_finds_nothing_on_the_account_and_the_refusals_of_sign_in(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page("/account/sign-in/")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    look_at_every_size(page)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    page.goto("/account/")
    look_at_every_size(page)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_at_320_pixels(open_page: OpenPage, kind: str) -> None:
    page = open_page(KINDS[kind], viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_text_may_be_twice_as_large(open_page: OpenPage) -> None:
    page = open_page(LONG, viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_axe_would_find_a_target_that_is_too_small_and_a_pale_word(open_page: OpenPage) -> None:
    page = open_page("/about/")
    page.evaluate(
        """document.querySelector("h1").insertAdjacentHTML("afterend", `<p>
        <button id="a" type="button">a</button><button id="b" type="button">b</button></p>
        <p id="pale">pale</p>`);
        for (const id of ["a", "b"]) Object.assign(document.getElementById(id).style,
          {width: "10px", height: "10px", padding: 0, border: 0, fontSize: "6px"});
        document.getElementById("pale").style.color = "#aaa";"""
    )
    named = {fault.split(":")[0] for fault in faults(page, ALL)}
    assert {"target-size", "color-contrast"} <= named
