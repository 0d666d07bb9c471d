"""The meter in a browser: counted, refused, opened at once, signed in and back; phone and desk,
with and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import KETAMINE, LONG
from tests.browser.axe import look_at_every_size
from tests.browser.conftest import OpenPage, Site

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True,
}  # fmt: skip
DEVICES: dict[str, dict[str, Any]] = {
    "desk": {},
    "phone": PHONE,
    "phone without JavaScript": {**PHONE, "java_script_enabled": False},
}
OTHERS = ("mode-of-action", "adverse-effects", "repeated-ketamine", "reading-this-site")


@pytest.fixture(params=DEVICES)
def stopped(open_page: OpenPage, request: pytest.FixtureRequest) -> Page:
    """A reader at the refusal of the long page, every free page read."""
    page = open_page(KETAMINE, **DEVICES[request.param])
    expect(page.locator("[data-meter-left]")).to_have_text("4")
    for left, slug in zip((3, 2, 1, 0), OTHERS, strict=True):
        page.goto(f"/topics/{slug}/")
        expect(page.locator("[data-meter-left]")).to_have_text(str(left))
    answer = page.goto(LONG)
    assert answer
    assert answer.status == 403
    expect(page.locator("h1")).to_have_text("Ketamine at length")
    expect(page.locator("[data-meter-left]")).to_have_text("0")
    expect(page.locator("article")).to_have_count(0)
    return page


def test_i_need_this_now_opens_this_topic_with_one_touch(stopped: Page, site: Site) -> None:
    stopped.get_by_role("button", name="I am with a patient").click()
    assert stopped.url == f"{site.url}{LONG}"
    expect(stopped.locator("article[data-topic]")).to_be_visible()
    stopped.reload()
    expect(stopped.locator("article[data-topic]")).to_be_visible()
    stopped.goto("/topics/ketamine-in-depression/editions/1/")  # read before: free
    expect(stopped.locator("article[data-topic]")).to_be_visible()


def test_another_reason_is_given_in_words_that_are_warned_about(stopped: Page, site: Site) -> None:
    stopped.get_by_text("Another reason", exact=True).click()
    field = stopped.get_by_label("The reason, in a few words")
    hint = field.get_attribute("aria-describedby")
    expect(stopped.locator(f"#{hint}")).to_contain_text("Do not name a patient")
    field.fill("x" * 300)
    assert len(field.input_value()) == 200
    field.press("Enter")
    assert stopped.url == f"{site.url}{LONG}"
    expect(stopped.locator("article[data-topic]")).to_be_visible()


def test_signing_in_leads_back_and_lifts_the_limit(stopped: Page, site: Site) -> None:
    stopped.get_by_label("E-mail address").fill(site.email)
    stopped.get_by_label("Password").fill(site.password)
    stopped.get_by_role("button", name="Sign in").click()
    assert stopped.url == f"{site.url}{LONG}"
    expect(stopped.locator("article[data-topic]")).to_be_visible()
    expect(stopped.locator("[data-meter-left]")).to_have_count(0)


def test_the_refusal_can_be_used_by_everybody(open_page: OpenPage) -> None:
    page = open_page(KETAMINE, reduced_motion="reduce")
    for slug in OTHERS:
        page.goto(f"/topics/{slug}/")
    page.goto(LONG)
    look_at_every_size(page)
    page.get_by_text("Another reason", exact=True).click()
    look_at_every_size(page)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for button in page.locator("[data-urgent] button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44


def test_the_reasons_are_reached_by_keyboard_before_the_sign_in_form(
    open_page: OpenPage,
) -> None:
    page = open_page(KETAMINE)
    for slug in OTHERS:
        page.goto(f"/topics/{slug}/")
    page.goto(LONG)
    reached: list[str] = []
    page.locator("main").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.innerText || document.activeElement.id")
        )
    assert reached[:5] == [
        "I am with a patient", "It is an emergency", "I have no account", "Another reason",
        "id_username",
    ]  # fmt: skip
