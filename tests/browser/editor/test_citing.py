"""Citing: found, put, numbered as the page will number it, said where in it, added, taken out."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import ALL, faults
from tests.browser.editor.conftest import OpenEditor
from tests.browser.editor.driving import EDITOR, put, read, value, words_of


@pytest.fixture
def page(open_editor: OpenEditor) -> Page:
    return open_editor()


def marks(page: Page) -> list[str]:
    return page.locator(".te-text .cites").all_text_contents()


def options(page: Page, name: str | None = None) -> Locator:
    return page.locator(".te-list").get_by_role("option", name=name)


def references(page: Page) -> list[str]:
    return [
        str(one.get_attribute("data-reference")) for one in page.locator(".te-references li").all()
    ]


def test_the_numbers_are_those_of_the_page(page: Page) -> None:
    assert marks(page) == ["(1)", "(2, p. 482)", "(2)", "(1, 2)"]
    assert references(page) == ["corriger2019", "mandal2019"]


def test_at_sign_and_the_keyboard_are_enough_to_cite(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type(" @")
    box = page.get_by_role("combobox", name="Cite a work")
    expect(box).to_be_focused()
    page.keyboard.type("loo")
    option = options(page, name="Loo 2023")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.locator(".te-text")).to_be_focused()
    page.keyboard.type(" Then.")
    assert words_of(page, "fall") == "Mood can fall quickly after the first improvement. Then."
    assert marks(page) == ["(1)", "(2, p. 482)", "(3)", "(2)", "(1, 2)"]
    assert references(page) == ["corriger2019", "mandal2019", "loo2023"]
    assert [item["id"] for item in value(page)["references"]][-1] == "loo2023"
    expect(page.get_by_role("status").last).to_have_text("Cited: 3, Loo 2023")


def test_a_second_work_goes_into_the_same_mark(page: Page) -> None:
    put(page, "fall")
    for name in ("loo", "menon"):
        page.keyboard.type("@")
        page.get_by_role("combobox", name="Cite a work").fill(name)
        expect(options(page).first).to_contain_text(name.title())
        page.keyboard.press("Enter")
    assert marks(page)[2] == "(3, 4)"
    sections, _ = read(page)
    [fall] = [s for s in sections[0].statements[0].children if s.id == "fall"]
    assert fall.html.endswith('<cite data-cites="0 1"></cite>')


def test_moving_a_statement_renumbers_everything(page: Page) -> None:
    put(page, "short")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    assert marks(page) == ["(1)", "(2)", "(1, p. 482)", "(2, 1)"]
    assert references(page) == ["mandal2019", "corriger2019"]


def test_the_button_opens_the_list_with_the_works_of_the_page(page: Page) -> None:
    put(page, "fall")
    page.get_by_role("button", name="Cite (@)").click()
    names = options(page).all_text_contents()
    assert names[0].startswith("2. Mandal et al. 2019")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert marks(page)[2] == "(1)"


def test_escape_leaves_what_was_typed(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type(" @home")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Cite a work")).to_have_count(0)
    assert words_of(page, "fall").endswith("improvement. @home")


def test_an_at_sign_within_a_word_is_a_letter(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type(" desk@example.org")
    assert words_of(page, "fall").endswith(" desk@example.org")


def test_a_noticed_work_is_marked_in_the_list_at_the_mark_and_below(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type("@doe")
    expect(options(page).first).to_contain_text("Retracted (2014-05-01)")
    page.keyboard.press("Enter")
    expect(page.locator(".te-text .cites.has-notice")).to_have_count(1)
    expect(page.locator(".te-references li").last).to_contain_text("Retracted (2014-05-01)")


def test_where_in_the_work_is_said_in_the_panel_of_the_mark(page: Page) -> None:
    put(page, "dose", "start")
    page.keyboard.type("@loo")
    expect(options(page).first).to_contain_text("Loo")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("group", name="This citation")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Where in it")).to_be_focused()
    page.keyboard.type("table 2")
    page.keyboard.press("Enter")
    expect(page.locator(".te-text")).to_be_focused()
    assert "(3, table 2)" in marks(page)
    said = json.dumps(value(page))
    assert '"locator": "table 2"' in said


def test_a_work_is_taken_out_of_a_mark(page: Page) -> None:
    page.locator(".te-text .cites").last.click()
    page.get_by_role("button", name="Take Corriger et al. 2019 out").click()
    assert marks(page)[-1] == "(2)"
    page.get_by_role("button", name="Take Mandal et al. 2019 out").click()
    assert len(marks(page)) == 3


def test_a_reference_that_nothing_cites_any_more_stays_until_it_is_taken_out(page: Page) -> None:
    page.locator(".te-text .cites").first.click()
    page.keyboard.press("Backspace")
    page.locator(".te-text .cites").last.click()
    page.get_by_role("button", name="Take Corriger et al. 2019 out").click()
    uncited = page.locator(".te-uncited")
    expect(uncited).to_contain_text("Corriger")
    assert [item["id"] for item in value(page)["references"]] == ["corriger2019", "mandal2019"]
    uncited.get_by_role("button").click()
    assert [item["id"] for item in value(page)["references"]] == ["mandal2019"]


def test_hovering_shows_the_reference(page: Page) -> None:
    page.locator(".te-text .cites").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Drug Des Devel Ther 2019;13:3051-3067.")
    page.get_by_role("heading", name="Edit a topic").hover()
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_doi_that_is_not_in_the_library_is_added_and_cited(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type("@10.5555/njenga2024")
    expect(options(page).first).to_contain_text("Add 10.5555/njenga2024")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".te-references li")).to_have_count(3)
    assert references(page)[-1] == "njenga2024"
    expect(page.get_by_role("alert").filter(has_text="added work")).to_contain_text(
        "the year was not given"
    )


def test_a_pasted_record_is_added_and_a_refusal_is_told(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type("@zzz")
    options(page, name="Add a work").click()
    field = page.get_by_label("DOI, PubMed id, RIS, BibTeX or nbib")
    expect(field).to_be_focused()
    field.fill("rubbish")
    page.get_by_role("button", name="Add and cite").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("This is no DOI")
    field.fill("TY  - JOUR\nDO  - 10.5555/njenga2024\nER  -")
    page.get_by_role("button", name="Add and cite").click()
    expect(page.locator(".te-references li")).to_have_count(3)
    assert marks(page)[2] == "(3)"


def test_the_uses_of_a_reference_lead_to_its_statements(page: Page) -> None:
    row = page.locator(".te-references li").first
    expect(row).to_contain_text("2 uses")
    row.get_by_role("button").last.click()
    assert page.evaluate(f"{EDITOR}.here()") == "nmda"


def test_axe_finds_nothing_with_the_list_and_with_the_panel_open(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type("@ket")
    expect(options(page).first).to_be_visible()
    assert faults(page, ALL) == []
    page.keyboard.press("Escape")
    page.locator(".te-text .cites").first.click()
    expect(page.get_by_role("group", name="This citation")).to_be_visible()
    assert faults(page, ALL) == []


def test_a_link_to_a_topic_is_found_by_its_title(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type(" See ")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Link to").fill("esk")
    expect(options(page).first).to_contain_text("Esketamine")
    page.keyboard.press("Enter")
    page.keyboard.type(".")
    sections, _ = read(page)
    [fall] = [s for s in sections[0].statements[0].children if s.id == "fall"]
    assert fall.html.endswith('See <a href="/topics/esketamine/">Esketamine</a>.')


def test_an_address_is_linked_and_an_unsafe_one_is_not(page: Page) -> None:
    put(page, "fall", "start")
    page.keyboard.press("Shift+End")
    page.evaluate("() => new Promise(done => setTimeout(done, 100))")  # the browser tells it late
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Link to")
    field.fill("javascript:alert(1)")
    expect(options(page)).to_have_count(0)
    field.fill("https://example.org/a?b=c&d")
    options(page, name="Link to https://example.org").click()
    sections, _ = read(page)
    [fall] = [s for s in sections[0].statements[0].children if s.id == "fall"]
    assert fall.html.startswith('<a href="https://example.org/a?b=c&amp;d">Mood can fall')
