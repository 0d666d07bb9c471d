"""Tables, figures, callouts, definitions and GRADE, made and changed by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from statim.editions.document import Statement
from statim.topics.manuscript import statements_in
from tests.browser.editor.conftest import OpenEditor
from tests.browser.editor.driving import put, read, tree
from tests.browser.editor.matter import PICTURE


@pytest.fixture
def page(open_editor: OpenEditor) -> Page:
    return open_editor(json.dumps({"grade": True}))


def only(page: Page, kind: str) -> Statement:
    [found] = [s for s in statements_in(read(page).sections) if s.kind == kind]
    return found


def cells(page: Page) -> list[list[str]]:
    table = only(page, "table").table
    assert table
    return [[c.text for c in row] for row in (table.head, *table.rows) if row]


def with_table(page: Page) -> None:
    put(page, "nmda")
    page.get_by_role("button", name="Table").first.click()
    for word in ("Doses", None, "Drug", "Dose", "Note", "A", "≤ 0.5 mg/kg"):
        if word is None:
            page.keyboard.press("ArrowDown")
            continue
        page.keyboard.type(word)
        if word != "Doses":
            page.keyboard.press("Tab")


def test_a_table_is_made_and_filled_by_the_keyboard(page: Page) -> None:
    with_table(page)
    assert only(page, "table").text == "Doses"
    assert cells(page)[:2] == [["Drug", "Dose", "Note"], ["A", "≤ 0.5 mg/kg", ""]]


def test_rows_columns_and_headings_are_changed(page: Page) -> None:
    with_table(page)
    tools = page.get_by_role("group", name="Table", exact=True).filter(
        has=page.get_by_role("button")
    )

    def press(name: str) -> None:
        tools.get_by_role("button", name=name, exact=True).click()

    press("Row below")
    press("Column after")
    assert [len(row) for row in cells(page)] == [4, 4, 4, 4]
    press("Take column out")
    press("Take row out")
    assert [len(row) for row in cells(page)] == [3, 3, 3]
    press("Heading column")
    table = only(page, "table").table
    assert table
    assert table.row_headers
    press("Heading row")
    table = only(page, "table").table
    assert table
    assert table.head == ()


def test_a_cell_cites_and_its_numbers_count_on(page: Page) -> None:
    with_table(page)
    page.keyboard.type("@loo")
    expect(page.locator(".te-list").get_by_role("option").first).to_contain_text("Loo")
    page.keyboard.press("Enter")
    said = only(page, "table")
    assert [c.reference for c in said.cites] == ["loo2023"]
    assert said.table
    assert said.table.rows[0][2].html == '<cite data-cites="0"></cite>'


def test_tab_in_the_last_cell_adds_a_row_and_control_enter_leaves(page: Page) -> None:
    with_table(page)
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.type("Last")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("After.")
    assert len(cells(page)) == 4
    assert tree(page)[-1][1] == "After."


def test_a_figure_asks_for_its_text_and_its_source(page: Page) -> None:
    put(page, "nmda")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Figure").click()
    chooser.value.set_files({"name": "x.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(page.locator(".te-missing")).to_contain_text("It still needs a text")
    page.get_by_label("What it shows").fill("A dot")
    page.get_by_label("Source: whose").fill("Drawn for this test")
    expect(page.locator(".te-missing")).to_be_empty()
    page.locator(".te-caption .words").click()
    page.keyboard.type("A caption")
    said = only(page, "figure")
    assert said.text == "A caption"
    assert said.figure
    assert (said.figure.alt, said.figure.source) == ("A dot", "Drawn for this test")
    assert page.locator(".te-figure img").evaluate("img => img.naturalWidth") == 1
    page.get_by_role("button", name="Take the figure out").click()
    assert all(s.kind != "figure" for s in statements_in(read(page).sections))


KINDS = [("Red flag", "red flag"), ("Practice point", "practice point"), ("Paragraph", "paragraph")]


@pytest.mark.parametrize(("label", "kind"), KINDS)
def test_a_statement_becomes_another_kind_and_keeps_its_id(
    page: Page, label: str, kind: str
) -> None:
    put(page, "dose")
    page.get_by_role("combobox", name="Kind of statement").select_option(label)
    assert [s.kind for s in statements_in(read(page).sections) if s.id == "dose"] == [kind]


def test_a_definition_has_a_term_and_a_meaning(page: Page) -> None:
    put(page, "nmda")
    page.keyboard.press("Enter")
    page.keyboard.type("ECT: electroconvulsive therapy")
    page.get_by_role("combobox", name="Kind of statement").select_option("Abbreviation")
    said = only(page, "abbreviation")
    assert (said.term, said.text) == ("ECT", "electroconvulsive therapy")
    put(page, said.id)
    page.keyboard.press("Enter")
    page.keyboard.type("TRD")
    page.keyboard.press("Enter")
    page.keyboard.type("treatment-resistant depression")
    rows = [s for s in statements_in(read(page).sections) if s.kind == "abbreviation"]
    assert [(s.term, s.text) for s in rows][1] == ("TRD", "treatment-resistant depression")
    page.get_by_role("combobox", name="Kind of statement").select_option("Point")
    assert tree(page)[-1][1] == "TRD: treatment-resistant depression"


def test_certainty_and_strength_are_said_and_a_weak_ground_asks_why(page: Page) -> None:
    put(page, "dose")
    page.get_by_role("combobox", name="Certainty of the evidence").select_option("Low certainty")
    page.get_by_role("combobox", name="Strength of the recommendation").select_option("Strong")
    reason = page.get_by_label("Why strong on low certainty")
    expect(reason).to_have_attribute("aria-invalid", "true")
    reason.fill("The harm of the other choice is certain")
    expect(page.locator(".te-proof")).to_have_text(
        "Low certainty · Strong recommendation: The harm of the other choice is certain"
    )
    [dose] = [s for s in statements_in(read(page).sections) if s.id == "dose"]
    said: tuple[Any, ...] = (dose.certainty, dose.strength, dose.strength_reason)
    assert said == ("low", "strong", "The harm of the other choice is certain")


def test_there_is_no_word_of_certainty_where_the_site_does_not_ask(open_editor: OpenEditor) -> None:
    page = open_editor()
    expect(page.get_by_role("combobox", name="Certainty of the evidence")).to_have_count(0)
