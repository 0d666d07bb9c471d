"""Notes in a real browser: written in place, with and without JavaScript, and never lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import LONG
from tests.browser.axe import ALL, faults, look_at_every_size
from tests.browser.conftest import ROOT, OpenPage, Site

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def session(browser: Browser, site: Site) -> Any:
    """What a browser keeps of somebody who signed in."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def mine(open_page: OpenPage, session: Any) -> Any:
    """Opens an address as that reader, with all notes of before deleted."""

    def open_(path: str, **options: Any) -> Page:
        return open_page(path, storage_state=session, **options)

    page = open_("/account/notes/")
    while page.locator("[data-note-edit]").count():
        page.goto(page.locator("[data-note-edit]").first.get_attribute("href") or "")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Delete").click()
        page.wait_for_url("**#main")
        page.goto("/account/notes/")
    return open_


def stay(page: Page) -> None:
    """From now on `left(page)` tells whether the page was left."""
    page.evaluate("window.here = true")


def left(page: Page) -> bool:
    return not page.evaluate("window.here === true")


def write(page: Page, statement: str, text: str) -> None:
    page.locator(f'[data-note-add="{statement}"]').click()
    page.get_by_role("textbox", name="Your note on this statement").fill(text)
    page.locator(".note-frame").get_by_role("button", name="Save").click()


def test_a_note_to_the_page_is_written_without_leaving_it(mine: Any) -> None:
    page = mine(LONG)
    stay(page)
    page.get_by_text("Add a note to this page").click()
    page.get_by_role("textbox", name="Your note").fill("Crisis team 020 7946 0018\nsecond line")
    page.get_by_role("button", name="Save").click()
    note = page.locator("section[data-notes] [data-note]")
    expect(note).to_contain_text("Crisis team 020 7946 0018")
    expect(note.get_by_role("link", name="020 7946 0018")).to_have_attribute(
        "href", "tel:+44-20-7946-0018"
    )
    assert not left(page)
    page.reload()
    expect(page.locator("[data-note]")).to_have_count(1)


def test_a_note_to_a_statement_is_written_changed_pinned_and_deleted_in_place(mine: Any) -> None:
    page = mine(LONG)
    stay(page)
    write(page, "long-2", "Ask the clinic first")
    note = page.locator('[data-statement="long-2"] > .notes [data-note]')
    expect(note).to_contain_text("Ask the clinic first")
    line = page.locator(".note-lines a")
    expect(line).to_have_text("Ask the clinic first")
    note.get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Your note", exact=True).last.fill("Ask the new clinic")
    page.locator(".note-frame").get_by_role("button", name="Save").click()
    expect(note).to_contain_text("Ask the new clinic")
    note.get_by_role("button", name="Pin").click()
    expect(note.get_by_role("button", name="Unpin")).to_be_visible()
    note.get_by_role("link", name="Edit").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".note-frame").get_by_role("button", name="Delete").click()
    expect(page.locator("[data-note]")).to_have_count(0)
    assert not left(page)


def test_a_note_after_a_paragraph_stands_below_it(mine: Any) -> None:
    page = mine(LONG)
    write(page, "long-0", "below the paragraph")
    expect(page.locator('p[data-statement="long-0"] + .notes')).to_contain_text("below")
    page.reload()
    expect(page.locator('p[data-statement="long-0"] + .notes')).to_contain_text("below")


def test_what_is_being_typed_comes_back_after_a_reload(mine: Any) -> None:
    page = mine(LONG)
    page.get_by_text("Add a note to this page").click()
    page.get_by_role("textbox", name="Your note").fill("half a thought")
    page.locator('[data-note-add="long-4"]').click()
    page.get_by_role("textbox", name="Your note on this statement").fill("another half")
    expect(page.locator(".note-frame [data-note-status]")).to_contain_text("kept in this tab")
    page.reload()
    top = page.locator("#note-page")
    expect(top).to_be_visible()
    expect(top).to_have_value("half a thought")
    statement = page.get_by_role("textbox", name="Your note on this statement")
    expect(statement).to_have_value("another half")
    page.locator(".note-frame").get_by_role("button", name="Save").click()
    expect(page.locator('[data-statement="long-4"] > .notes')).to_contain_text("another half")
    expect(top).to_have_value("half a thought")
    page.reload()
    expect(page.get_by_role("textbox", name="Your note on this statement")).to_have_count(0)


def test_what_another_reader_typed_in_this_tab_is_not_shown(mine: Any) -> None:
    page = mine(LONG)
    page.evaluate(
        """sessionStorage.setItem("statim-note somebody t-long new t-long ",
        JSON.stringify({text: "not yours", version: ""}))"""
    )
    page.reload()
    page.get_by_text("Add a note to this page").click()
    expect(page.locator("#note-page")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_patients_identifier_is_warned_of_in_place(mine: Any) -> None:
    page = mine(LONG)
    write(page, "long-2", "Mrs Jane Smith, 12/03/1956")
    warning = page.locator("[data-note-refusal]")
    expect(warning).to_contain_text("a date of birth")
    expect(warning).to_be_focused()
    expect(page.locator("[data-note]")).to_have_count(0)
    assert faults(page, ALL) == []
    page.get_by_role("button", name="Save as it is").click()
    expect(page.locator("[data-note]")).to_contain_text("Mrs Jane Smith")


def test_two_windows_do_not_overwrite_one_another(mine: Any) -> None:
    first = mine(LONG)
    write(first, "long-2", "as it was")
    expect(first.locator("[data-note]")).to_have_count(1)
    second = mine(LONG)
    for page in (first, second):
        page.locator("[data-note-edit]").click()
        page.locator(".note-frame textarea").wait_for()
    for page, text in ((first, "from the first"), (second, "from the second")):
        page.locator(".note-frame textarea").fill(text)
        page.locator(".note-frame").get_by_role("button", name="Save").click()
    refusal = second.locator("[data-note-refusal]")
    expect(refusal).to_contain_text("changed elsewhere")
    expect(refusal).to_contain_text("from the first")
    expect(second.locator(".note-frame textarea")).to_have_value("from the second")
    second.locator(".note-frame").get_by_role("button", name="Save").click()
    expect(second.locator("[data-note]")).to_contain_text("from the second")


def test_words_stay_when_the_site_does_not_answer(mine: Any) -> None:
    page = mine(LONG)
    page.locator('[data-note-add="long-2"]').click()
    page.get_by_role("textbox", name="Your note on this statement").fill("not to be lost")
    page.context.set_offline(True)
    page.locator(".note-frame").get_by_role("button", name="Save").click()
    expect(page.locator(".note-frame [data-note-status]")).to_contain_text("could not be saved")
    page.context.set_offline(False)
    page.locator(".note-frame").get_by_role("button", name="Save").click()
    expect(page.locator("[data-note]")).to_contain_text("not to be lost")


def test_without_javascript_notes_are_written_changed_and_deleted(mine: Any) -> None:
    page = mine(LONG, java_script_enabled=False)
    page.get_by_text("Add a note to this page").click()
    page.get_by_role("textbox", name="Your note").fill("Top of the page")
    page.get_by_role("button", name="Save").click()
    assert f"{LONG}#note-" in page.url
    page.get_by_role("link", name="Add a note to this statement").nth(2).click()
    page.get_by_role("textbox", name="Your note on this statement").fill("NHS 943 476 5919")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("an NHS number")
    page.get_by_role("textbox", name="Your note on this statement").fill("At its statement")
    page.get_by_role("button", name="Save as it is").click()
    note = page.locator('[data-statement="long-2"] > .notes [data-note]')
    expect(note).to_contain_text("At its statement")
    note.get_by_role("button", name="Pin").click()
    expect(note.get_by_role("button", name="Unpin")).to_be_visible()
    note.get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Your note").fill("In other words")
    page.get_by_role("button", name="Save").click()
    expect(note).to_contain_text("In other words")
    note.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Delete").click()
    expect(note).to_have_count(0)
    page.goto("/account/notes/?q=top")
    expect(page.locator("[data-note]")).to_have_count(1)


def test_the_keyboard_alone_is_enough(mine: Any) -> None:
    page = mine(LONG)
    page.locator('[data-note-add="long-2"]').focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Your note on this statement")
    expect(box).to_be_focused()
    page.keyboard.type("by keyboard")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator(".note-frame").get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    note = page.locator("[data-note]")
    expect(note).to_contain_text("by keyboard")
    expect(note).to_be_focused()
    page.locator('[data-note-add="long-4"]').focus()
    page.keyboard.press("Enter")
    box.wait_for()
    page.locator(".note-frame [data-note-cancel]").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-note-add="long-4"]')).to_be_focused()


def test_on_a_phone_a_note_is_written_and_its_number_is_there_to_press(mine: Any) -> None:
    page = mine(LONG, **PHONE)
    page.locator('[data-note-add="long-4"]').tap()
    page.get_by_role("textbox", name="Your note on this statement").fill("Ring 0300 123 4567")
    page.locator(".note-frame").get_by_role("button", name="Save").tap()
    number = page.locator("[data-note]").get_by_role("link", name="0300 123 4567")
    expect(number).to_be_visible()
    box = number.bounding_box()
    assert box
    assert box["height"] >= 24
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_axe_finds_nothing_on_any_page_of_notes(mine: Any) -> None:
    page = mine(LONG, reduced_motion="reduce")
    write(page, "long-2", "Ring 0300 123 4567 or see www.example.org/a/long/address/of/a/form")
    page.locator("[data-note]").wait_for()
    page.get_by_text("Add a note to this page").click()
    page.locator('[data-note-add="long-4"]').click()
    page.locator(".note-frame textarea").wait_for()
    look_at_every_size(page)
    page.goto("/account/notes/groups/")
    look_at_every_size(page)
    page.get_by_label("Name of the practice or ward").fill("Elm Surgery")
    page.get_by_role("button", name="Found it").click()
    page.get_by_role("button", name="Make an invitation").click()
    page.locator("[data-invitation]").wait_for()
    page.get_by_text("Leave the group").click()
    look_at_every_size(page)
    for path in ("/account/notes/", "/account/notes/new/?topic=t-long&statement=long-2"):
        page.goto(path)
        look_at_every_size(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


HEAD = "---\ntitle: Noted page\nslug: noted-page\n---\n"
SECOND = "- A second statement stands here {#noted-2}\n"


def publish(site: Site, folder: Path, text: str) -> None:
    """The next edition, by the site's operator, while it serves."""
    file = folder / "noted-page.md"
    file.write_text(HEAD + text)
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("STATIM_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "statim.cli.main", "topics", "import", str(file), "--publish"],
        cwd=ROOT, env=kept | {"STATIM_DATA": str(site.data)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def test_after_a_new_edition_a_note_says_what_became_of_its_statement(
    mine: Any, site: Site, tmp_path: Path
) -> None:
    publish(site, tmp_path, f"- The clinic is open on Mondays {{#noted-1}}\n{SECOND}")
    page = mine("/topics/noted-page/")
    write(page, "noted-1", "Ask for Ann")
    expect(page.locator("[data-note]")).to_have_count(1)
    publish(site, tmp_path, f"- The clinic is open on Tuesdays {{#noted-1}}\n{SECOND}")
    page.reload()
    state = page.locator("[data-note-state]")
    expect(state).to_contain_text("The text under this note has changed")
    expect(state).to_contain_text("The clinic is open on Mondays")
    assert faults(page, ALL) == []
    page.get_by_role("button", name="The note still holds").click()
    expect(state).to_have_count(0)
    publish(site, tmp_path, SECOND)
    page.reload()
    gone = page.locator("section[data-notes] [data-note]")
    expect(gone).to_contain_text("Ask for Ann")
    expect(gone).to_contain_text("is gone")
    expect(gone).to_contain_text("The clinic is open on Tuesdays")
    page.goto("/account/notes/")
    expect(page.locator("[data-note]")).to_contain_text("Ask for Ann")
