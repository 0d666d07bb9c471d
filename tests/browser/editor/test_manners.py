"""The editor's manners: saving hooks, warnings, remarks, keys, policy, phones, no scripts."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import ALL, faults, look_at_every_size
from tests.browser.editor.conftest import OpenEditor
from tests.browser.editor.driving import EDITOR, put, select, tree

FINDINGS = [{"statement": "dose", "kind": "uncited", "words": "No source is cited"}]


@pytest.fixture
def page(open_editor: OpenEditor) -> Page:
    return open_editor()


def heard(page: Page, name: str) -> None:
    page.evaluate(
        "name => { window.heard = [];"
        " document.addEventListener(name, e => heard.push(e.detail)); }",
        name,
    )


def test_the_form_sends_what_was_typed(page: Page) -> None:
    put(page, "fall")
    page.keyboard.type(" ≤ 24 h")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Save").click()
    said = answer.value.json()
    assert said["sections"][0][0].startswith("Benefit is rapid")
    assert said["references"] == 2


def test_a_change_is_told_to_the_page_and_stays_unsaved_until_it_says_so(page: Page) -> None:
    heard(page, "statim:changed")
    field = page.locator("textarea[data-topic-editor]")
    expect(field).to_have_attribute("data-unsaved", "no")
    put(page, "fall")
    page.keyboard.type("!")
    expect(field).to_have_attribute("data-unsaved", "yes")
    page.wait_for_timeout(600)
    assert page.evaluate("heard.length") == 1
    assert page.evaluate("new FormData(document.forms[0]).get('text')").count("improvement.!") == 2
    saved = (
        "(generation) => document.querySelector('textarea').dispatchEvent("
        "new CustomEvent('statim:saved', {detail: {generation}}))"
    )
    page.evaluate(saved, 0)
    expect(field).to_have_attribute("data-unsaved", "yes")
    page.evaluate(saved, page.evaluate("heard[0].generation"))
    expect(field).to_have_attribute("data-unsaved", "no")


def test_leaving_with_something_unsaved_is_warned_of(page: Page) -> None:
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.type), dialog.dismiss()))
    put(page, "fall")
    page.keyboard.type("!")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert said == ["beforeunload"]


def test_what_the_site_refused_is_in_the_editor_again_and_not_saved(page: Page) -> None:
    put(page, "Mode of action")
    page.keyboard.insert_text(" x" * 200)
    page.get_by_role("button", name="Save").click()
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text("Section 2, heading: it has 414 characters")
    assert tree(page)[2].startswith("## Mode of action x x")
    expect(page.locator("textarea[data-topic-editor]")).to_have_attribute("data-unsaved", "yes")


def test_dropped_text_is_read_like_pasted_text(page: Page) -> None:
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<ul><li>One<ul><li>Two</li></ul></li></ul>");
          data.setData("text/plain", "One\\nTwo");
          const line = document.querySelector("[data-statement=nmda] .words");
          const { left, top } = line.getBoundingClientRect();
          line.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true,
            cancelable: true, clientX: left + 40, clientY: top + 8 }));
        }"""
    )
    expect(page.get_by_role("status").last).to_contain_text("Pasted")
    last = tree(page)[-1]
    assert [last[1], last[2][1]] == ["One", "Two"]


def test_moving_the_caret_changes_nothing(page: Page) -> None:
    put(page, "fall")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("textarea[data-topic-editor]")).to_have_attribute("data-unsaved", "no")


def test_findings_and_comments_stand_at_their_statement(open_editor: OpenEditor) -> None:
    page = open_editor(json.dumps({"findings": FINDINGS, "comments": {"week": 2}}))
    heard(page, "statim:comments")
    expect(page.locator("[data-statement=dose] .te-finding")).to_have_text("No source is cited")
    page.get_by_role("button", name="2 comments").click()
    assert page.evaluate("heard") == [{"statement": "week"}]
    put(page, "short")
    page.keyboard.press("F8")
    assert page.evaluate(f"{EDITOR}.here()") == "dose"
    expect(page.get_by_role("status").last).to_have_text("No source is cited")
    page.keyboard.press("Control+Alt+m")
    assert page.evaluate("heard.at(-1)") == {"statement": "dose"}
    page.evaluate(
        "document.querySelector('textarea').dispatchEvent("
        "new CustomEvent('statim:findings', {detail: []}))"
    )
    expect(page.locator(".te-finding")).to_have_count(0)
    assert tree(page)[1][1].endswith("m².")


def test_a_known_notice_stands_at_the_mark(open_editor: OpenEditor) -> None:
    page = open_editor(json.dumps({"notices": {"mandal2019": ["Concern raised in 2025"]}}))
    expect(page.locator(".te-text .cites.has-notice")).to_have_count(3)


def test_the_keyboard_leads_out_of_the_text_and_to_the_toolbar(page: Page) -> None:
    put(page, "fall")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("combobox", name="Kind of statement")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Cite (@)")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".te-text")).to_be_focused()
    before = tree(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(".te-text")).not_to_be_focused()
    assert tree(page) == before


def test_the_keys_are_explained(page: Page) -> None:
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    expect(page.locator(".te-help")).to_contain_text("Cite a work")


def test_styles_are_put_on_and_off(page: Page) -> None:
    select(page, ("fall", 0), ("fall", 4))
    page.keyboard.press("Control+b")
    bold = page.get_by_role("button", name="Bold")
    expect(bold).to_have_attribute("aria-pressed", "true")
    bold.click()
    expect(bold).to_have_attribute("aria-pressed", "false")


def test_axe_finds_nothing_at_any_size_light_or_dark(open_editor: OpenEditor) -> None:
    page = open_editor(json.dumps({"findings": FINDINGS, "comments": {"week": 2}, "grade": True}))
    put(page, "dose")
    page.get_by_role("button", name="Table").first.click()
    page.get_by_role("button", name="Keys").click()
    look_at_every_size(page)


def test_it_fits_a_phone(open_editor: OpenEditor) -> None:
    page = open_editor(viewport={"width": 390, "height": 800}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    put(page, "fall")
    page.keyboard.type("@loo")
    box = page.get_by_role("dialog", name="Cite a work").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert faults(page, ALL) == []


def test_without_scripts_it_is_a_textarea_with_the_topic_file(open_editor: OpenEditor) -> None:
    page = open_editor(java_script_enabled=False)
    field = page.get_by_label("Text")
    said = field.input_value()
    assert said.startswith("---\ntitle: Ketamine in depression\n")
    assert "- Mood can fall quickly after the first improvement. {#fall}" in said
    field.fill(said.replace("quickly after", "quickly, after"))
    page.get_by_role("button", name="Save").click()
    assert '"Benefit is rapid' in page.locator("body").inner_text()


def test_a_broken_topic_file_is_refused_and_shown_again(open_editor: OpenEditor) -> None:
    page = open_editor(java_script_enabled=False)
    page.get_by_label("Text").fill("---\ntitle: T\n---\n- a {#x}\n- b {#x}\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Two statements have the id x")
    expect(page.get_by_label("Text")).to_have_value("---\ntitle: T\n---\n- a {#x}\n- b {#x}\n")
