"""Writing to the log. Call inside the transaction of the act itself, so that both stand or fall."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from statim.audit.actor import Actor
from statim.audit.links import hash_of
from statim.audit.models import Entry, Head


def record(
    act: str,
    *,
    by: Actor,
    object_kind: str,
    object_id: str,
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Entry:
    """Append one entry. `act` is a verb an editor would use; `detail` must be JSON."""
    with transaction.atomic():
        head = Head.objects.select_for_update().get(id=1)
        entry = Entry(
            sequence=head.sequence + 1,
            at=at or timezone.now(),
            actor_name=by.name,
            actor_email=by.email,
            actor_role=by.role,
            act=act,
            object_kind=object_kind,
            object_id=object_id,
            detail=dict(detail or {}),
            previous=head.hash,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
        Head.objects.filter(id=1).update(sequence=entry.sequence, hash=entry.hash)
    return entry

