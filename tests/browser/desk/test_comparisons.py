"""A comparison in a browser: pasted at the desk, its number put into the text."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import look_at_every_size
from tests.browser.desk.conftest import At
from tests.browser.desk.test_look import looks

CELLS = "Aronson\t1948\t\t4\t123\t11\t139\nFerguson\t1949\t\t6\t306\t29\t303"
PASTE = """([selector, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const said = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", said);
  document.querySelector(selector).dispatchEvent(event);
}"""


def entered(page: Page, topic: str) -> None:
    page.goto(f"{topic}comparisons/")
    page.get_by_label("Caption").fill("BCG or nothing")
    page.get_by_role("button", name="Add it").click()
    for label, words in (
        ("Population", "children"), ("Intervention", "BCG vaccine"), ("Comparator", "nothing"),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    page.get_by_label("Outcome", exact=True).fill("tuberculosis")
    page.get_by_label("Direction").select_option("lower")


def test_a_table_is_pasted_followed_by_the_plot_saved_and_its_number_put_into_the_text(
    at_desk: At,
) -> None:
    author = at_desk("author", reduced_motion="reduce")
    page = author.page
    topic = author.begins("BCG in a browser")
    entered(page, topic)
    page.evaluate(PASTE, ["[name=cell-2-0]", CELLS])
    expect(page.get_by_label("Row 3, control total")).to_have_value("303")
    shown = page.get_by_role("region", name="What readers will see")
    expect(shown.locator(".ev-result")).to_contain_text("2 studies, 871 people", timeout=30_000)
    expect(shown.get_by_role("img", name="BCG or nothing")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version")).to_be_visible(timeout=30_000)
    where = page.url
    page.goto(topic)
    page.locator(".te-text .words").first.click()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Number of a comparison").click()
    page.get_by_role("option", name="2 studies").click()
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{topic}preview/")
    expect(page.locator("a.number", has_text="2 studies")).to_be_visible()
    look_at_every_size(page)
    looks(author, where)


def test_it_is_entered_without_scripts(at_desk: At) -> None:
    author = at_desk("author", java_script_enabled=False)
    page = author.page
    topic = author.begins("BCG without scripts")
    entered(page, topic)
    page.locator("summary", has_text="Paste a table").click()
    head = "study\tyear\treference\tevents\ttotal\tcontrol events\tcontrol total\n"
    page.get_by_label("Table", exact=True).fill(f"{head}{CELLS}\nBad\t1950\t\t9\t5\t1\t10")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("study 3 (Bad), events: 9 events in 5")
    page.get_by_label("Row 4, events", exact=True).fill("3")  # what was pasted is in the cells now
    page.get_by_role("button", name="Show without saving").click()
    expect(page.locator(".ev-result")).to_contain_text("3 studies")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version")).to_be_visible(timeout=30_000)
