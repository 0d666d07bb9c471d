"""The digest: what somebody asked to hear of, once, with a link that ends it; the home page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from statim.accounts.cpd import digest, reading
from statim.accounts.models import ReadingChoice
from statim.accounts.queries import holder_of
from statim.editions.document import Change
from statim.editions.queries import edition_of, topic_at
from tests.site import Site
from tests.world import World, publish

pytestmark = pytest.mark.django_db

SLUG = "ketamine-in-depression"


def again(kind: str = "safety", note: str = "A new warning.") -> None:
    """A new edition of the topic, today."""
    before = edition_of(SLUG, 2).document
    topic = replace(before.topic, synonyms=(f"ketamine, {kind}",))
    said = replace(before, topic=topic, change=Change(kind=kind, note=note))
    publish(said, timezone.now().date().isoformat())


def follows(world: World, kind: str = "topic", what: str = "") -> int:
    person = int(world.reader.pk)
    by = holder_of(person)
    reading.follow(person, kind=kind, what=what or topic_at(SLUG), by=by)
    reading.choose_digest(person, "daily", by=by)
    return person


def due(days: int = 1) -> int:
    return digest.send_digests(timezone.now() + timedelta(days=days, minutes=1))


@pytest.mark.parametrize("kind", ["topic", "shelf"])
def test_what_is_followed_is_mailed_once_when_it_changed(world: World, kind: str) -> None:
    follows(world, kind, "psychiatry" if kind == "shelf" else "")
    assert due() == 0  # nothing changed since
    again()
    assert digest.send_digests() == 0  # not due yet
    assert due(2) == 1
    assert due(3) == 0
    (letter,) = mail.outbox
    assert letter.to == [world.reader.email]
    assert "A new warning." in letter.body
    assert f"/topics/{SLUG}/editions/3/changes/" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_was_read_is_mailed_only_where_it_bears_on_practice(world: World) -> None:
    person, by = int(world.reader.pk), holder_of(world.reader.pk)
    reading.choose_record(person, True, by=by)
    reading.note_reading(person, topic=topic_at(SLUG), edition=2, seconds=0)
    reading.choose_digest(person, "weekly", by=by)
    again("clarification", "Only words.")
    assert due(7) == 0
    again("practice-changing", "Do it otherwise.")
    assert due(15) == 1
    assert "Only words." not in mail.outbox[0].body


def test_a_letter_that_could_not_be_sent_is_due_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    follows(world)
    again()

    def fails(self: object) -> int:
        raise OSError("no mail server")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fails)
        assert due() == 0
    assert due() == 1


def test_the_link_ends_the_mails_without_signing_in(world: World) -> None:
    person = follows(world)
    again()
    assert due() == 1
    found = re.search(r"(/account/reading/digest/\S+)", str(mail.outbox[0].body))
    assert found
    stranger = Client(enforce_csrf_checks=True)
    assert "No more of these mails" in stranger.get(found[1]).content.decode()
    assert ReadingChoice.objects.get(pk=person).digest == "daily"  # opening it ends nothing
    assert stranger.post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ReadingChoice.objects.get(pk=person).digest == ""
    other = found[1].replace(f"/{person}:", f"/{world.editor.pk}:")
    assert other != found[1]
    assert stranger.post(other).status_code == 404


def test_the_home_page_tells_what_bears_on_practice_until_it_is_seen(world: World) -> None:
    person, by = int(world.reader.pk), holder_of(world.reader.pk)
    reading.choose_record(person, True, by=by)
    reading.note_reading(person, topic=topic_at(SLUG), edition=2, seconds=0)
    client = Client()
    client.force_login(world.reader)
    again("clarification")
    assert "data-unseen" not in client.get("/").content.decode()
    again("safety", "A new warning.")
    answer = client.get("/")
    unseen = answer.content.decode().partition("data-unseen")[2].partition("</section>")[0]
    assert "A new warning." in unseen
    assert answer["Cache-Control"] == "private, no-store"
    assert "data-unseen" not in Client().get("/").content.decode()
    reading.acknowledge(person, topic=topic_at(SLUG), edition=4, by=by)
    assert "data-unseen" not in client.get("/").content.decode()


def test_the_command_says_how_many_went(site: Site) -> None:
    done = site.statim("digest", "--json")
    assert done.stdout.strip() == '{"sent": 0}', done.stderr
