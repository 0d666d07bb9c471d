"""The first page's lists: each finds what it says, counts it truly, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from statim.audit.actor import OPERATOR, Actor
from statim.editions.actions import Submission, append, append_many
from statim.editions.document import Section
from statim.editions.duedates import due_by_specialty, due_from
from statim.editorial import actions, looking
from statim.editorial.models import LookedTo
from statim.editorial.office.lists import LISTS
from statim.editorial.office.overview import overview
from statim.editorial.renewal import bibliography
from statim.editorial.sentinel import take_notices
from statim.questions.actions import ask, take_up
from statim.references.notices import Notice
from statim.topics.models import Topic
from tests.documents import article
from tests.documents import page as document
from tests.documents import says as plain
from tests.editorial.desk.sitting import at_desk, page
from tests.editorial.people import person, publish, written

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
DOI, MOST_QUERIES = "10.1000/abc", 26
RETRACTION = Notice(kind="retraction", doi="10.1000/xyz", day="2026-01-02", source="A list")


def found(name: str, by: Actor, start: int = 0, limit: int = 25) -> tuple[list[str], int]:
    rows, count = LISTS[name].find(by, TODAY, start, limit)
    return [row.title for row in rows], count


def online(slug: str, due: str, shelf: str = "Medicine") -> None:
    said = Section(heading="", statements=(plain(f"k-{slug}", "A line.", cites=["w"]),))
    shown = document(
        said,
        references=[article("w")],
        topic=slug,
        slug=slug,
        title=slug.title(),
        review_due=due or None,
        specialty=(shelf,),
    )
    append(shown, by=OPERATOR, bibliography=bibliography(shown))


def _submission(number: int) -> Submission:
    """A page that is overdue, cites a retracted work and says something without a source."""
    cited, bare = plain(f"c{number}", "A line.", cites=["w"]), plain(f"u{number}", "Another.")
    shown = document(
        Section(heading="", statements=(cited, bare)),
        references=[article("w", DOI=DOI)], topic=f"t{number}", slug=f"page-{number}",
        title=f"Page {number}", review_due="2020-01-01", specialty=("Medicine",),
    )  # fmt: skip
    return Submission(shown, ("A work.",))


def test_what_is_overdue_and_what_is_due_soon_are_told_apart_by_the_day() -> None:
    by = person("author")
    for slug, days in (("past", -1), ("today", 0), ("edge", 60), ("later", 61)):
        online(slug, (TODAY + timedelta(days=days)).isoformat())
    online("never", "")
    assert found("overdue", by) == (["Past"], 1)
    assert found("soon", by) == (["Today", "Edge"], 2)


def test_overdue_pages_are_counted_by_specialty_the_longest_list_first() -> None:
    for slug, shelf in (("a", "Skin"), ("b", "Heart"), ("c", "Heart")):
        online(slug, "2026-01-01", shelf)
    shelves = due_by_specialty("2026-05-31")
    assert [(each.specialty, each.count) for each in shelves] == [("Heart", 2), ("Skin", 1)]
    assert due_from("", "2026-05-31", specialty="Skin")[1] == 1


def test_a_list_is_cut_where_it_is_asked_to_be_and_counts_all() -> None:
    by = person("author")
    for number in range(5):
        online(f"p{number}", f"2026-01-0{number + 1}")
    assert found("overdue", by, 2, 2) == (["P2", "P3"], 5)


def test_an_uncited_statement_is_listed_as_soon_as_its_page_was_looked_through() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    topic = publish(written(author), author, reviewer, editor).topic
    assert looking.not_looked_at() == 1
    assert "1 page is still to be looked through" in page(at_desk(author).get("/desk/"))
    assert looking.catch_up() == 1
    assert looking.catch_up() == looking.not_looked_at() == 0
    (row,), count = LISTS["uncited"].find(author, TODAY, 0, 5)
    assert (row.line, row.chip, count) == ("“Another is not”", "1 statement", 1)
    actions.withdraw_topic(topic, "A dose has to be checked.", by=editor)
    assert looking.catch_up() == 1
    assert found("uncited", author) == ([], 0)


def test_no_list_of_the_first_page_reads_an_edition() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    take_notices([RETRACTION], source="A list", by=OPERATOR)
    looking.catch_up()
    client = at_desk(author)
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/")
    assert not any("canonical" in query["sql"] for query in asked)


def test_other_rules_and_another_record_have_everything_looked_through_anew(
    settings: Settings,
) -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    looking.catch_up()
    LookedTo.objects.update(hash="0" * 64)
    assert looking.catch_up() == 1
    settings.STATIM_WRITING = {**settings.STATIM_WRITING, "exempt": ["Psychiatry"]}
    assert looking.catch_up() == 1
    assert found("uncited", author) == ([], 0)


def test_a_page_that_rests_on_a_retracted_work_is_listed_with_its_reference() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    looking.catch_up()
    assert found("retracted", author) == ([], 0)
    take_notices([RETRACTION], source="A list", by=OPERATOR)
    rows, count = LISTS["retracted"].find(author, TODAY, 0, 5)
    assert (count, rows[0].chip) == (1, "Retracted")
    assert "A trial of something" in rows[0].line
    assert rows[0].where == "1 statement rests on it"
    take_notices([], source="A list", by=OPERATOR)
    assert found("retracted", author) == ([], 0)


def test_a_page_published_after_the_notice_is_listed_too() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    take_notices([RETRACTION], source="A list", by=OPERATOR)
    publish(written(author), author, reviewer, editor)
    looking.catch_up()
    assert found("retracted", author) == (["A topic"], 1)


def test_doubts_and_open_comments_are_listed_and_go_when_they_are_settled() -> None:
    author = person("author")
    topic = written(author)
    Topic.objects.filter(pk=topic.pk).update(
        doubts=[{"what": "a", "where": "b", "why": "c"}], doubted=1
    )
    made = actions.comment(topic.pk, "Is this so?", by=author)
    assert found("doubts", author) == (["A topic"], 1)
    assert found("comments", author) == (["A topic"], 1)
    actions.resolve_comment(made.pk, by=author)
    assert found("comments", author) == ([], 0)


def test_questions_and_pages_asked_for_are_two_lists() -> None:
    author = person("author")
    number = ask(words="Which dose?", kind="not answered", connection="1.1.1.1")[0].pk
    for place in ("1.1.1.2", "1.1.1.3"):
        ask(words="A page on gout", kind="page wanted", connection=place)
    take_up(number, by=author)
    assert found("questions", author) == (["Which dose?"], 1)
    rows, count = LISTS["wanted"].find(author, TODAY, 0, 5)
    assert (rows[0].title, rows[0].line, count) == ("A page on gout", "Asked for 2 times", 1)


def test_the_first_page_shows_the_beginning_of_each_list_with_the_whole_count() -> None:
    author = person("author")
    for number in range(7):
        actions.comment(written(author, slug=f"t{number}").pk, f"Remark {number}", by=author)
    begun = {each.name: each for each in overview(author, TODAY)}
    assert set(begun) == set(LISTS)
    assert (len(begun["comments"].rows), begun["comments"].count) == (4, 7)
    shown = page(at_desk(author).get("/desk/"))
    assert 'href="/desk/work/comments/"' in shown
    assert "No review falls due within 60 days." in shown


def test_the_first_page_asks_the_same_with_five_pages_and_with_two_hundred() -> None:
    author = person("author")
    client = at_desk(author)
    take_notices([Notice(kind="retraction", doi=DOI)], source="A list", by=OPERATOR)

    def publish_and_ask(numbers: range) -> int:
        append_many([_submission(number) for number in numbers], by=OPERATOR)
        for number in (number for number in numbers if number < 12):
            topic = written(author, slug=f"draft-{number}")
            actions.comment(topic.pk, "A remark", by=author)
        looking.catch_up()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/").status_code == 200
        return len(queries)

    few = publish_and_ask(range(5))
    many = publish_and_ask(range(5, 200))
    assert found("retracted", author)[1] == found("uncited", author)[1] == 200
    assert few == many <= MOST_QUERIES
