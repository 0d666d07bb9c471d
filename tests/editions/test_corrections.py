"""Corrections in the record: what an edition says, what is listed, what verification finds."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from statim.editions import corrections
from statim.editions.chain import canonical_bytes, hash_of
from statim.editions.document import Change, from_dict, to_dict
from statim.editions.models import Correction, Standing
from statim.editions.queries import latest
from statim.editions.verification import verify
from tests.corrected import correct, corrected, days_ago
from tests.documents import page
from tests.world import World, publish

pytestmark = pytest.mark.django_db


def corrected_day() -> str:
    return Standing.objects.values_list("corrected", flat=True).get(slug="adverse-effects")


def test_an_edition_without_severity_has_the_bytes_that_it_had_before_there_was_one() -> None:
    value = to_dict(page(kind="correction", note="A dose."))
    assert value["change"] == {"kind": "correction", "note": "A dose."}


def test_severity_and_source_are_hashed_and_come_back() -> None:
    document = corrected()
    value = to_dict(document)
    assert value["change"] == {
        "kind": "correction", "note": document.change.note,
        "severity": "safety error", "source": "rcpsych2017",
    }  # fmt: skip
    assert from_dict(value).change == document.change
    milder = {**value, "change": {**value["change"], "severity": "typo"}}
    assert hash_of(canonical_bytes(milder)) != hash_of(canonical_bytes(value))


def test_a_key_of_a_change_that_is_not_known_is_left_alone() -> None:
    value = to_dict(page())
    value["change"]["later"] = "something"
    assert from_dict(value).change == Change(kind="new")


def test_every_correction_is_listed_newest_first_whatever_its_severity(world: World) -> None:
    correct("typo", days=30)
    correct("safety error", days=20, text="Most are gone in an hour")
    correct("", days=10, text="Most are gone in 60 minutes")
    severities = [p.document.change.severity for p in corrections.newest(10)]
    assert severities == ["", "safety error", "typo"]
    assert corrections.count() == 3


def test_only_a_serious_correction_is_remembered_where_the_topic_stands(world: World) -> None:
    correct("clarification", days=30)
    assert corrected_day() == ""
    correct("error", days=20, text="Most are gone in an hour")
    correct("typo", days=10, text="Most are gone in 60 minutes")
    assert corrected_day() == days_ago(20)


def test_a_correction_is_shown_for_ninety_days_and_not_for_one_more() -> None:
    assert corrections.shown_since("2026-01-01", date(2026, 4, 1)) == "2026-01-01"
    assert corrections.shown_since("2026-01-01", date(2026, 4, 2)) == ""
    assert corrections.shown_since("", date(2026, 4, 1)) == ""


def test_the_record_with_its_corrections_verifies(world: World) -> None:
    correct("error", days=20)
    correct("typo", days=10, text="Most are gone in an hour")
    assert verify().faults == ()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda: Correction.objects.all().delete(), "the list of corrections"),
        (lambda: Correction.objects.update(severity="typo"), "the list of corrections"),
        (lambda: Standing.objects.update(corrected="2020-01-01"), "another corrected"),
    ],
)
def test_a_correction_that_is_hidden_or_altered_is_found(
    world: World, fault: object, said: str
) -> None:
    correct("error")
    assert callable(fault)
    fault()
    assert any(said in str(found) for found in verify().faults)


def test_a_correction_that_the_record_does_not_hold_is_found(world: World) -> None:
    Correction.objects.create(edition_id=1, topic="t-ketamine", severity="error")
    assert any("the list of corrections" in str(found) for found in verify().faults)


def test_corrections_from_before_there_was_a_list_are_listed_by_the_migration(
    world: World,
) -> None:
    correct("error")
    publish(page(*latest("adverse-effects").document.sections, topic="t-quote", slug="quote",
                 references=latest("adverse-effects").document.references,
                 note='It says "change":{"kind":"correction" itself'), days_ago(5))  # fmt: skip
    before = list(Correction.objects.values())
    Correction.objects.all().delete()
    migration = import_module("statim.editions.migrations.0003_corrections")
    migration.list_those_there_are(apps, None)
    assert list(Correction.objects.values()) == before
