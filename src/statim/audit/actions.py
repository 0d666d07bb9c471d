"""Writing to the log. Call inside the transaction of the act itself, so that both stand or fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from statim.audit.actor import Actor
from statim.audit.links import hash_of
from statim.audit.models import Entry, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What was done, on what. `act` is a verb an editor would use; `detail` must be JSON."""

    act: str
    object_kind: str
    object_id: str
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(
    act: str,
    *,
    by: Actor,
    object_kind: str,
    object_id: str,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry."""
    done = Act(act=act, object_kind=object_kind, object_id=object_id, detail=detail or {})
    return record_many([done], by=by)[0]


def record_many(acts: Sequence[Act], *, by: Actor) -> list[Entry]:
    """Append one entry for each act, in order."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get(id=1)
        entries: list[Entry] = []
        previous, now = head.hash, timezone.now()
        for sequence, act in enumerate(acts, start=head.sequence + 1):
            entry = Entry(
                sequence=sequence,
                at=now,
                actor_name=by.name,
                actor_email=by.email,
                actor_role=by.role,
                act=act.act,
                object_kind=act.object_kind,
                object_id=act.object_id,
                detail=dict(act.detail),
                previous=previous,
            )
            entry.hash = previous = hash_of(entry)
            entries.append(entry)
        Entry.objects.bulk_create(entries)
        Head.objects.filter(id=1).update(sequence=head.sequence + len(entries), hash=previous)
    return entries
