"""Notes follow the record: after each edition they say what became of their statement."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError

from statim.annotations import following
from statim.annotations.anchoring import placed
from statim.annotations.making import anchor_of
from statim.annotations.models import Cursor, Note
from statim.annotations.queries import told_of, waiting_for
from statim.annotations.shown import shown_to
from statim.editions.document import Section, statements_of
from statim.editions.following import mark
from statim.editions.queries import latest
from tests.annotations.conftest import People
from tests.annotations.people import SHORT, TOPIC, line, note, publish_now, third_edition
from tests.documents import says
from tests.world import World


def state_of(one: Note) -> tuple[str, str]:
    again = Note.objects.get(pk=one.pk)
    return again.state, again.place


def test_a_note_is_kept_where_its_statement_only_moved(world: World) -> None:
    made = note(world.reader.pk, at="k-short")
    publish_now(third_edition())
    following.catch_up()
    assert state_of(made) == ("kept", "k-short")


def test_a_reworded_statement_is_told_of_with_the_old_words(world: World) -> None:
    made = note(world.reader.pk, "Mine", "k-short")
    publish_now(third_edition(short="The benefit lasts days"))
    following.catch_up()
    assert state_of(made) == ("changed", "k-short")
    (shown,) = shown_to(world.reader.pk, TOPIC, 3, date.today())
    assert "has changed" in shown.html
    assert SHORT in shown.html
    assert "Mine" in shown.html


def test_a_statement_that_is_gone_leaves_its_note_at_the_page_with_its_words(
    world: World,
) -> None:
    made = note(world.reader.pk, "Mine", "k-short")
    publish_now(third_edition(short=None))
    following.catch_up()
    assert state_of(made) == ("gone", "")
    (shown,) = shown_to(world.reader.pk, TOPIC, 3, date.today())
    assert (shown.place, SHORT in shown.html, "Mine" in shown.html) == ("", True, True)
    publish_now(third_edition())
    following.catch_up()
    assert state_of(made) == ("kept", "k-short")


def test_a_page_does_not_wait_for_the_follower(world: World) -> None:
    note(world.reader.pk, "Mine", "k-short")
    publish_now(third_edition(short=None))
    (shown,) = shown_to(world.reader.pk, TOPIC, 3, date.today())
    assert shown.place == ""
    assert "is gone" in shown.html
    assert Note.objects.get().placed_in == 2, "a page that is read writes nothing"


def test_catching_up_twice_changes_nothing(world: World) -> None:
    note(world.reader.pk, at="k-short")
    publish_now(third_edition(short="Other"))
    assert following.catch_up() == 1
    before = list(Note.objects.values())
    assert following.catch_up() == 0
    assert list(Note.objects.values()) == before


def test_what_dies_half_way_is_done_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = note(world.reader.pk, at="k-short")
    following.catch_up()
    reached = Cursor.objects.get().sequence
    publish_now(third_edition(short="Other"))

    def die(*_: object, **__: object) -> None:
        raise DatabaseError("the power went")

    with monkeypatch.context() as power_cut:
        power_cut.setattr(Cursor, "save", die)
        with pytest.raises(DatabaseError):
            following.catch_up()
    assert (Cursor.objects.get().sequence, state_of(made)[0]) == (reached, "kept")
    following.catch_up()
    assert state_of(made)[0] == "changed"
    assert Cursor.objects.get().sequence == mark().sequence


def test_a_cursor_of_another_record_begins_anew(world: World) -> None:
    made = note(world.reader.pk, at="k-short")
    following.catch_up()
    Cursor.objects.update(hash="0" * 64)
    Note.objects.update(placed_in=1, state="gone", place="")
    following.catch_up()
    assert state_of(made) == ("kept", "k-short")


def test_an_edit_is_not_undone_by_the_follower(world: World) -> None:
    made = note(world.reader.pk, "old", "k-short")
    publish_now(third_edition(short="Other"))
    Note.objects.filter(pk=made.pk).update(text="new", version=2)
    following.catch_up()
    again = Note.objects.get(pk=made.pk)
    assert (again.text, again.version, again.state) == ("new", 2, "changed")
    assert "new" in again.html


def test_keepers_are_told_in_their_account_and_by_one_mail(people: People) -> None:
    made = line(people.keeper, people.group, "Nineveh form")
    publish_now(third_edition(short="The benefit lasts days"))
    following.catch_up()
    assert [one.note.pk for one in told_of(people.group)] == [made.pk]
    assert waiting_for(people.keeper) == 1
    assert waiting_for(people.member) == waiting_for(people.other) == 0
    assert [m.to for m in mail.outbox] == [["keeper@example.org"]]
    assert "Ketamine in depression" in mail.outbox[0].body
    assert "Nineveh" not in mail.outbox[0].body + mail.outbox[0].subject
    following.catch_up()
    assert len(mail.outbox) == 1
    publish_now(third_edition(short=None))
    following.catch_up()
    assert len(mail.outbox) == 2


def test_a_site_without_mail_tells_in_the_account_alone(people: People, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    line(people.keeper, people.group)
    publish_now(third_edition(short="Other"))
    following.catch_up()
    assert waiting_for(people.keeper) == 1
    assert mail.outbox == []
    assert Note.objects.get().told is False


def test_random_editions_and_notes_through_the_database(world: World) -> None:
    """The property of test_anchoring, here through the record, the follower and the page."""
    chance, made = random.Random(7), []
    for round_ in range(25):
        base = third_edition()
        ids = chance.sample(["k-a", "k-b", "k-c", "k-d", "k-e"], k=chance.randint(1, 5))
        own = tuple(says(i, chance.choice(("ring", "ring first", "do not ring"))) for i in ids)
        made.append(note(world.reader.pk, f"{round_}", chance.choice(["", *_ids()])))
        document = replace(base, sections=(Section(heading="", statements=own),), references=())
        publish_now(replace(document, change=replace(base.change, note=str(round_))))
        if chance.random() < 0.5:
            following.catch_up()
        published = latest("ketamine-in-depression")
        shown = shown_to(world.reader.pk, TOPIC, published.number, date.today())
        assert {one.name for one in shown} == {one.name for one in made}
        for one in shown:
            row = Note.objects.get(name=one.name)
            assert one.place == placed(anchor_of(row), published.document).statement
            right = {s.id: s.text for s in statements_of(published.document)}
            if one.place and right[one.place] != row.quote:
                assert "has changed" in one.html


def _ids() -> list[str]:
    return [s.id for s in statements_of(latest("ketamine-in-depression").document)]
