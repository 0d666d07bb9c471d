"""From reading to the PDF in a real browser; with JavaScript off; following; on a phone; axe."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.addresses import LONG
from tests.browser.axe import ALL, faults
from tests.browser.conftest import OpenPage, Site

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def session(browser: Browser, site: Site) -> Any:
    """What a browser keeps of somebody who signed in and has their reading recorded."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/account/sign-in/?next=/account/reading/")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account/reading/")
    if page.get_by_role("button", name="Record my reading").count():
        page.get_by_role("button", name="Record my reading").click()
    expect(page.get_by_text("It is on.")).to_be_visible()
    assert faults(page, ALL) == []
    state = context.storage_state()
    context.close()
    return state


def test_from_reading_to_the_pdf(open_page: OpenPage, session: Any, tmp_path: Path) -> None:
    page: Page = open_page("/account/", storage_state=session, **PHONE)
    with page.expect_response("**/account/reading/beat/") as answered:
        page.goto(LONG)
    assert answered.value.status == 204
    page.get_by_role("button", name="Follow this topic").click()
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()
    assert faults(page, ALL) == []
    page.goto("/account/cpd/")
    assert faults(page, ALL) == []
    page.screenshot(path=tmp_path / "diary.png", full_page=True)
    page.locator("input[name=reading]").first.check()
    page.get_by_role("button", name="Write one entry on these").click()
    page.get_by_label("What I learnt").fill("A line that only I wrote: 5 µg.")
    page.get_by_label("Application to practice").check()
    page.get_by_text("More for a portfolio").click()
    page.get_by_label("Item of my development plan").fill("Depression")
    assert faults(page, ALL) == []
    page.screenshot(path=tmp_path / "entry.png", full_page=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main .notice[role=status]")).to_contain_text("saved")
    page.locator(".entries a").first.click()
    file = tmp_path / "Course.pdf"
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page.get_by_label("Add a file").set_input_files(file)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("main .notice[role=status]")).to_contain_text("added")
    assert faults(page, ALL) == []
    with page.expect_download() as saving:
        page.get_by_role("link", name="Course.pdf").click()
    assert Path(saving.value.path()).read_bytes() == file.read_bytes()
    page.get_by_role("link", name="Back").click()
    with page.expect_download() as loading:
        page.get_by_role("link", name="PDF").click()
    text = PdfReader(io.BytesIO(Path(loading.value.path()).read_bytes())).pages[0].extract_text()
    for words in ("A line that only I wrote: 5 µg.", "Depression", "Course.pdf"):
        assert words in text


def test_without_javascript_a_button_records_the_page_and_forms_say_what_is_wrong(
    open_page: OpenPage, session: Any, tmp_path: Path
) -> None:
    page = open_page(LONG, storage_state=session, java_script_enabled=False)
    page.get_by_role("button", name="Record in my diary that I read this").click()
    page.wait_for_url(f"**{LONG}")
    page.goto("/account/cpd/")
    expect(page.get_by_role("heading", name="CPD diary")).to_be_visible()
    page.get_by_role("link", name="Write an entry on something else").click()
    page.get_by_label("Title").fill("A course")
    page.get_by_text("More for a portfolio").click()
    page.get_by_label("Links as evidence").fill("no address")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("is no web address")).to_be_visible()  # what is wrong is not folded up
    page.get_by_label("Links as evidence").fill("https://example.org/course")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="A course").first.click()
    file = tmp_path / "Course.txt"
    file.write_text("no picture")
    page.get_by_label("Add a file").set_input_files(file)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The file was not kept: it is not a PDF")
    page.get_by_role("link", name="Back to the entry").click()
    expect(page.get_by_label("Title")).to_have_value("A course")
