"""Pasting into the editor: a phrase stays a phrase, all else becomes clean nested statements."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.editor.conftest import OpenEditor
from tests.browser.editor.driving import ids, paste, put, read, tree, value, words_of
from tests.topics.editor.clipboards import GOOGLE, PAGE, TEXT, WORD

FALL = "Mood can fall quickly after the first improvement."


@pytest.fixture
def page(open_editor: OpenEditor) -> Page:
    return open_editor()


def settled(page: Page) -> None:
    expect(page.locator(".te-waiting")).to_have_count(0)
    expect(page.get_by_role("status").last).to_contain_text("Pasted")


def test_a_phrase_stays_inline_with_its_styles(page: Page) -> None:
    put(page, "fall", len("Mood can"))
    paste(
        page, html="<meta charset='utf-8'><span> <b>not</b> CO<sub>2</sub></span>", text=" not CO2"
    )
    sections, _ = read(page)
    [fall] = [s for s in sections[0].statements[0].children if s.id == "fall"]
    assert fall.html.startswith("Mood can <strong>not</strong> CO<sub>2</sub> fall")


def test_a_phrase_from_google_docs_keeps_what_its_styles_say(page: Page) -> None:
    html = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><span style="font-weight:400">10'
        '</span><span style="vertical-align:super;font-size:0.6em">9</span>'
        '<span style="font-style:italic"> per litre</span></b>'
    )
    put(page, "fall")
    paste(page, html=html, text="109 per litre")
    sections, _ = read(page)
    [fall] = [s for s in sections[0].statements[0].children if s.id == "fall"]
    assert fall.html.endswith(
        "improvement.10<sup>9</sup><em> per litre</em>"
    ) or fall.html.endswith("improvement.10<sup>9</sup> <em>per litre</em>")


def test_a_line_of_plain_text_stays_inline(page: Page) -> None:
    put(page, "fall")
    paste(page, text=" ≤ 5 mg & <b>")
    assert words_of(page, "fall") == FALL + " ≤ 5 mg & <b>"


@pytest.mark.parametrize(
    ("clipboard", "first", "count"),
    [
        ({"html": WORD}, "## Treatment", 8),
        ({"html": GOOGLE}, "## Monitoring", 3),
        ({"html": PAGE}, "## Benefit", 4),
        ({"text": TEXT}, "## Benefit", 3),
    ],
    ids=["word", "google", "page", "text"],
)
def test_what_programs_copy_becomes_nested_statements_with_ids(
    page: Page, clipboard: dict[str, str], first: str, count: int
) -> None:
    before = ids(page)
    put(page, "nmda")
    paste(page, **clipboard)
    settled(page)
    rows = tree(page)
    assert first in rows
    found = ids(page)
    assert found[: len(before)] == before
    assert len(found) == len(before) + count == len({*found})
    assert all(found)


def test_pasted_references_are_numbered_on_and_keep_their_place(page: Page) -> None:
    put(page, "nmda")
    paste(page, html=PAGE.replace("Corriger A, Pickering G. Ketamine and", "Roe R. Lithium and"))
    settled(page)
    assert page.locator(".te-references li").count() == 4
    sections, references = read(page)
    keys = {item["id"] for item in references}
    assert {c.reference for s in sections for one in s.statements for c in one.cites} <= keys
    assert page.locator(".te-text .cites").all_text_contents()[-3:] == ["(3)", "(3, 4)", "(4)"]


def test_doubts_are_shown_until_they_are_put_away(page: Page) -> None:
    put(page, "nmda")
    paste(page, html=WORD)
    note = page.get_by_role("alert").filter(has_text="About what was pasted")
    expect(note).to_contain_text("a numbered list")
    note.get_by_role("button", name="Put away").click()
    expect(note).to_have_count(0)


def test_statements_pasted_into_a_nested_blank_one_stay_at_its_level(page: Page) -> None:
    put(page, "week")
    page.keyboard.press("Enter")
    paste(page, html="<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", text="One\nTwo")
    settled(page)
    children = tree(page)[0][2:]
    assert [row[1] for row in children] == ["It may last a week.", "One", "Three", FALL]
    assert children[1][2][1] == "Two"


def test_typing_goes_on_while_a_paste_is_read(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/desk/topics/paste/", hold)
    put(page, "week")
    paste(page, text="One.\nTwo.")
    put(page, "dose", "start")
    page.keyboard.type("Typed meanwhile. ")
    held[0].continue_()
    settled(page)
    rows = tree(page)
    assert rows[1][1].startswith("Typed meanwhile. Do not")
    assert [row[1] for row in rows[0][2:]][:3] == ["It may last a week.", "One.", "Two."]


def test_nothing_is_lost_where_the_site_does_not_answer(page: Page) -> None:
    page.route(
        "**/desk/topics/paste/", lambda route: route.fulfill(status=422, json={"error": "No."})
    )
    put(page, "nmda")
    paste(page, text="One ≤ 5\n\nTwo")
    expect(page.get_by_role("alert").filter(has_text="Pasted as plain lines")).to_contain_text(
        "No."
    )
    assert [row[1] for row in tree(page)[-2:]] == ["One ≤ 5", "Two"]


def test_a_paste_can_be_undone(page: Page) -> None:
    before = value(page)
    put(page, "nmda")
    paste(page, html=GOOGLE)
    settled(page)
    page.locator(".te-text").focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert value(page)["sections"] == before["sections"]


def test_into_a_heading_goes_one_line(page: Page) -> None:
    put(page, "Mode of action")
    paste(page, html="<p>and</p><p>effect</p>", text="and\neffect")
    assert "## Mode of actionand effect" in tree(page)
