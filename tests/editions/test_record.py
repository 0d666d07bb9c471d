"""The record: what is published stays, whole, in order, and as it was on any day."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from statim.editions import actions, queries
from statim.editions.actions import append, append_many, withdraw
from statim.editions.chain import canonical_bytes, hash_of
from statim.editions.document import Document, Section, to_dict
from statim.editions.errors import (
    AddressInUse,
    AlreadyWithdrawn,
    NoSuchEdition,
    NothingChanged,
    ReasonNeeded,
    Unpublishable,
)
from statim.editions.models import Edition, RecordHead, Withdrawal
from statim.editions.verification import verify
from tests.documents import says
from tests.world import EDITOR, World, bibliography, ketamine_again, mode_of_action, publish

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[Any]]:
    """Every row of the record and of the log."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for label in ("editions", "audit")
        for model in apps.get_app_config(label).get_models()
    }


def now() -> datetime:
    return datetime(2025, 9, 1, 9, tzinfo=UTC)


def refused_by_the_database(act: Callable[[], object]) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        act()
    return str(refusal.value)


def sql(statement: str) -> Callable[[], object]:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return act


KEPT = {
    "editions_edition": "a published edition is never changed or deleted",
    "editions_withdrawal": "a withdrawal is never changed or deleted",
    "audit_entry": "the audit log is append-only",
}


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET {} = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"],
    ids=["update", "delete", "truncate"],
)
def test_an_edition_cannot_be_altered_even_by_sql(world: World, table: str, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        statement = "DELETE FROM {}"  # SQLite knows no other way to empty a table
    column = {"editions_edition": "title", "editions_withdrawal": "reason"}.get(table, "act")
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")()  # else TRUNCATE waits for the world's own keys
    before = everything()
    assert KEPT[table] in refused_by_the_database(sql(statement.format(table, column)))
    assert everything() == before


@pytest.mark.parametrize("model", [Edition, Withdrawal])
def test_an_edition_cannot_be_altered_through_its_model(world: World, model: type[Model]) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    for act in (row.save, row.delete, model._default_manager.all().delete):
        refused_by_the_database(act)


def test_replacing_a_row_is_refused_too(world: World) -> None:
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO editions_edition SELECT * FROM editions_edition"
    else:
        statement = (
            "INSERT INTO editions_edition SELECT * FROM editions_edition "
            "ON CONFLICT (sequence) DO UPDATE SET title = 'x'"
        )
    before = everything()
    refused_by_the_database(sql(statement))
    assert everything() == before


def test_each_edition_is_chained_to_the_one_before(world: World) -> None:
    previous = ""
    for n, edition in enumerate(Edition.objects.order_by("sequence"), start=1):
        value = json.loads(edition.canonical)
        assert edition.sequence == n
        assert (value["previous"] or "") == edition.previous == previous
        assert canonical_bytes(value).decode() == edition.canonical
        assert hash_of(edition.canonical.encode()) == edition.hash
        previous = edition.hash
    head = RecordHead.objects.get(id=1)
    assert (head.sequence, head.hash) == (n, previous)


def test_an_edition_says_exactly_what_was_submitted(world: World) -> None:
    edition = queries.edition_of("ketamine-in-depression", 2)
    document = replace(ketamine_again(), number=2, published=edition.document.published,
                       previous=edition.document.previous)  # fmt: skip
    assert edition.document == document
    assert edition.document.published == "2025-06-15T09:00:00Z"
    told = json.loads(edition.json_bytes())
    assert told.pop("hash") == edition.hash
    assert told == to_dict(document)


STEPS = [
    "Edition.objects.bulk_create", "RecordHead.objects.filter", "store_pages", "touched_by",
    "stand", "settle", "record_many",
]  # fmt: skip


class Interrupted(Exception):
    """What a test raises in the middle of a publication."""


@pytest.mark.parametrize("step", STEPS)
def test_a_publication_that_fails_at_any_step_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = everything()
    holder: Any = actions
    *path, name = step.split(".")
    for part in path:
        holder = getattr(holder, part)
    real = getattr(holder, name)

    def failing(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(holder, name, failing)
        with pytest.raises(Interrupted):
            publish(_reworded(), "2025-09-01")
    assert everything() == before
    publish(_reworded(), "2025-09-01")
    assert verify().holds


def _reworded(text: str = "Ketamine blocks the channel of the NMDA receptor") -> Document:
    document = mode_of_action()
    first, *rest = document.sections[0].statements
    reworded = says(first.id, text, cites=["mandal2019"])
    return replace(document, sections=(Section(heading="", statements=(reworded, *rest)),))


@pytest.mark.parametrize("step", ["settle", "record", "Withdrawal.objects.create"])
def test_a_withdrawal_that_fails_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = everything()

    def failing(*args: object, **kwargs: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patched:
        holder = actions.Withdrawal.objects if "." in step else actions
        patched.setattr(holder, step.rsplit(".", 1)[-1], failing)
        with pytest.raises(Interrupted):
            withdraw("mode-of-action", reason="Why", by=EDITOR)
    assert everything() == before


def test_what_is_not_whole_is_refused_with_every_reason(world: World) -> None:
    before = everything()
    with pytest.raises(Unpublishable, match=r"no title.*no statement") as refusal:
        publish(replace(mode_of_action(), sections=(),
                        topic=replace(mode_of_action().topic, title="")), "2025-09-01")  # fmt: skip
    assert len(refusal.value.faults) == 2
    assert everything() == before


def test_one_faulty_document_of_many_holds_all_of_them_back(world: World) -> None:
    before = everything()
    faulty = replace(mode_of_action(), reviewed="soon")
    batch = [actions.Submission(d, bibliography(d)) for d in (_reworded(), faulty)]
    with pytest.raises(Unpublishable, match=r"mode-of-action cannot be published: reviewed"):
        append_many(batch, by=EDITOR)
    assert everything() == before


def test_the_same_words_are_not_published_twice(world: World) -> None:
    before = everything()
    with pytest.raises(NothingChanged, match="edition 2 already says this"):
        publish(ketamine_again(), "2025-09-01")
    assert everything() == before


@pytest.mark.parametrize("slug", ["ketamine-in-depression", "ketamine-side-effects"])
def test_another_topics_address_present_or_past_is_refused(world: World, slug: str) -> None:
    before = everything()
    taken = replace(_reworded(), topic=replace(mode_of_action().topic, id="t-new", slug=slug))
    with pytest.raises(AddressInUse, match=slug):
        publish(taken, "2025-09-01")
    assert everything() == before


def test_a_moved_topic_leads_on_from_its_former_address(world: World) -> None:
    assert queries.moved_to("ketamine-side-effects") == "adverse-effects"
    assert queries.topic_at("ketamine-side-effects") == "t-adverse"
    assert queries.current("ketamine-side-effects") is None


def test_a_topic_may_go_back_to_its_former_address(world: World) -> None:
    from tests.world import adverse_effects

    publish(adverse_effects(slug="ketamine-side-effects"), "2025-09-01")
    assert queries.moved_to("adverse-effects") == "ketamine-side-effects"
    assert queries.moved_to("ketamine-side-effects") is None
    assert verify().holds


def test_withdrawals_are_refused_by_name(world: World) -> None:
    before = everything()
    with pytest.raises(AlreadyWithdrawn):
        withdraw("ketamine-and-ect", reason="Again", by=EDITOR)
    with pytest.raises(ReasonNeeded):
        withdraw("mode-of-action", reason=" ", by=EDITOR)
    with pytest.raises(NoSuchEdition):
        withdraw("nowhere", reason="Why", by=EDITOR)
    assert everything() == before


def test_no_edition_is_dated_before_the_one_before(world: World) -> None:
    publish(_reworded(), "2001-01-01")
    assert queries.latest("mode-of-action").published == datetime(2025, 7, 3, 9, tzinfo=UTC)
    assert verify().holds


AS_OF = [
    ("ketamine-in-depression", "2025-01-09", "was not published on 2025-01-09; its first edition"),
    ("ketamine-in-depression", "2025-01-10", 1),
    ("ketamine-in-depression", "2025-06-14", 1),
    ("ketamine-in-depression", "2025-06-15", 2),
    ("ketamine-in-depression", "2099-12-31", 2),
    ("ketamine-and-ect", "2025-06-30", 1),
    ("ketamine-and-ect", "2025-07-01", "withdrawn on 2025-07-01"),
    ("ketamine-and-ect", "2026-01-01", "withdrawn on 2025-07-01"),
    ("repeated-ketamine", "2025-06-30", 1),
    ("repeated-ketamine", "2025-07-01", "withdrawn on 2025-07-01"),
    ("repeated-ketamine", "2025-07-02", "withdrawn on 2025-07-01"),
    ("repeated-ketamine", "2025-07-03", 2),
    ("ketamine-side-effects", "2025-06-19", 1),
    ("adverse-effects", "2025-06-19", 1),
    ("ketamine-side-effects", "2025-06-20", 2),
    ("nowhere", "2025-06-20", "There is no topic nowhere"),
]


@pytest.mark.parametrize(("slug", "day", "expected"), AS_OF)
def test_a_page_is_shown_as_it_stood_on_any_day(
    world: World, slug: str, day: str, expected: int | str
) -> None:
    if isinstance(expected, int):
        assert queries.as_of(slug, date.fromisoformat(day)).number == expected
        return
    with pytest.raises(NoSuchEdition, match=expected):
        queries.as_of(slug, date.fromisoformat(day))


def test_a_topic_withdrawn_and_brought_back_within_a_second_is_online(world: World) -> None:
    at = now().replace(microsecond=500_000)
    withdraw("mode-of-action", reason="Why", by=EDITOR, at=at)
    append(mode_of_action(), bibliography=["Mandal."], by=EDITOR, at=at)
    assert queries.as_of("mode-of-action", at.date()).number == 2
    assert verify().holds


def test_who_published_and_what_is_in_the_log(world: World) -> None:
    from statim.audit.models import Entry

    entry = Entry.objects.filter(act="publish").order_by("sequence").last()
    assert entry is not None
    assert (entry.actor_name, entry.actor_email, entry.actor_role) == (
        "Edith Editor", "edith@example.org", "editor"
    )  # fmt: skip
    edition = Edition.objects.get(sequence=9)
    assert entry.detail == {"slug": "repeated-ketamine", "edition": 2, "hash": edition.hash}
