"""The work of the desk from beginning to end, as the people there do it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import OpenPage
from tests.browser.desk.conftest import At
from tests.browser.desk.person import Person

ONE = "One dose acts fast on depressive symptoms"
TWO = "The benefit is short-lived"
TEXT = f"""---
references:
- id: corriger2019
  type: article-journal
  title: "Ketamine and depression: a narrative review"
  author: [{{family: Corriger, given: A}}, {{family: Pickering, given: G}}]
  container-title: Drug Des Devel Ther
  issued: {{date-parts: [[2019]]}}
  volume: "13"
  page: 3051-3067
---

- {ONE} [@corriger2019, p. 3060]
- {TWO} [@corriger2019]
"""


def written(author: Person, title: str) -> str:
    """A topic with two statements, both cited; its address at the desk."""
    topic = author.begins(title)
    author.page.evaluate(
        """text => {
          const field = document.querySelector("[data-topic-editor]");
          const editor = StatimEditor.mount(field);
          editor.destroy();
          field.value = text;
        }""",
        TEXT,
    )
    author.saves()
    return topic


def public(topic_title: str) -> str:
    return f"/topics/{topic_title.lower().replace(' ', '-')}/"


def adds(author: Person, topic: str, words: str, key: str, more: str) -> None:
    """Type more words into a statement of the text, at its start (Home) or before its citation
    (End), and submit."""
    author.opens(topic)
    author.editor.get_by_text(words).click()
    author.page.keyboard.press(key)
    if key == "End":
        author.page.keyboard.press("ArrowLeft")
    author.page.keyboard.type(more)
    author.saves()
    author.submits(topic)


def test_from_the_first_word_to_the_published_page(at_desk: At, open_page: OpenPage) -> None:
    """Write, submit, ask for a change, change, review the rest, publish."""
    author, reviewer, editor = at_desk("author"), at_desk("reviewer"), at_desk("editor")
    title = "Ketamine tried at the desk"
    topic = written(author, title)
    author.submits(topic, "The second one is from the narrative review.")

    # the reviewer declares interests, confirms one statement and asks for a change of the other
    reviewer.declares()
    reviewer.opens(f"{topic}review/")
    reviewer.confirms(ONE)
    reviewer.asks_for_a_change(TWO, "Say for how long it lasts.")
    expect(reviewer.page.get_by_text("1 of 2 confirmed")).to_be_visible()
    reviewer.page.get_by_label("What the author is to change").fill("One sentence needs a number.")
    reviewer.page.get_by_role("button", name="Send back to the author").click()

    # nothing is online, and the editor cannot publish it
    assert open_page(public(title)).get_by_text(ONE).count() == 0
    editor.opens(f"{topic}publish/")
    expect(editor.page.get_by_text("Nothing is waiting to be published")).to_be_visible()

    # the author sees what is asked, changes the sentence in the editor, and submits again
    author.opens("/desk/")
    expect(author.page.get_by_text("One sentence needs a number.")).to_be_visible()
    adds(author, topic, TWO, "End", ": one to two weeks")

    # what was confirmed stays confirmed; the changed one is confirmed anew
    reviewer.opens(f"{topic}review/")
    expect(reviewer.statement(ONE)).to_contain_text("unchanged since")
    expect(reviewer.page.get_by_text("1 of 2 confirmed")).to_be_visible()
    reviewer.confirms(TWO)
    reviewer.finishes_the_step()

    # the editor publishes, and readers see who verified each statement
    editor.publishes(topic, "new", "The first edition.")
    live = open_page(public(title))
    expect(live.get_by_text("one to two weeks")).to_be_visible()
    expect(live.get_by_text("verified").first).to_contain_text("by Rex Reviewer")
    assert live.locator("[data-date=reviewed]").get_attribute("datetime")


def test_a_live_page_is_corrected_and_then_withdrawn(at_desk: At, open_page: OpenPage) -> None:
    author, reviewer, editor = at_desk("author"), at_desk("reviewer"), at_desk("editor")
    title = "Corrected at the desk"
    topic = written(author, title)
    author.submits(topic)
    reviewer.declares()
    reviewer.opens(f"{topic}review/")
    reviewer.confirms(ONE)
    reviewer.confirms(TWO)
    reviewer.finishes_the_step()
    editor.publishes(topic, "new", "The first edition.")

    # a correction goes the same way, and stands at the top of the page
    adds(author, topic, ONE, "Home", "Some find that ")
    assert open_page(public(title)).get_by_text("Some find that").count() == 0
    reviewer.opens(f"{topic}review/")
    reviewer.confirms(ONE)
    reviewer.finishes_the_step()
    editor.publishes(topic, "correction", "It claimed too much.", "error")
    corrected = open_page(public(title))
    expect(corrected.get_by_text("Correction of an error").first).to_be_visible()

    # and the page is withdrawn with a reason
    editor.opens(f"{topic}withdraw/")
    editor.page.get_by_label("Reason").fill("Superseded by another page.")
    editor.page.get_by_role("button", name="Withdraw it").click()
    editor.hears("Withdrawn")
    gone = open_page(public(title))
    expect(gone.get_by_text("Superseded by another page.")).to_be_visible()


def test_a_statement_is_cited_by_typing_an_at_sign_and_a_name(at_desk: At) -> None:
    author = at_desk("author")
    author.begins("Cited at the desk")
    page = author.page
    text = author.editor
    text.click()
    page.keyboard.type("Ketamine blocks the NMDA-receptor channel ")
    page.keyboard.type("@")
    page.keyboard.type("Mandal")
    option = page.get_by_role("option", name="Mandal").first
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(text.get_by_text("(1)")).to_be_visible()
    author.saves()
    expect(author.editor.get_by_text("(1)")).to_be_visible()
    page.get_by_role("link", name="Preview").click()
    expect(page.locator("[data-draft]")).to_be_visible()
    expect(page.locator("a[data-cite='1']")).to_be_visible()
    expect(page.locator("#ref-1")).to_contain_text("Mandal")


def test_the_page_saves_by_itself_and_says_so(at_desk: At) -> None:
    author = at_desk("author")
    topic = author.begins("Saved by itself")
    page = author.page
    author.editor.click()
    page.keyboard.type("Written and never saved by hand.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=15_000)
    author.opens(topic)
    expect(author.editor).to_contain_text("never saved by hand")


def test_when_two_write_at_once_neither_loses_a_word(at_desk: At) -> None:
    author, editor = at_desk("author"), at_desk("editor")
    topic = written(author, "Two at once")
    for person in (author, editor):
        person.opens(topic)
    editor.page.get_by_label("Title").fill("Two at once, said the editor")
    editor.saves()
    author.page.get_by_label("Title").fill("Two at once, said the author")
    author.page.get_by_role("button", name="Save", exact=True).first.click()
    page = author.page
    expect(page.get_by_role("alert").first).to_contain_text("Edith Editor")
    page.get_by_role("button", name="Go on with my text").click()
    expect(page.get_by_label("Title")).to_have_value("Two at once, said the author")
    author.saves()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("by Edith Editor").first).to_be_visible()


def test_a_review_goes_by_keyboard_alone(at_desk: At) -> None:
    author, reviewer = at_desk("author"), at_desk("reviewer")
    topic = written(author, "Reviewed by keyboard")
    author.submits(topic)
    reviewer.declares()
    reviewer.opens(f"{topic}review/")
    page = reviewer.page
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(reviewer.statement(ONE)).to_be_focused()
    page.keyboard.press("j")
    expect(reviewer.statement(TWO)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("c")
    expect(page.get_by_text("1 of 2 confirmed")).to_be_visible()
    expect(reviewer.statement(TWO)).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.type("jck: which dose?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(reviewer.statement(TWO)).to_contain_text("jck: which dose?")
    expect(page.get_by_text("1 of 2 confirmed")).to_be_visible()


@pytest.mark.parametrize("options", [
    {"java_script_enabled": False},
    {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}},
], ids=["desktop", "phone"])  # fmt: skip
def test_the_whole_way_works_without_javascript(at_desk: At, options: dict[str, object]) -> None:
    author, reviewer = at_desk("author", **options), at_desk("reviewer", **options)
    editor = at_desk("editor", **options)
    title = f"Without scripts {'on a phone' if 'viewport' in options else 'at a desk'}"
    topic = author.begins(title)
    author.writes_plainly(topic, TEXT)
    author.submits(topic, "Please.")
    reviewer.declares()
    reviewer.opens(f"{topic}review/")
    reviewer.confirms(ONE)
    reviewer.asks_for_a_change(TWO, "For how long?")
    reviewer.confirms(TWO)  # and takes the request back
    reviewer.finishes_the_step()
    editor.publishes(topic, "new", "First.")
    editor.opens(public(title))
    expect(editor.page.get_by_text(ONE)).to_be_visible()


def test_a_comment_is_made_under_a_statement_and_answered_and_resolved_beside_the_text(
    at_desk: At,
) -> None:
    author, reviewer = at_desk("author"), at_desk("reviewer")
    topic = written(author, "Spoken of")
    author.submits(topic)
    reviewer.opens(f"{topic}review/")
    statement = reviewer.statement(TWO)
    statement.locator("summary").filter(has_text="Comment").click()
    statement.get_by_label("Comment, without asking for a change").fill("How short?")
    statement.get_by_role("button", name="Comment", exact=True).click()
    expect(statement.get_by_label("Comment by Rex Reviewer")).to_contain_text("How short?")
    author.opens(topic)
    page: Page = author.page
    page.get_by_role("button", name="1 comment").click()
    beside = page.get_by_role("complementary", name="About the text")
    expect(beside.get_by_label("About")).not_to_have_value("")
    beside.locator("summary").filter(has_text="Answer").click()
    beside.get_by_label("Answer", exact=True).fill("A week or two.")
    beside.get_by_role("button", name="Answer", exact=True).click()
    expect(beside.get_by_text("A week or two.")).to_be_visible()
    assert faults(page, {"resultTypes": ["violations"]}) == []
    beside.get_by_role("button", name="Resolve").click()
    expect(beside.get_by_text("A week or two.")).to_have_count(0)
    expect(page.get_by_role("button", name="1 comment")).to_have_count(0)
    assert page.url.endswith(topic)


def test_without_scripts_a_comment_leads_back_to_its_statement(at_desk: At) -> None:
    author, reviewer = at_desk("author"), at_desk("reviewer", java_script_enabled=False)
    topic = written(author, "Spoken of plainly")
    author.submits(topic)
    reviewer.opens(f"{topic}review/")
    statement = reviewer.statement(TWO)
    statement.locator("summary").filter(has_text="Comment").click()
    statement.get_by_label("Comment, without asking for a change").fill("How short?")
    statement.get_by_role("button", name="Comment", exact=True).click()
    expect(statement.get_by_label("Comment by Rex Reviewer")).to_contain_text("How short?")
    assert "/review/#s-" in reviewer.page.url


def test_a_half_written_comment_outlives_a_verdict_on_another_statement(at_desk: At) -> None:
    author, reviewer = at_desk("author"), at_desk("reviewer")
    topic = written(author, "Half written")
    author.submits(topic)
    reviewer.declares()
    reviewer.opens(f"{topic}review/")
    second = reviewer.statement(TWO)
    second.locator("summary").filter(has_text="Comment").click()
    second.get_by_label("Comment, without asking for a change").fill("How sh")
    reviewer.confirms(ONE)
    field = reviewer.statement(TWO).get_by_label("Comment, without asking for a change")
    expect(field).to_have_value("How sh")
    field.fill("")
