"""Publishing, at once or later, correcting, withdrawing, moving: what readers then see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from statim.audit.actor import Actor
from statim.editions.queries import current, latest
from statim.editorial import actions
from statim.editorial.models import Submission
from statim.topics.models import Topic
from tests.editorial.desk.sitting import address, at_desk, page, sent
from tests.editorial.people import confirm_all, ids, person, publish, reword, written

pytestmark = pytest.mark.django_db


def note(found: Submission, **fields: str) -> dict[str, str]:
    """The form of publication, filled in."""
    form = {"submission": str(found.pk), "version": str(found.version), "kind": "clarification",
            "note": "Said more plainly.", "severity": "", "source": "", "due": ""}  # fmt: skip
    return form | fields


def ready(topic: Topic, author: Actor, reviewer: Actor) -> Submission:
    """A version of which every statement is confirmed."""
    found = actions.submit(topic.pk, by=author)
    confirm_all(found, reviewer)
    return found


@pytest.fixture
def people() -> tuple[Actor, Actor, Actor]:
    """An author, a reviewer, an editor."""
    return person("author"), person("reviewer"), person("editor")


def test_an_editor_sees_what_changes_and_publishes(people: tuple[Actor, Actor, Actor]) -> None:
    author, reviewer, editor = people
    topic = written(author)
    publish(topic, *people)
    reword(topic, author, ids(topic)[1], "Another is so")
    found = ready(topic, author, reviewer)
    client, where = at_desk(editor), address(topic, "publish")
    said = page(client.get(where))
    assert "<del>" in said and "<ins>" in said
    assert "Publish edition 2" in said
    assert "Verified:" not in said  # who verified what is no change of the text
    answer = sent(client, where, **note(found))
    assert "Edition 2 of A topic is live." in page(answer)
    edition = latest("a-topic").document
    assert (edition.change.kind, edition.change.note) == ("clarification", "Said more plainly.")
    assert [p.name for p in edition.reviewers] == ["Reviewer One"]
    assert b"Another is so" in Client().get("/topics/a-topic/").content


def test_what_is_not_confirmed_is_named_and_not_published(
    people: tuple[Actor, Actor, Actor],
) -> None:
    author, _, editor = people
    topic = written(author)
    found = actions.submit(topic.pk, by=author)
    client, where = at_desk(editor), address(topic, "publish")
    said = page(client.get(where))
    assert "2 statements not confirmed yet" in said
    assert "not confirmed by a reviewer" in said
    assert "Publish edition" not in said
    forced = sent(client, where, **note(found))
    assert forced.status_code == 409
    assert "not every statement is confirmed" in page(forced)
    assert current("a-topic") is None


def test_who_submitted_does_not_publish(people: tuple[Actor, Actor, Actor]) -> None:
    _, reviewer, editor = people
    topic = written(editor)
    found = ready(topic, editor, reviewer)
    client, where = at_desk(editor), address(topic, "publish")
    assert "You sent this version to review;" in page(client.get(where))
    forced = sent(client, where, **note(found))
    assert (forced.status_code, current("a-topic")) == (409, None)
    assert "somebody else must approve and publish it" in page(forced)


@pytest.mark.parametrize("role", ["author", "reviewer", "pharmacist"])
def test_who_is_no_editor_publishes_withdraws_and_moves_nothing(
    people: tuple[Actor, Actor, Actor], role: str
) -> None:
    topic = written(people[0])
    publish(topic, *people)
    client = at_desk(person(role, "Somebody Else"))
    for screen in ("publish", "withdraw", "move"):
        refused = client.post(address(topic, screen), {"reason": "x", "slug": "elsewhere"})
        assert refused.status_code == 403, screen
        assert "is not for the role" in page(refused)
    standing = current("a-topic")
    assert standing and standing.withdrawn is None


@pytest.mark.parametrize(("fields", "said"), [
    ({"kind": ""}, "This field is required"),
    ({"kind": "rumour"}, "Select a valid choice"),
    ({"due": "2001-01-01T10:00"}, "This moment is past"),
    ({"due": "soon"}, "Enter a valid date/time"),
    ({"version": "99"}, "is not what was reviewed"),
    ({"submission": "99"}, "There is no submission 99"),
    ({"kind": "clarification", "severity": "error"}, ""),
])  # fmt: skip
def test_a_note_that_cannot_be_is_refused_and_kept(
    people: tuple[Actor, Actor, Actor], fields: dict[str, str], said: str
) -> None:
    author, reviewer, editor = people
    topic = written(author)
    found = ready(topic, author, reviewer)
    answer = sent(at_desk(editor), address(topic, "publish"), **note(found, **fields))
    assert answer.status_code in {400, 409}
    assert said in page(answer)
    assert "Said more plainly." in page(answer)
    assert current("a-topic") is None


def test_a_correction_says_how_bad_it_was_and_stands_at_the_top(
    people: tuple[Actor, Actor, Actor],
) -> None:
    author, reviewer, editor = people
    topic = written(author)
    publish(topic, *people)
    reword(topic, author, ids(topic)[1], "Another is the contrary")
    found = ready(topic, author, reviewer)
    form = note(found, kind="correction", severity="safety error", note="The dose was wrong.")
    sent(at_desk(editor), address(topic, "publish"), **form)
    assert b"Correction of a safety error" in Client().get("/topics/a-topic/").content


def test_publication_waits_for_its_moment_and_can_be_called_off(
    people: tuple[Actor, Actor, Actor],
) -> None:
    author, reviewer, editor = people
    topic = written(author)
    found = ready(topic, author, reviewer)
    client, where = at_desk(editor), address(topic, "publish")
    due = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = sent(client, where, **note(found, due=due))
    assert "It will be published on" in page(answer)
    assert current("a-topic") is None
    scheduled = found.schedules.get()
    sent(client, address(topic, "unschedule"), schedule=str(scheduled.pk))
    scheduled.refresh_from_db()
    assert scheduled.state == "cancelled"
    again = sent(client, address(topic, "unschedule"), schedule=str(scheduled.pk))
    assert "not waiting any more" in page(again)


def test_a_page_is_withdrawn_with_a_reason_that_readers_see(
    people: tuple[Actor, Actor, Actor],
) -> None:
    topic = written(people[0])
    publish(topic, *people)
    client, where = at_desk(people[2]), address(topic, "withdraw")
    assert "shows your reason, and no text" in page(client.get(where))
    assert client.post(where, {"reason": " "}).status_code == 400
    sent(client, where, reason="A dose has to be checked.")
    gone = Client().get("/topics/a-topic/")
    assert (gone.status_code, b"A dose has to be checked." in gone.content) == (410, True)
    again = sent(client, where, reason="Once more")
    assert (again.status_code, "already withdrawn" in page(again)) == (409, True)


def test_a_page_moves_and_its_former_address_leads_on(
    people: tuple[Actor, Actor, Actor],
) -> None:
    topic = written(people[0])
    written(people[0], slug="taken")
    publish(topic, *people)
    client, where = at_desk(people[2]), address(topic, "move")
    for slug, said in (("Not Good", "is no address"), ("taken", "belongs to another topic")):
        refused = sent(client, where, slug=slug)
        assert refused.status_code == 409
        assert said in page(refused) and slug in page(refused)
    sent(client, where, slug="a-better-address")
    moved = Client().get("/topics/a-topic/")
    assert (moved.status_code, moved["Location"]) == (301, "/topics/a-better-address/")
