"""A person's diary of a period, taken out of the tables for the formats; and one's own data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from statim.accounts.cpd.credit import in_words
from statim.accounts.cpd.formats import table
from statim.accounts.cpd.formats.diary import Attached, Diary, ReadPage, Record
from statim.accounts.cpd.queries import bookmarks_of, choice_of, entries_of, follows_of
from statim.accounts.cpd.words import OUTCOMES, REASONS, domain_words
from statim.accounts.models import (
    Bookmark,
    Entry,
    Evidence,
    Follow,
    Reading,
    ReadingChoice,
    User,
    Visit,
)
from statim.accounts.own_data import as_json
from statim.publisher.queries import house

NAME = "cpd"
FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)


def diary_of(user_id: int, first: date, last: date) -> Diary:
    """Both days are within."""
    user = User.objects.get(pk=user_id)
    return Diary(
        name=user.name or user.email,
        profession=user.get_profession_display(),
        registration_number=user.registration_number,
        site=f"{house().site_name} ({house().url})",
        first=first,
        last=last,
        made=timezone.now().date().isoformat(),
        records=tuple(_record(one) for one in reversed(entries_of(user_id, first, last))),
    )


def _record(entry: Entry) -> Record:
    return Record(
        id=entry.name,
        day=entry.day.isoformat(),
        title=entry.title,
        reason=REASONS.get(entry.reason, entry.reason),
        question=entry.question,
        learned=entry.learned,
        change=entry.change,
        impact=entry.impact,
        outcome=OUTCOMES.get(entry.outcome, entry.outcome),
        domains=tuple(domain_words(entry.domains)),
        follow_up=entry.follow_up.isoformat() if entry.follow_up else "",
        plan=entry.plan,
        scope=entry.scope,
        searches=entry.searches,
        links=tuple(entry.links),
        no_patient=entry.no_patient,
        evidence=tuple(_attached(entry, one) for one in entry.evidence.all()),
        credits=f"{entry.credits:.2f}",
        rule=entry.rule,
        rule_version=entry.rule_version,
        rule_numbers=dict(entry.rule_numbers),
        counted=in_words(entry.rule, entry.rule_numbers),
        pages=tuple(page_of(one) for one in sorted(entry.readings.all(), key=_when)),
        locked=entry.locked.date().isoformat() if entry.locked else "",
        created=entry.created.isoformat(),
        modified=entry.modified.isoformat(),
        version=entry.version,
        history=tuple(_as_text(one) for one in entry.history),
    )


def _attached(entry: Entry, file: Evidence) -> Attached:
    return Attached(
        title=file.title,
        media=file.media,
        size=file.size,
        digest=file.digest,
        address=f"{house().url}/account/cpd/{entry.name}/evidence/{file.name}/",
    )


def _as_text(earlier: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if value is not None else "" for name, value in earlier.items()}


def _when(reading: Reading) -> tuple[date, str]:
    return reading.day, reading.title


def page_of(reading: Reading) -> ReadPage:
    """A reading by value, with the permanent address of its edition."""
    return ReadPage(
        day=reading.day.isoformat(),
        started=reading.started.isoformat(),
        ended=reading.ended.isoformat(),
        topic=reading.topic,
        title=reading.title,
        edition=reading.edition,
        reviewed=reading.reviewed,
        review_due=reading.review_due,
        minutes=reading.seconds // 60,
        address=f"{house().url}/topics/{reading.slug}/editions/{reading.edition}/",
    )


def export(user_id: int) -> Iterator[tuple[str, bytes]]:
    """Everything: the diary and its files, what was read, what is followed, what was chosen."""
    diary = diary_of(user_id, FIRST, LAST)
    choice = choice_of(user_id)
    yield "diary.json", table.to_json(diary)
    yield "diary.csv", table.to_csv(diary)
    for file in Evidence.objects.filter(user_id=user_id).select_related("entry").iterator():
        yield f"evidence/{file.entry.day}-{file.pk}-{file.title}", bytes(file.data)
    yield "reading.json", as_json({
        "reading is recorded": choice.keeps,
        "mail digest": choice.digest or "none",
        "follows": [{"kind": one.kind, "what": one.what, "since": one.since}
                    for one in follows_of(user_id)],
        "bookmarks": [{"topic": one.topic, "since": one.since} for one in bookmarks_of(user_id)],
        "last read": list(Visit.objects.filter(user_id=user_id).values("topic", "edition", "at")),
        "read": list(Reading.objects.filter(user_id=user_id).values(
            "topic", "slug", "edition", "title", "reviewed", "review_due", "day", "started",
            "ended", "seconds")),
    })  # fmt: skip


def erase(user_id: int) -> None:
    """Delete all of it."""
    Reading.objects.filter(user_id=user_id).delete()
    Evidence.objects.filter(user_id=user_id).delete()
    Entry.objects.filter(user_id=user_id).delete()
    Visit.objects.filter(user_id=user_id).delete()
    Follow.objects.filter(user_id=user_id).delete()
    Bookmark.objects.filter(user_id=user_id).delete()
    ReadingChoice.objects.filter(user_id=user_id).delete()
