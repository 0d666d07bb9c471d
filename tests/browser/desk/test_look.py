"""axe finds nothing on any screen of the desk, at any width, light and dark; nothing scrolls
sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults, look_at_every_size
from tests.browser.desk.conftest import At
from tests.browser.desk.person import Person
from tests.browser.desk.test_scenarios import ONE, TWO, written

SCREENS = ("", "comments/", "preview/", "history/", "compare/?from=v1", "submit/", "review/",
           "publish/", "withdraw/", "move/")  # fmt: skip


def looks(person: Person, address: str) -> None:
    person.opens(address)
    look_at_every_size(person.page)
    person.page.set_viewport_size({"width": 390, "height": 844})
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 390, address


@pytest.mark.parametrize("address", [
    "/desk/", "/desk/topics/", "/desk/topics/new/", "/desk/topics/import/", "/desk/interests/",
    "/desk/topics/?q=nothing-like-that",
])  # fmt: skip
def test_the_screens_of_the_whole_desk(at_desk: At, address: str) -> None:
    looks(at_desk("editor", reduced_motion="reduce"), address)


def test_the_screens_of_a_topic_in_review(at_desk: At) -> None:
    author, reviewer = at_desk("author"), at_desk("reviewer", reduced_motion="reduce")
    editor = at_desk("editor", reduced_motion="reduce")
    topic = written(author, "Looked at")
    author.submits(topic, "A word.")
    reviewer.declares()
    reviewer.opens(f"{topic}review/")
    reviewer.confirms(ONE)
    reviewer.asks_for_a_change(TWO, "Name it.")
    looks(reviewer, f"{topic}review/")
    for screen in SCREENS:
        looks(editor, f"{topic}{screen}")
    author.opens(f"{topic}publish/")
    expect(author.page.get_by_role("alert")).to_be_visible()
    assert faults(author.page, {"resultTypes": ["violations"]}) == []
