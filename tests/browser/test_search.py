"""Searching in a real browser: as you type, by keyboard, without JavaScript, for screen readers."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.addresses import LONG
from tests.browser.axe import ALL, faults, look_at_every_size
from tests.browser.conftest import OpenPage, Site

PHONE = {"width": 320, "height": 640}


def typing(page: Page, words: str) -> Page:
    """The page after "/" and these words, with the list open."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    expect(page.get_by_role("listbox")).to_be_visible()
    return page


def test_slash_goes_to_the_box_and_three_letters_open_a_list_of_topics(
    open_page: OpenPage,
) -> None:
    page = typing(open_page("/"), "ket")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("ket")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Ketamine")
    expect(options.first).to_contain_text("Psychiatry / Mood disorders")


def test_arrows_choose_enter_opens_and_the_choice_is_told(open_page: OpenPage, site: Site) -> None:
    page = typing(open_page("/"), "ketamine in dep")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "-")
    expect(box).to_have_attribute("aria-controls", page.get_by_role("listbox").get_attribute("id"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/ketamine-in-depression/")


def test_arrows_go_round_by_way_of_the_box(open_page: OpenPage) -> None:
    page = typing(open_page("/"), "ket")
    count = page.get_by_role("option").count()
    for _ in range(count + 1):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")


def test_escape_closes_the_list_and_keeps_what_was_typed(open_page: OpenPage) -> None:
    page = typing(open_page(LONG), "ket")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("ket")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_enter_without_a_choice_searches(open_page: OpenPage) -> None:
    page = typing(open_page("/"), "ketamine")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=ketamine")
    expect(page.locator("[data-hit]").first).to_be_visible()


def test_how_many_topics_there_are_is_announced(open_page: OpenPage) -> None:
    page = typing(open_page("/"), "ketamine in dep")
    status = page.locator(".search-box [role=status]")
    expect(status).to_have_text("1 topic. Choose with the arrow keys.")
    page.keyboard.type("zzzz")
    expect(status).to_contain_text("No topic is named so.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_slip_is_answered_with_did_you_mean(open_page: OpenPage) -> None:
    page = typing(open_page("/"), "ketamien in dep")
    expect(page.get_by_role("option").first).to_contain_text("did you mean Ketamine in depression")


def test_slash_is_a_letter_inside_a_field(open_page: OpenPage) -> None:
    page = typing(open_page("/"), "ket")
    page.keyboard.type("/a")
    expect(page.get_by_role("combobox")).to_have_value("ket/a")


def test_a_click_opens_the_topic_and_leaving_closes_the_list(open_page: OpenPage) -> None:
    page = typing(open_page(LONG), "ketamine in dep")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/topics/ketamine-in-depression/")
    typing(page, "ket")
    page.get_by_role("contentinfo").click()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_axe_finds_nothing_while_the_list_is_open(open_page: OpenPage) -> None:
    for path in ("/", LONG):
        page = typing(open_page(path, reduced_motion="reduce"), "ket")
        page.keyboard.press("ArrowDown")
        look_at_every_size(page)
        expect(page.get_by_role("listbox")).to_be_visible()


def test_the_list_fits_320_pixels(open_page: OpenPage) -> None:
    page = typing(open_page("/", viewport=PHONE), "ket")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box = page.get_by_role("option").first.bounding_box()
    assert box
    assert box["height"] >= 44


def test_without_javascript_search_is_a_form_and_leads_to_the_very_line(
    open_page: OpenPage,
) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("benefit infusion")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("combobox", name="Specialty")).to_be_visible()
    line = page.locator("[data-line] a").first
    expect(line.locator("mark").first).to_be_visible()
    line.click()
    assert "/topics/ketamine-in-depression/#s-k-short" in page.url


def test_results_with_filters_are_clean_for_axe(open_page: OpenPage) -> None:
    page = open_page("/search/?q=ketamine&specialty=psychiatry", reduced_motion="reduce")
    expect(page.get_by_label("Specialty")).to_have_value("psychiatry")
    look_at_every_size(page)
    page.goto("/search/?q=ketamien")
    expect(page.get_by_role("heading", name="Did you mean")).to_be_visible()
    assert faults(page, ALL) == []
