"""The first page's lists: each finds what it says, counts it truly, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statim.audit.actor import OPERATOR, Actor
from statim.editions.actions import append
from statim.editions.document import Section
from statim.editions.duedates import due_by_specialty, due_from
from statim.editorial import actions, uncited
from statim.editorial.models import LookedThrough
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


def test_uncited_statements_are_the_same_before_and_after_the_table_knows_them() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    before = uncited.uncited_now()
    assert [words for _, words in before.pages[0].statements] == ["Another is not"]
    assert uncited.look_through() == 1
    assert uncited.look_through() == 0
    with CaptureQueriesContext(connection) as asked:
        assert uncited.uncited_now() == before
    assert not any("canonical" in query["sql"] for query in asked)


def test_a_new_edition_or_another_rule_is_looked_at_anew() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    uncited.look_through()
    LookedThrough.objects.update(hash="0" * 64, uncited=[])
    assert uncited.uncited_now().statements == 1
    LookedThrough.objects.update(made_with="older rules")
    assert uncited.look_through() == 1


def test_a_page_that_rests_on_a_retracted_work_is_listed_with_its_reference() -> None:
    author, reviewer, editor = person("author"), person("reviewer"), person("editor")
    publish(written(author), author, reviewer, editor)
    assert found("retracted", author) == ([], 0)
    retraction = Notice(kind="retraction", doi="10.1000/xyz", day="2026-01-02", source="A list")
    take_notices([retraction], source="A list", by=OPERATOR)
    rows, count = LISTS["retracted"].find(author, TODAY, 0, 5)
    assert (count, rows[0].chip) == (1, "Retracted")
    assert "A trial of something" in rows[0].line


def test_doubts_and_open_comments_are_listed_and_go_when_they_are_settled() -> None:
    author = person("author")
    topic = written(author)
    Topic.objects.filter(pk=topic.pk).update(doubts=[{"what": "a", "where": "b", "why": "c"}])
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


def test_the_first_page_asks_no_more_with_many_topics_than_with_few() -> None:
    author = person("author")
    client = at_desk(author)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/").status_code == 200
        return len(queries)

    for number in range(3):
        written(author, slug=f"few-{number}")
        online(f"page-{number}", timezone.now().date().isoformat())
    uncited.look_through()
    few = asked()
    for number in range(12):
        topic = written(author, slug=f"more-{number}")
        actions.comment(topic.pk, "A remark", by=author)
        online(f"more-page-{number}", "2020-01-01")
    uncited.look_through()
    assert asked() <= few + 3
