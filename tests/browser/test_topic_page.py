"""The topic page in a real browser: by keyboard, by touch, without JavaScript, on paper."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.addresses import KETAMINE, LONG
from tests.browser.axe import look_at_every_size
from tests.browser.conftest import OpenPage, Site
from tests.browser.library import LONG_LOCATOR

PREVIEW = ".preview"


def test_a_reference_is_shown_on_focus_and_closes_with_escape(open_page: OpenPage) -> None:
    page = open_page(LONG)
    cite = page.locator('[data-statement="long-0"] a[data-cite]')
    cite.focus()
    expect(page.locator(PREVIEW)).to_contain_text("Efficacy of ketamine therapy")
    assert cite.get_attribute("aria-describedby") == "citation-preview"
    page.keyboard.press("Escape")
    expect(page.locator(PREVIEW)).to_be_hidden()
    expect(cite).to_be_focused()


def test_a_reference_shown_on_hover_stays_while_the_pointer_is_on_it(open_page: OpenPage) -> None:
    page = open_page(LONG)
    cite = page.locator('[data-statement="long-0"] a[data-cite]')
    cite.hover()
    preview = page.locator(PREVIEW)
    expect(preview).to_be_visible()
    preview.hover()
    page.wait_for_timeout(500)
    expect(preview).to_be_visible()
    page.mouse.move(2, 2)
    expect(preview).to_be_hidden()


def test_a_tap_shows_the_reference_and_a_second_one_leads_to_the_list(open_page: OpenPage) -> None:
    page = open_page(LONG, has_touch=True, viewport={"width": 390, "height": 844})
    cite = page.locator('[data-statement="long-0"] a[data-cite]')
    cite.tap()
    expect(page.locator(PREVIEW)).to_be_visible()
    assert not page.url.endswith("#ref-1")
    cite.tap()
    assert page.url.endswith("#ref-1")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(open_page: OpenPage) -> None:
    page = open_page(LONG)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_every_link_and_field_is_reached_by_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(LONG)
    wanted = page.locator("a[href]:visible, button:visible, input:visible, summary:visible")
    count = wanted.count()
    reached = 0
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if page.evaluate("!document.activeElement.closest('.preview')"):
            reached += 1
    # the skip link is out of sight until it is reached
    assert reached >= count


def test_without_javascript_everything_is_read_and_reached(open_page: OpenPage) -> None:
    page = open_page(LONG, java_script_enabled=False)
    expect(page.locator("article [data-statement]")).to_have_count(8)
    page.locator('[data-statement="long-0"] a[data-cite]').click()
    assert page.url.endswith("#ref-1")
    page.get_by_role("link", name="Back to citing statement a").first.click()
    assert page.url.endswith("#s-long-0")
    page.get_by_text("Cite this page").click()
    words = "Ketamine at length. In: Statim. Edition 1"
    expect(page.locator("[data-citation]")).to_contain_text(words)
    page.get_by_text("Declared interests").click()
    expect(page.locator("[data-byline] li")).to_be_visible()
    page.get_by_label("Search this site").fill("ketamine length")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name="Ketamine at length").click()
    expect(page.locator("h1")).to_have_text("Ketamine at length")


def test_a_long_locator_is_shown_at_its_citation(open_page: OpenPage) -> None:
    page = open_page(LONG, viewport={"width": 320, "height": 640})
    marks = page.locator('[data-statement="long-4"] .cites')
    expect(marks).to_have_text(f"(1; 2; 3; 4, {LONG_LOCATOR})")


def test_the_citation_of_a_statement_is_copied_with_its_address(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(LONG, permissions=["clipboard-read", "clipboard-write"])
    page.locator('[data-statement="long-2"] > a[data-self]').click()
    page.locator(".copy-bar").get_by_role("button", name="Copy citation").click()
    expect(page.locator(".copy-bar").get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Authoring team. Ketamine at length. In: Statim. Edition 1, 1 August 2025. "
        f"{site.url}/topics/ketamine-at-length/editions/1/#s-long-2"
    )


def test_the_sheet_of_paper_says_dates_edition_and_address_and_has_no_navigation(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(LONG)
    page.emulate_media(media="print")
    for hook in ("reviewed", "edited", "review-due"):
        expect(page.locator(f'[data-date="{hook}"]')).to_be_visible()
    expect(page.locator("[data-overdue]")).to_be_visible()
    expect(page.locator(".on-paper")).to_contain_text(
        f"{site.url}/topics/ketamine-at-length/editions/1/"
    )
    expect(page.locator("[data-disclaimer]")).to_be_visible()
    for gone in page.locator("nav, .search-box, [data-meter-left], [data-notes], button").all():
        expect(gone).to_be_hidden()


def test_the_printed_sheet_shows_where_a_reference_leads(open_page: OpenPage) -> None:
    page = open_page(LONG)
    page.emulate_media(media="print")
    expect(page.locator("#ref-3 .entry")).to_contain_text("10.1001/jamapsychiatry.2023.0562")


def test_the_meter_counts_down_and_then_leads_back_after_signing_in(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(KETAMINE)
    expect(page.locator("[data-meter-left]")).to_have_text("4")
    page.reload()
    expect(page.locator("[data-meter-left]")).to_have_text("4")
    for slug in ("mode-of-action", "adverse-effects", "repeated-ketamine", "reading-this-site"):
        page.goto(f"/topics/{slug}/")
    expect(page.locator("[data-meter-left]")).to_have_text("0")
    answer = page.goto(LONG)
    assert answer
    assert answer.status == 403
    expect(page.locator("h1")).to_have_text("Ketamine at length")
    look_at_every_size(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _sign_in(page, site)
    assert page.url == f"{site.url}{LONG}"
    expect(page.locator("article[data-topic]")).to_be_visible()
    expect(page.locator("[data-meter-left]")).to_have_count(0)


def _sign_in(page: Page, site: Site) -> None:
    page.get_by_label("E-mail address").fill(site.email)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
