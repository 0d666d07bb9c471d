"""Writing, changing and deleting notes: nothing is lost, overwritten unseen, or another's."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from statim.annotations.actions import notes as acts
from statim.annotations.actions.notes import Draft, edit_note, write_note
from statim.annotations.errors import (
    BadText,
    ChangedMeanwhile,
    HoldsIdentifier,
    NoSuchNote,
    NoSuchPlace,
)
from statim.annotations.models import Note
from statim.annotations.queries import listed, note_of
from statim.annotations.shown import shown_to
from statim.audit.models import Entry
from tests.annotations.conftest import People
from tests.annotations.people import SHORT, TOPIC, note, publish_now, third_edition
from tests.world import World

PATIENT = "NHS no 943 476 5919 asks about ketamine"


def words(reader: int, sought: str) -> list[str]:
    return [one.note.text for one in listed(reader, words=sought)[0]]


def test_a_note_keeps_its_words_exactly(world: World) -> None:
    text = "≤ 5 µg/kg, not 5 mg/kg\n\n  indented <b> & “quoted”"
    assert Note.objects.get(pk=note(world.reader.pk, text).pk).text == text


def test_a_note_to_a_statement_quotes_it(world: World) -> None:
    made = note(world.reader.pk, at="k-short")
    assert (made.quote, made.statement, made.place, made.state) == (
        SHORT, "k-short", "k-short", "kept",
    )  # fmt: skip


def test_a_note_written_while_a_new_edition_came_out_says_that_the_text_changed(
    world: World,
) -> None:
    made = note(world.reader.pk, at="k-short", edition=1)
    assert made.quote == "The benefit lasts up to two weeks after an infusion"
    assert made.state == "changed"
    assert made.beneath == SHORT


def test_a_note_written_while_its_statement_went_is_kept_at_the_page(world: World) -> None:
    made = note(world.reader.pk, at="k-week", edition=1)
    assert (made.state, made.place) == ("gone", "")
    assert "is gone" in shown_to(world.reader.pk, TOPIC, 2, date.today())[0].html


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001, "a\x00b"])
def test_what_can_be_no_note_is_refused_and_leaves_nothing(world: World, text: str) -> None:
    with pytest.raises(BadText):
        note(world.reader.pk, text)
    assert not Note.objects.exists()


def test_a_page_or_statement_that_is_not_there_is_refused(world: World) -> None:
    for topic, statement, edition in (("t-none", "", 0), (TOPIC, "no", 0), (TOPIC, "", 99)):
        with pytest.raises(NoSuchPlace):
            write_note(
                by=world.reader.pk, topic=topic, statement=statement, edition=edition,
                draft=Draft(text="x"),
            )  # fmt: skip
    assert not Note.objects.exists()


def test_an_identifier_is_warned_of_before_anything_is_saved(world: World) -> None:
    with pytest.raises(HoldsIdentifier, match="an NHS number") as warned:
        note(world.reader.pk, PATIENT)
    assert not Note.objects.exists()
    draft = Draft(text=PATIENT, seen=warned.value.seal)
    made = write_note(by=world.reader.pk, topic=TOPIC, draft=draft)
    assert made.text == PATIENT
    with pytest.raises(HoldsIdentifier):  # other words are warned of anew
        edit_note(by=world.reader.pk, name=made.name, version=1,
                  draft=Draft(text=f"{PATIENT} again", seen=warned.value.seal))  # fmt: skip


def test_two_windows_do_not_overwrite_one_another(world: World) -> None:
    made = note(world.reader.pk, "first")
    edit_note(by=world.reader.pk, name=made.name, draft=Draft(text="second"), version=1)
    with pytest.raises(ChangedMeanwhile) as refused:
        edit_note(by=world.reader.pk, name=made.name, draft=Draft(text="third"), version=1)
    assert (refused.value.text, refused.value.version) == ("second", 2)
    assert note_of(world.reader.pk, made.name).text == "second"


def test_a_number_carries_the_day_on_which_it_was_confirmed(world: World) -> None:
    made = note(world.reader.pk, "Ring 020 7946 0018")
    assert made.confirmed == date.today()
    assert note(world.reader.pk, "no number").confirmed is None
    Note.objects.filter(pk=made.pk).update(confirmed=date.today() - timedelta(days=400))
    asked = shown_to(world.reader.pk, TOPIC, 2, date.today())[0].html
    assert "Still right?" in asked
    assert acts.confirm(by=world.reader.pk, name=made.name).confirmed == date.today()
    assert "Still right?" not in shown_to(world.reader.pk, TOPIC, 2, date.today())[0].html


def test_nobody_is_asked_before_a_year_has_gone_by(world: World) -> None:
    made = note(world.reader.pk)
    for days, asks in ((0, False), (365, False), (366, True)):
        then = date.today() - timedelta(days=days)
        Note.objects.filter(pk=made.pk).update(confirmed=then)
        shown = shown_to(world.reader.pk, TOPIC, 2, date.today())[0].html
        assert ("Still right?" in shown) is asks, days


def test_pinned_notes_come_first(world: World) -> None:
    note(world.reader.pk, "older")
    pinned = note(world.reader.pk, "newer")
    acts.pin(by=world.reader.pk, name=pinned.name)
    shown = [one.name for one in shown_to(world.reader.pk, TOPIC, 2, date.today())]
    assert shown[0] == pinned.name
    assert listed(world.reader.pk)[0][0].note.text == "newer"


def test_notes_are_found_by_words_of_their_own_their_statement_and_their_page(
    world: World,
) -> None:
    note(world.reader.pk, "Ménière clinic on Tuesdays", "k-short")
    note(world.reader.pk, "100% of the _rest_")
    assert words(world.reader.pk, "MENIERE") == ["Ménière clinic on Tuesdays"]
    assert words(world.reader.pk, "tues meniere") == ["Ménière clinic on Tuesdays"]
    assert words(world.reader.pk, "infusion") == ["Ménière clinic on Tuesdays"]
    assert len(words(world.reader.pk, "depression")) == 2
    assert words(world.reader.pk, "100%") == ["100% of the _rest_"]
    assert words(world.reader.pk, "%") == ["100% of the _rest_"]
    assert words(world.reader.pk, "meniere rest") == []


def test_search_finds_only_ones_own(world: World, people: People) -> None:
    note(people.stranger, "secret clinic")
    assert words(world.reader.pk, "secret") == []


def test_looking_again_anchors_the_note_to_the_words_that_stand_there(world: World) -> None:
    made = note(world.reader.pk, at="k-short", edition=1)
    seen = acts.look_again(by=world.reader.pk, name=made.name)
    assert (seen.state, seen.quote) == ("kept", SHORT)
    gone = note(world.reader.pk, at="k-week", edition=1)
    kept = acts.look_again(by=world.reader.pk, name=gone.name)
    assert (kept.state, kept.statement, kept.text) == ("kept", "", gone.text)


def test_a_deleted_note_is_gone_and_nobody_elses(world: World, people: People) -> None:
    made = note(world.reader.pk)
    with pytest.raises(NoSuchNote):
        acts.delete_note(by=people.stranger, name=made.name)
    acts.delete_note(by=world.reader.pk, name=made.name)
    with pytest.raises(NoSuchNote):
        note_of(world.reader.pk, made.name)


def test_no_act_of_a_reader_is_audited_and_no_word_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    before = Entry.objects.count()
    with caplog.at_level(logging.DEBUG):
        made = note(world.reader.pk, "quinquereme of Nineveh", "k-short")
        edit_note(by=world.reader.pk, name=made.name, draft=Draft(text="Nineveh"), version=1)
        publish_now(third_edition())
        acts.delete_note(by=world.reader.pk, name=made.name)
    said = " ".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert "Nineveh" not in said
    acts_of_readers = Entry.objects.filter(sequence__gt=before).exclude(act__contains="publish")
    assert not [e for e in acts_of_readers if "note" in e.act or "Nineveh" in str(e.detail)]


def test_the_database_refuses_a_note_of_nobody_and_a_line_without_a_group(world: World) -> None:
    for fields in ({"writer": None}, {"kind": "line", "writer_id": world.reader.pk},
                   {"writer_id": world.reader.pk, "state": "lost"}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(topic=TOPIC, text="x", **fields)


def test_one_read_brings_the_notes_of_a_page(world: World, django_assert_num_queries: Any) -> None:
    note(world.reader.pk)
    note(world.reader.pk, at="k-short")
    with django_assert_num_queries(1):
        assert len(shown_to(world.reader.pk, TOPIC, 2, date.today())) == 2
