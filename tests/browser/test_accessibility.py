"""axe finds nothing on any kind of page, at any width, light and dark; nothing scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.addresses import KINDS, LONG
from tests.browser.axe import ALL, faults, look_at_every_size
from tests.browser.conftest import OpenPage, Site


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
