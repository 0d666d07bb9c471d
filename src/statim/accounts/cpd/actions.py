"""Writing in the diary: entries made, changed, locked at appraisal, deleted.

No word of an entry goes into the log, nor which topic it is about.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from statim.accounts.cpd.credit import Claim, Read, claim
from statim.accounts.cpd.queries import entry_of, keeps, readings_named
from statim.accounts.errors import EntryChangedMeanwhile, EntryLocked, MayNameAPatient
from statim.accounts.models import Entry, Reading, User
from statim.accounts.patient_identifiers import found_in, warning
from statim.audit.actions import record
from statim.audit.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wrote; `seen` is the seal of the warning that they saw."""

    title: str
    day: date
    rule: str
    reason: str = ""
    question: str = ""
    learned: str = ""
    change: str = ""
    impact: str = ""
    outcome: str = ""
    domains: Sequence[str] = field(default_factory=tuple)
    follow_up: date | None = None
    plan: str = ""
    scope: str = ""
    searches: str = ""
    links: Sequence[str] = field(default_factory=tuple)
    no_patient: bool = False
    seen: str = ""

    @property
    def words(self) -> str:
        """All that was typed freely."""
        return "\n".join((self.title, self.question, self.learned, self.change, self.impact,
                          self.plan, self.scope, self.searches, *self.links))  # fmt: skip


WRITTEN = ("title", "day", "reason", "question", "learned", "change", "impact", "outcome",
           "domains", "follow_up", "plan", "scope", "searches", "links", "no_patient")  # fmt: skip
COUNTED = ("rule", "rule_version", "rule_numbers", "credits")


def _record(act: str, user_id: int, by: Actor, **detail: int) -> None:
    record(act, by=by, object_kind="diary", object_id=str(user_id), detail=detail)


def _check_patients(draft: Draft) -> None:
    """Raises MayNameAPatient, unless this very text was warned of before."""
    text = draft.words
    if said := warning(found_in(text)):
        seal = hmac.digest(settings.SECRET_KEY.encode(), b"statim.cpd.seen" + text.encode(),
                           "sha256").hex()  # fmt: skip
        if not hmac.compare_digest(seal, draft.seen):
            raise MayNameAPatient(said, seal)


def _claimed(draft: Draft, readings: Sequence[Reading]) -> Claim:
    return claim(
        draft.rule,
        Read(
            seconds=sum(one.seconds for one in readings),
            pages=len({one.topic for one in readings}),
            asked=bool(draft.question.strip()),
            reflected=bool(draft.learned.strip() or draft.change.strip() or draft.impact.strip()),
        ),
        settings.STATIM_CPD,
    )


def _set(entry: Entry, draft: Draft, readings: Sequence[Reading]) -> None:
    for name in WRITTEN:
        setattr(entry, name, getattr(draft, name))
    entry.domains, entry.links = list(draft.domains), list(draft.links)
    count = _claimed(draft, readings)
    entry.rule, entry.credits = count.rule, count.credits
    entry.rule_version, entry.rule_numbers = count.version, count.numbers


def open_entry(user_id: int, name: str) -> Entry:
    """One's entry that is not locked. Raises NoSuchEntry, EntryLocked."""
    entry = entry_of(user_id, name)
    if entry.locked:
        raise EntryLocked
    return entry


def remember(entry: Entry) -> None:
    """Put how it is now, its files by name too, into its history; another version begins."""
    earlier = {key: getattr(entry, key) for key in (*WRITTEN, *COUNTED, "modified", "version")}
    earlier["evidence"] = list(entry.evidence.values_list("title", flat=True))
    entry.history = [*entry.history, earlier]
    entry.modified, entry.version = timezone.now(), entry.version + 1


def write_entry(user_id: int, draft: Draft, readings: Iterable[int], *, by: Actor) -> Entry:
    """A new entry on these readings (those that are the person's and unfiled), with its claim.

    Raises MayNameAPatient.
    """
    _check_patients(draft)
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        own = readings_named(user_id, readings)
        entry = Entry(user_id=user_id)
        _set(entry, draft, own)
        entry.save(force_insert=True)
        Reading.objects.filter(pk__in=[one.pk for one in own]).update(entry=entry)
        _record("write diary entry", user_id, by)
    return entry


def change_entry(user_id: int, name: str, draft: Draft, version: int, *, by: Actor) -> Entry:
    """Change an entry; how it was goes into its history, and it is counted anew.

    Raises NoSuchEntry, EntryLocked, EntryChangedMeanwhile, MayNameAPatient.
    """
    _check_patients(draft)
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        entry = open_entry(user_id, name)
        if entry.version != version:
            raise EntryChangedMeanwhile
        remember(entry)
        _set(entry, draft, list(entry.readings.all()))
        entry.save()
        _record("change diary entry", user_id, by)
    return entry


def delete_entry(user_id: int, name: str, *, by: Actor) -> None:
    """Delete an entry with its history; its readings can be filed anew.

    Raises NoSuchEntry, EntryLocked.
    """
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        open_entry(user_id, name).delete()
        _record("delete diary entry", user_id, by)


def lock_until(user_id: int, day: date, *, by: Actor) -> int:
    """Lock every entry up to this day, as shown at an appraisal; how many that were open."""
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        rows = Entry.objects.filter(user_id=user_id, day__lte=day, locked=None)
        count = rows.update(locked=timezone.now())
        _record("lock diary", user_id, by, entries=count)
    return count


def delete_readings(user_id: int, numbers: Iterable[int], *, by: Actor) -> int:
    """Delete some of one's unfiled readings; how many."""
    with transaction.atomic():
        rows = readings_named(user_id, numbers)
        Reading.objects.filter(pk__in=[one.pk for one in rows]).delete()
        _record("delete readings", user_id, by, readings=len(rows))
    return len(rows)


def start_from_question(user_id: int, *, words: str, slug: str, by: Actor) -> Entry | None:
    """The beginning of an entry, from a question that a page did not answer: with today's reading
    of that page, where it is recorded. None for whoever keeps no record."""
    if not keeps(user_id):
        return None
    today = timezone.now().date()
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        own = list(Reading.objects.filter(user_id=user_id, day=today, slug=slug, entry=None))
        site: Mapping[str, Any] = settings.STATIM_CPD
        rules: Sequence[str] = site["rules"]
        draft = Draft(
            title=own[0].title[:300] if own else "A question that was not answered",
            day=today, rule=rules[0], question=words, outcome="no-answer",
        )  # fmt: skip
        entry = Entry(user_id=user_id)
        _set(entry, draft, own)
        entry.save(force_insert=True)
        Reading.objects.filter(pk__in=[one.pk for one in own]).update(entry=entry)
        _record("start diary entry from a question", user_id, by)
    return entry
