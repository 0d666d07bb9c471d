"""The interface in German, and read from the right: nothing runs out of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import KETAMINE, LONG
from tests.browser.conftest import OpenPage

PAGES = ("/", LONG, "/search/?q=ketamine", "/browse/", "/account/sign-up/", "/about/privacy/")
WIDTHS = (390, 1280)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def turned(page: Page) -> Page:
    """The same page as it stands where one reads from the right."""
    page.evaluate("document.documentElement.dir = 'rtl'")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_where_one_reads_from_the_right(
    open_page: OpenPage, width: int
) -> None:
    for address in PAGES:
        page = turned(open_page(address, viewport={"width": width, "height": 900}))
        assert page.evaluate(TOO_WIDE) <= 0, address
        page.close()


def test_what_stands_at_the_beginning_goes_over_to_the_right(open_page: OpenPage) -> None:
    page = open_page(LONG, viewport={"width": 1280, "height": 900})
    point = page.locator(".statements > li").first
    inside = "e => [getComputedStyle(e).paddingLeft, getComputedStyle(e).paddingRight]"
    left, right = point.evaluate(inside)
    assert float(left[:-2]) > float(right[:-2])
    assert turned(page).locator(".statements > li").first.evaluate(inside) == [right, left]


def test_no_style_sheet_of_a_reader_names_left_or_right() -> None:
    import re

    from tests.catalogues import SOURCES

    named = re.compile(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)")
    for path in SOURCES.glob("*/static/*/*.css"):
        assert not named.findall(path.read_text("utf-8")), path.name


@pytest.mark.parametrize("width", WIDTHS)
def test_german_fits_and_is_chosen_at_the_foot_of_the_page(open_page: OpenPage, width: int) -> None:
    page = open_page(KETAMINE, viewport={"width": width, "height": 900})
    page.get_by_role("link", name="Deutsch").click()
    assert page.url.endswith(KETAMINE)
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.get_by_role("heading", name="Literatur").is_visible()
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(TOO_WIDE) <= 0, address
