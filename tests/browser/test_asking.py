"""Asking the authors in a real browser: in place, without JavaScript, on a phone, for everybody."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.addresses import DOUBTED, KETAMINE
from tests.browser.axe import look_at_every_size
from tests.browser.conftest import OpenPage

PHONE = {"width": 320, "height": 640}
QUESTION = "How is it given?"


def opened(page: Page) -> Page:
    """The page with its form open and filled in."""
    page.get_by_text("This did not answer my question").click()
    page.get_by_label("What did you want to know?").fill(QUESTION)
    return page


def test_a_question_is_sent_without_leaving_the_page(open_page: OpenPage) -> None:
    page = opened(open_page(KETAMINE))
    page.get_by_role("button", name="Send to the authors").click()
    expect(page.locator("[data-ask] [role=status]")).to_contain_text("Thank you")
    assert page.url.endswith(KETAMINE)
    page.get_by_role("link", name="Your receipt").click()
    expect(page.locator("[data-receipt]")).to_contain_text(QUESTION)
    expect(page.get_by_role("link", name="Ketamine in depression")).to_be_visible()


def test_without_javascript_it_leads_to_the_receipt(open_page: OpenPage) -> None:
    page = opened(open_page(KETAMINE, java_script_enabled=False))
    page.get_by_role("button", name="Send to the authors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(page.locator("[data-receipt]")).to_contain_text(QUESTION)


def test_nothing_found_leads_to_a_page_asked_for_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/search/?q=zzqxlithium", java_script_enabled=False)
    page.get_by_role("link", name="Ask for this page").press("Enter")
    box = page.get_by_label("What would you like to know?")
    expect(box).to_have_value("zzqxlithium")
    box.focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send to the authors")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-receipt]")).to_contain_text("zzqxlithium")


def test_the_forms_and_the_receipt_are_clean_for_axe(open_page: OpenPage) -> None:
    page = opened(open_page(KETAMINE, reduced_motion="reduce"))
    look_at_every_size(page)
    page.goto("/ask/?q=lithium&topic=mode-of-action")
    look_at_every_size(page)
    page.get_by_label("E-mail address").fill("nobody")
    page.get_by_role("button", name="Send to the authors").click()
    expect(page.get_by_role("alert")).to_contain_text("name@example.org")
    look_at_every_size(page)


def test_the_form_fits_320_pixels(open_page: OpenPage) -> None:
    page = opened(open_page(KETAMINE, viewport=PHONE))
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_results_say_why_and_what_stands_against_a_hit(open_page: OpenPage) -> None:
    page = open_page("/search/?q=low+spirits", reduced_motion="reduce")
    expect(page.locator("[data-because]")).to_have_text("for low spirits")
    page.goto("/search/?q=resting+on+a+retracted+work")
    hit = page.locator(f"[data-hit='{DOUBTED.split('/')[2]}']")
    expect(hit.locator("[data-retracted]").first).to_contain_text("Retracted")
    look_at_every_size(page)
    page.goto("/search/?q=receptor+channel")
    expect(page.locator("[data-hit='mode-of-action'] [data-overdue]")).to_be_visible()


def test_an_abbreviation_of_several_things_offers_each(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="reduce")
    page.keyboard.press("/")
    page.keyboard.type("kms")
    options = page.get_by_role("option")
    expect(options.nth(0)).to_contain_text("Ketamine: mode of action for KMS")
    expect(options.nth(1)).to_contain_text("search for mitral stenosis")
    look_at_every_size(page)
    page.keyboard.press("Enter")
    meanings = page.locator("[data-meanings]")
    expect(meanings.get_by_role("heading")).to_have_text("KMS may mean")
    expect(meanings.get_by_role("link")).to_have_count(2)
    look_at_every_size(page)
