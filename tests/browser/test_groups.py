"""A group from its founding to leaving it, two people in two browsers, one of them on a phone
without JavaScript; what each sees on the page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.addresses import LONG
from tests.browser.axe import ALL, faults
from tests.browser.conftest import OpenPage, Site
from tests.browser.test_meter import PHONE


def signed_in(open_page: OpenPage, email: str, password: str, **options: Any) -> Page:
    page = open_page("/account/sign-in/?next=/account/notes/groups/", **options)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your groups")).to_be_visible()
    return page


def test_a_note_is_shared_a_line_is_pinned_and_a_group_is_left(
    open_page: OpenPage, site: Site
) -> None:
    keeper = signed_in(open_page, "reviewer@desk.example", site.staff["reviewer"])
    keeper.get_by_label("Name of the practice or ward").fill("Oak Ward")
    keeper.get_by_role("button", name="Found it").click()
    group = keeper.url
    keeper.get_by_role("button", name="Make an invitation").click()
    way_in = keeper.locator("[data-invitation] a").get_attribute("href") or ""

    other = {**PHONE, "java_script_enabled": False}
    member = signed_in(open_page, "pharmacist@desk.example", site.staff["pharmacist"], **other)
    member.goto(way_in)
    expect(member.locator("main")).to_contain_text("kept by Rex Reviewer")
    assert faults(member, ALL) == []
    member.get_by_role("button", name="Join").click()
    member.goto(LONG)
    member.get_by_role("link", name="Add a note to this statement").nth(2).click()
    member.get_by_role("textbox", name="Your note on this statement").fill("Pharmacy: bleep 12")
    member.get_by_label("Who sees it").select_option(label="Oak Ward")
    member.get_by_label("stays with the group").check()
    member.get_by_role("button", name="Save").click()
    assert faults(member, ALL) == []

    keeper.goto(LONG)
    shared = keeper.locator("[data-note]", has_text="Pharmacy: bleep 12")
    expect(shared).to_contain_text("Phil Pharmacist")
    expect(shared).to_contain_text("Oak Ward")
    expect(shared.get_by_role("link", name="Edit")).to_have_count(0)
    stranger = open_page(LONG)
    expect(stranger.locator("main")).not_to_contain_text("Pharmacy: bleep 12")

    member.goto(group)
    member.get_by_text("Leave the group").click()
    member.get_by_role("button", name="Leave").click()
    member.goto(LONG)
    expect(member.locator("main")).not_to_contain_text("Pharmacy: bleep 12")
    keeper.reload()
    expect(shared).to_contain_text("Phil Pharmacist")
