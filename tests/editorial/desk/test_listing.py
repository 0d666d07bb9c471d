"""The list of topics: every one, where it is, and the filters that find it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from statim.audit.actor import Actor
from statim.editions.actions import append
from statim.editions.document import Section
from statim.editorial import actions
from statim.editorial.desk.listing import STATES, Wanted, found
from statim.topics.models import Topic
from tests.documents import page as document
from tests.documents import says as plain
from tests.editorial.desk.sitting import at_desk, page
from tests.editorial.people import confirm_all, person, publish, save, says, section, written

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)


def titled(topic: Topic, by: Actor, title: str) -> Topic:
    return save(topic, by, title=title)


def slugs(wanted: Wanted, by: Actor, number: int = 1) -> set[str]:
    return {row.slug for row in found(wanted, account=by.account, page=number, today=TODAY)}


def test_each_state_finds_the_topics_that_are_in_it_and_no_other() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    for slug in ("draft", "open", "asked", "approved", "live", "newer", "withdrawn"):
        written(author, slug=slug)
    by_slug = {topic.slug: topic for topic in Topic.objects.all()}
    for slug in ("live", "newer", "withdrawn"):
        publish(by_slug[slug], author, reviewer, editor)
    Topic.objects.filter(slug="newer").update(updated=datetime(2999, 1, 1, tzinfo=UTC))
    actions.withdraw_topic(by_slug["withdrawn"].pk, "Under revision.", by=editor)
    for slug in ("open", "asked", "approved"):
        actions.submit(by_slug[slug].pk, by=author)
    sent = {s: by_slug[s].submissions.get() for s in ("asked", "approved")}
    actions.ask_for_changes(sent["asked"].pk, "Cite it.", by=reviewer)
    confirm_all(sent["approved"], reviewer)
    actions.approve(sent["approved"].pk, by=editor)
    expected = {"draft": "draft", "open": "open", "changes asked": "asked",
                "approved": "approved", "live": "live", "newer": "newer",
                "withdrawn": "withdrawn"}  # fmt: skip
    assert expected.keys() == STATES.keys()
    for state, slug in expected.items():
        assert slugs(Wanted(state=state), author) == {slug}, state


def test_words_find_a_topic_by_title_and_by_address_all_of_them_together() -> None:
    author = person("author")
    titled(written(author, slug="sepsis-in-adults"), author, "Sepsis in adults")
    titled(written(author, slug="asthma"), author, "Asthma in adults")
    assert slugs(Wanted(words="adults"), author) == {"sepsis-in-adults", "asthma"}
    assert slugs(Wanted(words="ADULTS seps"), author) == {"sepsis-in-adults"}
    assert slugs(Wanted(words="nothing"), author) == set()


def test_own_doubtful_overdue_and_specialty() -> None:
    author, other = person("author"), person("author", "Another Author")
    mine, theirs = written(author, slug="mine"), written(other, slug="theirs")
    save(theirs, other, specialty=("Cardiology", "Rhythm"))
    Topic.objects.filter(pk=mine.pk).update(
        doubts=[{"what": "a", "where": "b", "why": "c"}], doubted=1
    )
    assert slugs(Wanted(mine=True), author) == {"mine"}
    assert slugs(Wanted(doubts=True), author) == {"mine"}
    assert slugs(Wanted(specialty="cardiology"), author) == {"theirs"}
    section_ = Section(heading="", statements=(plain("o1", "One thing"),))
    late = document(section_, topic=mine.pk, slug="mine", review_due="2025-01-01")
    append(late, bibliography=[], by=other)
    assert slugs(Wanted(overdue=True), author) == {"mine"}


def test_a_long_list_comes_in_pages_and_no_topic_is_lost_between() -> None:
    author = person("author")
    for number in range(27):
        actions.new_topic(f"Topic {number}", f"topic-{number}", (), by=author)
    first, second = slugs(Wanted(), author), slugs(Wanted(), author, 2)
    assert (len(first), len(second)) == (25, 2)
    assert not first & second
    answer = page(at_desk(author).get("/desk/topics/?q=topic&p=2"))
    assert "27 topics found, page 2 of 2" in answer
    assert 'href="?q=topic&p=1"' in answer


@pytest.mark.parametrize("query", ["p=0", "p=x", "p=99999", "state=nowhere", "q=%00", "mine=1"])
def test_an_odd_question_gets_a_page(query: str) -> None:
    client = at_desk(person("author"))
    assert client.get(f"/desk/topics/?{query}").status_code == 200


def test_a_title_is_shown_as_text() -> None:
    author = person("author")
    topic = written(author, says("x"))
    save(topic, author, section(says("x")), title="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in at_desk(author).get("/desk/topics/").content
