"""A reader takes a copy away, and a colleague checks it a year later, by the code on the paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import CORRECTED, KETAMINE
from tests.browser.conftest import OpenPage

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("script", [True, False])
def test_the_code_on_an_old_sheet_tells_what_became_of_it(
    open_page: OpenPage, script: bool
) -> None:
    page = open_page(f"{CORRECTED}editions/1/", java_script_enabled=script, viewport=PHONE)
    page.emulate_media(media="print")
    expect(page.locator(".on-paper svg")).to_be_visible()
    found = re.search(r"/check/([0-9A-Z-]{14})", page.locator(".on-paper").inner_text())
    assert found
    page.emulate_media(media="screen")
    page.get_by_role("contentinfo").get_by_role("link", name="Check a copy").click()
    page.get_by_label("Code on the copy").fill(found[1].lower())
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="edition 1").wait_for()
    expect(page.get_by_role("note").first).to_contain_text("Superseded")
    expect(page.get_by_role("note").first).to_contain_text("corrected since")
    expect(page.locator("[data-changed-statement]").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_booklet_is_put_together_and_made(open_page: OpenPage, script: bool) -> None:
    page = open_page(KETAMINE, java_script_enabled=script, viewport=PHONE)
    page.get_by_role("link", name="Booklet").click()
    page.get_by_label("Find a topic to add").fill("adverse")
    page.get_by_role("button", name="Find or update").click()
    page.get_by_role("button", name="Add Ketamine: adverse effects").click()
    chosen = page.locator("[data-chosen] > li")
    expect(chosen).to_have_count(2)
    page.get_by_role("button", name="Move up Ketamine: adverse effects").click()
    expect(chosen.first).to_contain_text("Ketamine: adverse effects")
    chosen.last.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Find or update").click()
    expect(chosen).to_have_count(1)
    page.get_by_label("Title of the booklet").fill("For the night")
    with page.expect_request("**/booklet.pdf?**") as asked:
        page.get_by_role("button", name="Make the PDF").click()
    answer = page.context.request.get(asked.value.url)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
