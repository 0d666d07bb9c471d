"""The diary: entries on readings, the claim and its rule, the lock, the history, the files."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from statim.accounts.cpd import actions, evidence, queries, reading
from statim.accounts.cpd.actions import Draft
from statim.accounts.cpd.credit import Read, claim
from statim.accounts.errors import (
    EntryChangedMeanwhile,
    EntryLocked,
    MayNameAPatient,
    NoSuchEntry,
)
from statim.accounts.models import Entry, Reading
from statim.accounts.queries import holder_of
from statim.audit.models import Entry as Logged
from statim.editions.queries import topic_at
from tests.site import ROOT
from tests.world import World

pytestmark = pytest.mark.django_db

SLUG = "ketamine-in-depression"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = NOON.date()
DRAFT = Draft(title="Ketamine", day=DAY, rule="minutes", learned="It is short-lived.")
ODD = "=1+1 #set *b* $x$ <b>µg</b> & “q” \\ // @x [y]\nsecond line"
PORTFOLIO = ("Fewer admissions", "Depression in primary care", "GP tutor", "ketamine relapse",
             "https://example.org/course", "Course.pdf")  # fmt: skip
SITE: dict[str, Any] = {
    "minutes_per_credit": Decimal(60), "per_page": Decimal("0.05"), "per_search": Decimal("0.5"),
    "reflection": True,
}  # fmt: skip


def read(world: World, minutes: int = 9) -> tuple[int, list[int]]:
    """The reader read one page for so long; (who, the readings)."""
    person = world.reader.pk
    reading.choose_record(person, True, by=holder_of(person))
    for n in range(minutes + 1):
        now = NOON + timedelta(minutes=n)
        reading.note_reading(person, topic=topic_at(SLUG), edition=2, seconds=60, now=now)
    return person, list(Reading.objects.values_list("pk", flat=True))


def write(person: int, readings: list[int], draft: Draft = DRAFT) -> Entry:
    return actions.write_entry(person, draft, readings, by=holder_of(person))


@pytest.mark.parametrize(
    ("rule", "given", "credits"),
    [
        ("minutes", Read(seconds=45 * 60, pages=3, asked=False, reflected=True), "0.75"),
        ("minutes", Read(seconds=59, pages=1, asked=False, reflected=True), "0.00"),
        ("page", Read(seconds=0, pages=3, asked=False, reflected=True), "0.15"),
        ("search", Read(seconds=0, pages=3, asked=True, reflected=True), "0.50"),
        ("search", Read(seconds=0, pages=0, asked=True, reflected=True), "0.00"),
        ("search", Read(seconds=0, pages=3, asked=False, reflected=True), "0.00"),
        ("page", Read(seconds=9999, pages=3, asked=True, reflected=False), "0.00"),
    ],
)
def test_an_entry_claims_by_the_rule(rule: str, given: Read, credits: str) -> None:
    assert str(claim(rule, given, SITE).credits) == credits


def test_a_site_may_count_reading_without_reflection() -> None:
    given = Read(seconds=0, pages=2, asked=False, reflected=False)
    assert claim("page", given, SITE | {"reflection": False}).credits == Decimal("0.10")


def test_an_entry_keeps_the_rule_and_numbers_of_its_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, readings = read(world)
    entry = write(person, readings)
    assert entry.credits == Decimal("0.15")
    other = settings.STATIM_CPD | {"minutes_per_credit": Decimal(10), "rules": ("page",)}
    monkeypatch.setattr(settings, "STATIM_CPD", other)
    again = queries.entry_of(person, entry.name)
    assert (again.credits, again.rule, again.rule_version) == (Decimal("0.15"), "minutes", 1)
    assert again.rule_numbers == {
        "minutes": "9", "minutes_per_credit": "60", "reflection": "written",
    }  # fmt: skip


def test_reading_is_filed_once_and_comes_free_with_its_entry(world: World) -> None:
    person, readings = read(world)
    first = write(person, readings)
    second = write(person, readings)
    assert list(second.readings.all()) == []
    assert not queries.unfiled(person).exists()
    actions.delete_entry(person, first.name, by=holder_of(person))
    assert [one.pk for one in queries.unfiled(person)] == readings


def test_a_change_keeps_what_was_and_counts_anew(world: World) -> None:
    person, readings = read(world)
    entry = write(person, readings, replace(DRAFT, learned=""))
    assert entry.credits == 0
    by = holder_of(person)
    actions.change_entry(person, entry.name, DRAFT, 1, by=by)
    again = queries.entry_of(person, entry.name)
    assert (again.credits, again.version) == (Decimal("0.15"), 2)
    assert again.history[0]["learned"] == ""
    assert again.history[0]["credits"] == "0.00"
    with pytest.raises(EntryChangedMeanwhile):
        actions.change_entry(person, entry.name, replace(DRAFT, learned="other"), 1, by=by)
    assert queries.entry_of(person, entry.name).learned == DRAFT.learned


def test_a_locked_entry_is_neither_changed_nor_deleted(world: World) -> None:
    person, readings = read(world)
    entry, by = write(person, readings), holder_of(person)
    later = write(person, [], replace(DRAFT, day=DAY + timedelta(days=1)))
    assert actions.lock_until(person, DAY, by=by) == 1
    with pytest.raises(EntryLocked):
        actions.change_entry(person, entry.name, DRAFT, 1, by=by)
    with pytest.raises(EntryLocked):
        actions.delete_entry(person, entry.name, by=by)
    actions.change_entry(person, later.name, DRAFT, 1, by=by)
    client = Client()
    client.force_login(world.reader)
    page = client.get(f"/account/cpd/{entry.name}/").content.decode()
    assert "Locked on" in page
    assert "<textarea" not in page


def test_nobody_sees_or_changes_anothers_entry(world: World) -> None:
    person, readings = read(world)
    entry, other = write(person, readings), world.editor
    with pytest.raises(NoSuchEntry):
        actions.change_entry(other.pk, entry.name, DRAFT, 1, by=holder_of(other.pk))
    stolen = write(other.pk, readings, replace(DRAFT, title="Another"))
    assert not stolen.readings.exists()
    actions.delete_readings(other.pk, readings, by=holder_of(other.pk))
    assert Reading.objects.filter(pk__in=readings).exists()
    client = Client()
    client.force_login(other)
    assert client.get(f"/account/cpd/{entry.name}/").status_code == 404
    assert client.post(f"/account/cpd/{entry.name}/delete/").status_code == 404
    exported = client.get("/account/cpd/export/?format=json").content.decode()
    assert "short-lived" not in exported or entry.name not in exported


FREE = ["title", "question", "learned", "change", "impact", "plan", "scope", "searches"]


@pytest.mark.parametrize("field", FREE)
def test_a_patients_identifier_is_warned_of_in_every_free_text(world: World, field: str) -> None:
    person = world.reader.pk
    text = "Mrs Jane Smith, 12/03/1956"
    draft = Draft(**{"title": "x", "day": DAY, "rule": "minutes", field: text})
    with pytest.raises(MayNameAPatient) as warned:
        write(person, [], draft)
    assert not Entry.objects.exists()
    other = replace(draft, question="Mr John Brown, 01/02/1950", seen=warned.value.seal)
    with pytest.raises(MayNameAPatient):
        write(person, [], other)
    write(person, [], replace(draft, seen=warned.value.seal))


def test_no_word_of_an_entry_is_in_the_log(world: World) -> None:
    person, readings = read(world)
    before = Logged.objects.count()
    write(person, readings, replace(DRAFT, title="Unmistakable", question="Unmistakable?"))
    assert Logged.objects.count() == before + 1
    assert "Unmistakable" not in str(list(Logged.objects.values()))


@pytest.fixture
def exported(world: World, client: Client) -> Any:
    """Writes an entry with odd words, and gives a file of it."""
    person, readings = read(world)
    write(person, readings, replace(
        DRAFT, title="+Ketamine", question=ODD, learned=ODD, outcome="changed", domains=["gmc-1"],
        follow_up=date(2026, 12, 1), impact="Fewer admissions", plan="Depression in primary care",
        scope="GP tutor", searches="ketamine relapse", links=["https://example.org/course"],
        no_patient=True,
    ))  # fmt: skip
    entry = Entry.objects.get()
    evidence.attach(person, entry.name, name="Course.pdf", data=b"%PDF-1.7\n%%EOF",
                    by=holder_of(person))  # fmt: skip
    client.force_login(world.reader)

    def get(kind: str, period: str = "first=2026-11-01&last=2026-11-30") -> Any:
        return client.get(f"/account/cpd/export/?format={kind}&{period}")

    return get


def test_the_pdf_says_what_was_written(exported: Any) -> None:
    answer = exported("pdf")
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    for line in (*ODD.split("\n"), "+Ketamine", "0.15", "Changed my plan or practice",
                 "1 December 2026", "/topics/ketamine-in-depression/editions/2/", *PORTFOLIO,
                 "identify no patient", "Development plan: Depression in primary care (1)",
                 ):  # fmt: skip
        assert line in text
    assert "AMA" not in text


def test_the_word_file_says_the_same(exported: Any) -> None:
    document = Document(io.BytesIO(exported("docx").content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (ODD, "+Ketamine", "0.15", "Changed my plan or practice", *PORTFOLIO):
        assert words in text


def test_no_cell_of_the_csv_is_a_formula(exported: Any) -> None:
    text = exported("csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows[0]["title"] == "'+Ketamine"
    assert rows[0]["question"] == f"'{ODD}"
    assert rows[0]["development plan"] == "Depression in primary care"
    assert all(any(words in cell for cell in rows[0].values()) for words in PORTFOLIO)
    assert not [cell for cell in rows[0].values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_json_has_the_published_shape(exported: Any) -> None:
    held = json.loads(exported("json").content)
    assert held["schema"] == "statim-cpd/1"
    entry = held["entries"][0]
    assert entry["question"] == ODD
    assert entry["rule_numbers"]["minutes"] == "9"
    assert entry["pages"][0]["edition"] == 2
    assert entry["pages"][0]["topic"] == topic_at(SLUG)
    assert entry["pages"][0]["started"] == "2026-11-20T12:00:00+00:00"
    assert (entry["plan"], entry["scope"], entry["searches"]) == PORTFOLIO[1:4]
    assert (entry["links"], entry["no_patient"]) == (["https://example.org/course"], True)
    assert entry["evidence"][0]["title"] == "Course.pdf"
    manual = (ROOT / "docs/manual/cpd.md").read_text()
    keys = {*held, *entry, *entry["pages"][0], *entry["evidence"][0]}
    assert not [key for key in keys if f"`{key}`" not in manual]
    assert held["credits"] == entry["credits"] == "0.15"


def test_follow_ups_are_a_calendar(exported: Any) -> None:
    calendar = Calendar.from_ical(exported("ics").content)
    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "Follow up: +Ketamine"
    assert event["dtstart"].dt == date(2026, 12, 1)


def test_a_period_without_entries_is_a_file_all_the_same(exported: Any) -> None:
    answer = exported("pdf", "first=2020-01-01&last=2020-12-31")
    assert "Nothing was written" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert exported("pdf", "first=2026-12-01&last=2026-01-01").status_code == 422


def test_a_question_that_was_not_answered_begins_an_entry(world: World, client: Client) -> None:
    client.force_login(world.reader)
    asked = {"words": "How long does it last?", "topic": SLUG, "kind": "not answered"}
    client.post("/ask/", asked)
    assert not Entry.objects.exists()  # the record is off
    person = world.reader.pk
    reading.choose_record(person, True, by=holder_of(person))
    reading.note_reading(person, topic=topic_at(SLUG), edition=2, seconds=0)
    assert client.post("/ask/", asked).status_code == 302
    entry = Entry.objects.get()
    assert (entry.question, entry.outcome) == ("How long does it last?", "no-answer")
    assert entry.readings.count() == 1
    assert Client().post("/ask/", asked).status_code == 302
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "ftp://example.org/", "example.org", "https://", "data:,x"]
)
def test_a_link_is_one_of_the_web_or_is_refused(world: World, client: Client, line: str) -> None:
    client.force_login(world.reader)
    said = {
        "title": "T",
        "day": "2026-11-20",
        "rule": "minutes",
        "links": f"https://a.example/\n{line}",
    }
    answer = client.post("/account/cpd/new/", said)
    assert answer.status_code == 422
    assert "is no web address" in answer.content.decode()
    assert '<details class="more" open>' in answer.content.decode()
    assert not Entry.objects.exists()


def test_what_was_written_before_is_offered_again(world: World, client: Client) -> None:
    client.force_login(world.reader)
    said = {"title": "T", "day": "2026-11-20", "rule": "minutes", "plan": "Depression",
            "scope": "Tutor", "links": " https://a.example/x \n\nhttp://b.example/",
            "no_patient": "on"}  # fmt: skip
    assert client.post("/account/cpd/new/", said).status_code == 302
    entry = Entry.objects.get()
    assert (entry.links, entry.no_patient) == (["https://a.example/x", "http://b.example/"], True)
    page = client.get("/account/cpd/new/").content.decode()
    assert '<option value="Depression">' in page
    assert '<option value="Tutor">' in page
    client.force_login(world.editor)
    assert "Depression" not in client.get("/account/cpd/new/").content.decode()
    client.force_login(world.reader)
    shown = client.get(f"/account/cpd/{entry.name}/").content.decode()
    assert "https://a.example/x\nhttp://b.example/</textarea>" in shown


def test_the_form_writes_and_changes_an_entry(world: World, client: Client) -> None:
    person, readings = read(world)
    client.force_login(world.reader)
    page = client.get(f"/account/cpd/new/?reading={readings[0]}").content.decode()
    assert f'name="reading" value="{readings[0]}"' in page
    said = {"title": "T", "day": "2026-11-20", "rule": "minutes", "learned": "L",
            "reading": readings, "domains": ["gmc-1", "application"]}  # fmt: skip
    assert client.post("/account/cpd/new/", said).status_code == 302
    entry = Entry.objects.get(user_id=person)
    assert entry.domains == ["gmc-1", "application"]
    address = f"/account/cpd/{entry.name}/"
    warned = client.post(address, said | {"version": "1", "change": "Mrs Jane Smith, 12/03/1956"})
    assert warned.status_code == 409
    assert "a date of birth" in warned.content.decode()
    assert client.post(address, said | {"version": "1", "change": "C"}).status_code == 302
    assert client.post(address, said | {"version": "1", "change": "D"}).status_code == 409
    assert client.post(address, said | {"day": "tomorrow"}).status_code == 422
    assert "How it was before" in client.get(address).content.decode()
