"""The log out of the house: every entry, exactly in JSON, harmless to spreadsheets in CSV."""

from __future__ import annotations

import csv
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.audit.export import csv_lines, json_lines, safe_cell
from statim.audit.models import Entry
from statim.audit.queries import EVERYTHING, Wanted, acts_known, entries, page_of_entries

pytestmark = pytest.mark.django_db

EVIL = Actor(name='=HYPERLINK("http://example.org")', email="x@example.org", role="author")
ADA = Actor(name='Ada, "the" Author\nof note', email="ada@example.org", role="author")


@pytest.fixture
def log() -> None:
    record("publish", by=ADA, object_kind="topic", object_id="t1", detail={"note": "µg ≥ 5"})
    record("submit", by=EVIL, object_kind="topic", object_id="-1+1", detail={})


def test_json_holds_every_entry_as_it_was_hashed(log: None) -> None:
    told = json.loads("".join(json_lines(entries())))
    rows = list(Entry.objects.order_by("sequence"))
    assert [each["hash"] for each in told] == [row.hash for row in rows]
    assert [each["actor"]["name"] for each in told] == [ADA.name, EVIL.name]
    assert told[0]["detail"] == {"note": "µg ≥ 5"}
    assert json.loads("".join(json_lines([]))) == []


def test_csv_reads_back_and_no_cell_is_a_formula(log: None) -> None:
    lines = "".join(csv_lines(entries())).splitlines(keepends=True)
    heading, first, second = csv.reader(lines)
    assert dict(zip(heading, first, strict=True))["actor"] == ADA.name
    told = dict(zip(heading, second, strict=True))
    assert (told["actor"], told["object"]) == (f"'{EVIL.name}", "'-1+1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "  =", "＝"])
def test_a_cell_that_begins_like_a_formula_is_made_text(start: str) -> None:
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(f"a{start}1") == f"a{start}1"


def test_entries_are_found_by_act_person_thing_and_time(log: None) -> None:
    def acts(wanted: Wanted) -> list[str]:
        return [row.act for row in entries(wanted)]

    later = timezone.now() + timedelta(hours=1)
    assert acts(Wanted(act="publish")) == acts(Wanted(actor="ADA@")) == ["publish"]
    assert acts(Wanted(object_kind="topic", object_id="-1+1")) == ["submit"]
    assert acts(Wanted(since=later)) == []
    assert acts(Wanted(until=later)) == acts(EVERYTHING) == ["publish", "submit"]
    assert acts_known() == ["publish", "submit"]


def test_a_page_of_the_log_begins_with_the_newest(log: None) -> None:
    rows, total = page_of_entries(EVERYTHING, limit=1)
    assert ([row.act for row in rows], total) == (["submit"], 2)
    rows, total = page_of_entries(EVERYTHING, limit=5, offset=1)
    assert ([row.act for row in rows], total) == (["publish"], 2)
