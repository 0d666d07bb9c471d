"""Files that somebody puts with an entry of their diary: added, taken away, read by them alone.

A locked entry keeps what it had. No file's name goes into the log.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum

from statim.accounts.cpd.actions import open_entry, remember
from statim.accounts.cpd.files import MB, MOST, MOST_TOGETHER, taken
from statim.accounts.errors import EvidenceRefused, NoSuchEvidence
from statim.accounts.models import Evidence, User
from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say


def _record(act: str, user_id: int, by: Actor) -> None:
    record(act, by=by, object_kind="diary", object_id=str(user_id), detail={})


def attach(user_id: int, entry_name: str, *, name: str, data: bytes, by: Actor) -> Evidence:
    """Put a file with one's entry; the same bytes again are the file that is there.

    Raises EvidenceRefused, NoSuchEntry, EntryLocked.
    """
    file = taken(name, data)
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        entry = open_entry(user_id, entry_name)
        if there := entry.evidence.filter(digest=file.digest).first():
            return there
        if entry.evidence.count() >= MOST:
            raise EvidenceRefused(say("an entry holds %(most)s files at most", most=MOST))
        held = Evidence.objects.filter(user_id=user_id).aggregate(n=Sum("size"))["n"] or 0
        if held + len(file.data) > MOST_TOGETHER:
            raise EvidenceRefused(
                say("your diary holds %(mb)s MB of files at most", mb=MOST_TOGETHER // MB)
            )
        remember(entry)
        entry.save()
        kept = Evidence.objects.create(
            user_id=user_id, entry=entry, title=file.title, media=file.media,
            size=len(file.data), digest=file.digest, data=file.data,
        )  # fmt: skip
        _record("add evidence to diary", user_id, by)
    return kept


def remove(user_id: int, entry_name: str, name: str, *, by: Actor) -> None:
    """Take a file away from one's entry. Raises NoSuchEvidence, NoSuchEntry, EntryLocked."""
    with transaction.atomic():
        User.objects.select_for_update().only("pk").get(pk=user_id)
        entry = open_entry(user_id, entry_name)
        file = evidence_of(user_id, entry_name, name)
        remember(entry)
        entry.save()
        file.delete()
        _record("remove evidence from diary", user_id, by)


def evidence_of(user_id: int, entry_name: str, name: str) -> Evidence:
    """One's file, its bytes too. Raises NoSuchEvidence."""
    rows = Evidence.objects.filter(user_id=user_id, entry__user_id=user_id, name=name)
    found = rows.filter(entry__name=entry_name).first()
    if found is None:
        raise NoSuchEvidence
    return found
