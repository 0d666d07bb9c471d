"""Every saved draft is kept; nobody overwrites another; who worded a statement is remembered."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.editions.document import Section, Statement, Verification
from statim.topics.actions import (
    import_manuscript,
    new_topic,
    readdress,
    restore_version,
    save_draft,
)
from statim.topics.errors import (
    NoAddress,
    NoSuchVersion,
    NoTitle,
    SlugTaken,
    StaleDraft,
)
from statim.topics.manuscript import Manuscript, statements_in, to_dict
from statim.topics.models import Topic, Version, Wording
from statim.topics.queries import manuscript_at, manuscript_of, topic, version, versions, writers

pytestmark = pytest.mark.django_db

ADA = Actor(name="Ada Author", email="ada@example.org", role="author", account=1)
BEN = Actor(name="Ben Author", email="ben@example.org", role="author", account=2)


def says(text: str, id: str = "", verified: Verification | None = None) -> Statement:
    return Statement(id=id, text=text, html=text, verified=verified)


def drawn(*texts: str) -> Topic:
    made = new_topic("A topic", "a-topic", ("Psychiatry",), by=ADA)
    return save(made, ADA, *[says(text) for text in texts])


def save(found: Topic, by: Actor, *statements: Statement) -> Topic:
    found = topic(found.pk)
    draft = replace(manuscript_of(found), sections=(Section(heading="", statements=statements),))
    save_draft(found.pk, draft, revision=found.revision, by=by)
    return topic(found.pk)


def said(found: Topic) -> list[Statement]:
    return list(statements_in(manuscript_of(topic(found.pk)).sections))


def test_every_save_is_a_version_with_who_and_what() -> None:
    found = drawn("One", "Two")
    assert [(v.number, v.what, v.by_name, v.by_account) for v in versions(found.pk)] == [
        (2, "edit", "Ada Author", 1),
        (1, "new", "Ada Author", 1),
    ]
    assert found.revision == 2
    assert manuscript_at(version(found.pk, 2)) == manuscript_of(found)
    with pytest.raises(NoSuchVersion):
        version(found.pk, 9)


def test_a_save_from_an_older_draft_is_refused_and_says_whose_stands() -> None:
    found = drawn("One")
    draft = manuscript_of(found)
    save(found, BEN, *said(found), says("Two"))
    with pytest.raises(StaleDraft) as refused:
        save_draft(found.pk, replace(draft, title="Mine"), revision=found.revision, by=ADA)
    assert refused.value.who == "Ben Author"
    assert topic(found.pk).title == "A topic"
    assert Version.objects.count() == 3


def test_a_save_that_changes_nothing_writes_nothing() -> None:
    found = drawn("One")
    before = Entry.objects.count()
    again = save_draft(found.pk, manuscript_of(found), revision=found.revision, by=BEN)
    assert (again.number, again.by_name) == (2, "Ada Author")
    assert (Version.objects.count(), Entry.objects.count()) == (2, before)


def test_the_editors_ids_win_and_a_copy_gets_one_of_its_own() -> None:
    found = drawn("One", "Two")
    one, two = said(found)
    save(found, ADA, one, replace(one, text="One more", html="One more"), two)
    ids = [statement.id for statement in said(found)]
    assert (ids[0], ids[2]) == (one.id, two.id)
    assert len(set(ids)) == 3


def test_a_statement_without_an_id_keeps_the_one_it_had() -> None:
    found = drawn("One dose acts fast on symptoms", "It does not last for long")
    one, two = said(found)
    save(found, ADA, says("It does not last for very long"), says(one.text))
    assert [statement.id for statement in said(found)] == [two.id, one.id]


def test_nobody_writes_a_review_into_a_draft() -> None:
    found = drawn("One")
    faked = replace(
        manuscript_of(found),
        slug="elsewhere",
        reviewed="2026-01-01",
        review_due="2036-01-01",
        sections=(
            Section(
                heading="",
                statements=(says("One", verified=Verification(by="Me", on="2026-01-01")),),
            ),
        ),
        title="Another title",
    )
    save_draft(found.pk, faked, revision=found.revision, by=ADA)
    kept = manuscript_of(topic(found.pk))
    assert (kept.slug, kept.reviewed, kept.review_due) == ("a-topic", None, None)
    assert (kept.title, said(found)[0].verified) == ("Another title", None)


def test_who_gave_a_statement_other_words_is_kept_and_who_moved_it_is_not() -> None:
    found = drawn("One dose acts fast", "It does not last")
    one, two = said(found)
    save(found, BEN, two, replace(one, text="Two doses act fast", html="Two doses act fast"))
    assert writers(found.pk) == {one.id: frozenset({1, 2}), two.id: frozenset({1})}
    assert writers(found.pk, up_to=2) == {one.id: frozenset({1}), two.id: frozenset({1})}


def test_a_citation_or_a_certainty_is_part_of_what_is_said() -> None:
    found = drawn("One dose acts fast")
    one = said(found)[0]
    save(found, BEN, replace(one, certainty="low"))
    assert writers(found.pk)[one.id] == {1, 2}


def test_words_that_came_from_another_statement_bring_their_writer_along() -> None:
    found = drawn("The dose is halved in severe renal impairment")
    mine = said(found)[0]
    save(found, BEN, mine, says("Give it slowly"))
    slow = said(found)[1]
    merged = f"{slow.text}. {mine.text}"
    save(found, BEN, replace(slow, text=merged, html=merged))
    assert writers(found.pk)[slow.id] == {1, 2}
    assert Wording.objects.get(statement=slow.id, by_account=1).came_from == mine.id


def test_a_common_turn_of_phrase_makes_nobody_a_writer() -> None:
    found = drawn("It is the most common cause of headache")
    one = said(found)[0]
    save(found, BEN, one, says("It is the most common symptom of all"))
    assert writers(found.pk)[said(found)[1].id] == {2}


def test_restoring_brings_the_text_back_and_makes_nobody_its_writer() -> None:
    found = drawn("One")
    old = found.revision
    one = said(found)[0]
    save(found, ADA, replace(one, text="Something else", html="Something else"))
    count = Wording.objects.count()
    made = restore_version(found.pk, old, revision=topic(found.pk).revision, by=BEN)
    assert (made.what, made.of, made.by_account) == ("restore", old, 2)
    assert [statement.text for statement in said(found)] == ["One"]
    assert (Wording.objects.count(), writers(found.pk)) == (count, {one.id: frozenset({1})})
    with pytest.raises(StaleDraft):
        restore_version(found.pk, old, revision=old, by=BEN)


def test_a_restored_version_stays_at_the_topics_present_address() -> None:
    found = drawn("One")
    readdress(found.pk, "another-address", by=ADA)
    restore_version(found.pk, 1, revision=found.revision, by=ADA)
    assert manuscript_of(topic(found.pk)).slug == topic(found.pk).slug == "another-address"


def test_an_import_is_a_version_and_its_words_are_the_importers() -> None:
    found = drawn("One", "Two")
    one, two = said(found)
    draft = replace(
        manuscript_of(found),
        sections=(Section(heading="", statements=(one, says("Two or three", id=two.id))),),
    )
    import_manuscript(draft, by=BEN)
    assert [v.what for v in versions(found.pk)] == ["import", "edit", "new"]
    assert writers(found.pk) == {one.id: frozenset({1}), two.id: frozenset({1, 2})}
    import_manuscript(replace(draft, title="Again"), by=OPERATOR)
    assert topic(found.pk).revision == 4


def test_a_new_topic_needs_a_title_and_a_free_address() -> None:
    drawn("One")
    with pytest.raises(NoTitle):
        new_topic("  ", "b", (), by=ADA)
    with pytest.raises(NoAddress):
        new_topic("B", "Not An Address", (), by=ADA)
    with pytest.raises(SlugTaken):
        new_topic("B", "a-topic", (), by=ADA)
    assert Topic.objects.count() == 1


def test_neither_versions_nor_wordings_can_be_altered_even_by_sql() -> None:
    drawn("One")
    for table in ("topics_version", "topics_wording"):
        for statement in (
            f"UPDATE {table} SET by_name = 'Somebody else'",
            f"DELETE FROM {table}",
        ):
            with (
                pytest.raises(DatabaseError, match="never changed or deleted"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_drafts_from_before_versions_were_kept_become_first_versions() -> None:
    found = Topic.objects.create(
        id="old", slug="old", title="Old", draft=import_draft(), doubts=[], revision=0
    )
    import_module("statim.topics.migrations.0004_first_versions").keep_first_versions(apps, None)
    found.refresh_from_db()
    assert found.revision == 1
    assert version("old", 1).draft == found.draft


def import_draft() -> dict[str, object]:
    """A draft as the tables held it before."""
    draft = to_dict(Manuscript(title="Old", slug="old", id="old"))
    del draft["doubts"]
    return draft
