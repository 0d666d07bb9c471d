"""Recording reading: only after a yes, never more than the time that went by, never in the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statim.accounts.cpd import queries, reading
from statim.accounts.errors import NothingToFollow, ReadingNotKept
from statim.accounts.models import Follow, Reading, ReadingChoice, Visit
from statim.accounts.queries import holder_of
from statim.audit.models import Entry as Logged
from statim.editions.following import standing_now
from statim.editions.queries import current, topic_at
from tests.accounts.people import new_account
from tests.world import World

pytestmark = pytest.mark.django_db

SLUG = "ketamine-in-depression"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def topic() -> str:
    return topic_at(SLUG)


def keeps(world: World) -> int:
    person = world.reader.pk
    reading.choose_record(person, True, by=holder_of(person))
    return int(person)


def beat(person: int, seconds: int, after: int = 0, *, of: str = "", edition: int = 2) -> int:
    now = NOON + timedelta(seconds=after)
    name = of or topic()
    return reading.note_reading(person, topic=name, edition=edition, seconds=seconds, now=now)


@pytest.mark.parametrize("answer", [None, False])
def test_nothing_is_recorded_without_a_yes(world: World, answer: bool | None) -> None:
    person = world.reader.pk
    if answer is not None:
        reading.choose_record(person, answer, by=holder_of(person))
    with pytest.raises(ReadingNotKept):
        beat(person, 15)
    client = Client()
    client.force_login(world.reader)
    said = {"topic": topic(), "edition": "2", "seconds": "15"}
    assert client.post("/account/reading/beat/", said).status_code == 409
    assert "data-reading" not in client.get(f"/topics/{SLUG}/").content.decode()
    assert not Reading.objects.exists()
    assert not Visit.objects.exists()


def test_switching_off_stops_at_once_and_deleting_deletes(world: World) -> None:
    person = keeps(world)
    beat(person, 0)
    reading.choose_record(person, False, by=holder_of(person))
    with pytest.raises(ReadingNotKept):
        beat(person, 15, 15)
    assert queries.here(person, topic()).read == 0
    assert Reading.objects.count() == 1
    assert reading.forget_reading(person, by=holder_of(person)) == 1
    assert not Reading.objects.exists()
    assert not Visit.objects.exists()


def test_a_reading_keeps_what_the_page_was(world: World) -> None:
    person = keeps(world)
    beat(person, 0, edition=1)
    one = Reading.objects.get()
    assert (one.slug, one.edition, one.day) == (SLUG, 1, NOON.date())
    assert one.title
    assert one.reviewed == (queries.edition_of_topic(topic(), 1).document.reviewed or "")


def test_no_more_is_counted_than_the_time_that_went_by(world: World) -> None:
    person = keeps(world)
    assert beat(person, 50) == 0  # the first beat: nothing went by yet
    assert beat(person, 15, 15) == 15
    assert beat(person, 59, 20) == 15 + 6  # five seconds later, and one for rounding
    other = topic_at("mode-of-action")
    assert beat(person, 60, 20, of=other, edition=1) <= 1  # another window at the same time


def test_what_counts_stops_at_the_caps_of_page_and_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    caps = settings.STATIM_CPD | {"page_minutes": 2, "day_minutes": 3}
    monkeypatch.setattr(settings, "STATIM_CPD", caps)
    person = keeps(world)
    first = [beat(person, 60, n * 60) for n in range(5)]
    assert first == [0, 60, 120, 120, 120]
    other = topic_at("mode-of-action")
    second = [beat(person, 60, n * 60, of=other, edition=1) for n in range(5, 9)]
    assert second == [60, 60, 60, 60]


def test_beats_are_not_in_the_log_and_choices_name_no_topic(world: World) -> None:
    person = keeps(world)
    before = Logged.objects.count()
    beat(person, 0)
    beat(person, 15, 15)
    assert Logged.objects.count() == before
    reading.acknowledge(person, topic=topic(), edition=2, by=holder_of(person))
    reading.follow(person, kind="topic", what=topic(), by=holder_of(person))
    rows = Logged.objects.order_by("-pk")[:2]
    assert [row.act for row in rows] == ["follow", "see what changed"]
    assert topic() not in str([(row.object_id, row.detail) for row in rows])


def test_a_topic_or_edition_that_is_not_there_is_refused(world: World) -> None:
    person = keeps(world)
    with pytest.raises(NothingToFollow):
        beat(person, 0, edition=99)
    for kind, what in (("topic", "never"), ("shelf", "psych"), ("shelf", ""), ("other", "x")):
        with pytest.raises(NothingToFollow):
            reading.follow(person, kind=kind, what=what, by=holder_of(person))
    assert not Follow.objects.exists()


def test_a_topic_page_costs_one_read_more_and_only_for_who_is_signed_in(world: World) -> None:
    keeps(world)
    client = Client()
    client.force_login(world.reader)
    client.get(f"/topics/{SLUG}/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"/topics/{SLUG}/")
    mine = [one["sql"] for one in asked if "accounts_readingchoice" in one["sql"]]
    assert len(mine) == 1
    assert not [one for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))]
    with CaptureQueriesContext(connection) as asked:
        Client().get(f"/topics/{SLUG}/")
    assert not [one for one in asked if "accounts_" in one["sql"]]


def test_that_read_is_by_index(world: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read from SQLite")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries._HERE}", ("t", "t", "t", 1))
        plan = [row[3] for row in cursor.fetchall()]
    assert plan
    assert all(line.startswith("SEARCH") for line in plan), plan


def test_what_changed_since_is_told_until_it_is_seen(world: World) -> None:
    person = keeps(world)
    beat(person, 0, edition=1)
    client = Client()
    client.force_login(world.reader)
    page = client.get(f"/topics/{SLUG}/").content.decode()
    assert 'data-changed-since="1"' in page
    assert "You read edition 1 on 20 November 2026" in page
    assert "<ins>" in page.partition("data-changed-since")[2].partition("</section>")[0]
    beat(person, 15, 30, edition=2)  # reading on does not take it away
    assert "data-changed-since" in client.get(f"/topics/{SLUG}/").content.decode()
    said = {"topic": topic(), "edition": "2", "back": f"/topics/{SLUG}/"}
    assert client.post("/account/reading/seen/", said)["Location"] == f"/topics/{SLUG}/"
    assert "data-changed-since" not in client.get(f"/topics/{SLUG}/").content.decode()


def test_what_one_reader_has_seen_is_shown_to_the_other(world: World) -> None:
    person = keeps(world)
    beat(person, 0, edition=1)
    editor = Client()
    editor.force_login(world.editor)
    assert "data-changed-since" not in editor.get(f"/topics/{SLUG}/").content.decode()


def test_a_reader_is_led_back_to_this_site_only(world: World) -> None:
    keeps(world)
    client = Client()
    client.force_login(world.reader)
    said = {"topic": topic(), "edition": "2", "back": "https://elsewhere.example/"}
    assert client.post("/account/reading/seen/", said)["Location"] == "/"


def test_a_beat_without_the_pages_secret_is_refused(world: World) -> None:
    keeps(world)
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.reader)
    said = {"topic": topic(), "edition": "2", "seconds": "0"}
    assert client.post("/account/reading/beat/", said).status_code == 403
    assert not Reading.objects.exists()


def test_a_topic_and_a_specialty_are_followed_and_listed(world: World) -> None:
    client = Client()
    client.force_login(world.reader)
    client.post("/account/reading/follow/", {"kind": "topic", "what": topic()})
    shelf = {"kind": "shelf", "what": "psychiatry", "back": "/browse/psychiatry/"}
    assert client.post("/account/reading/follow/", shelf)["Location"] == "/browse/psychiatry/"
    said = client.get("/account/reading/").content.decode()
    assert standing_now([topic()])[topic()].title in said
    assert "/browse/psychiatry/" in said
    assert "Stop following" in client.get("/browse/psychiatry/").content.decode()
    assert "Stop following" in client.get(f"/topics/{SLUG}/").content.decode()
    client.post("/account/reading/follow/", shelf | {"follow": "no"})
    assert [one.kind for one in queries.follows_of(world.reader.pk)] == ["topic"]
    assert current(SLUG)


@pytest.mark.parametrize(("answer", "kept"), [("yes", True), ("no", False), ("", None)])
def test_the_default_is_asked_at_sign_up_and_off_until_answered(
    client: Client, answer: str, kept: bool | None
) -> None:
    new_account(client, keeps_reading=answer)
    choice = ReadingChoice.objects.first()
    assert (choice.keeps if choice else None) is kept
