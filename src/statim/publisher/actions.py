"""Deciding about single pages."""

from __future__ import annotations

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.publisher.models import WithoutAdvertising


def keep_advertising_off(topic: str, *, off: bool, by: Actor) -> bool:
    """Say that no advertisement may stand beside a topic (its id), or that one may again.
    Returns whether that changed anything."""
    with transaction.atomic():
        if off:
            changed = WithoutAdvertising.objects.get_or_create(topic=topic)[1]
        else:
            changed = bool(WithoutAdvertising.objects.filter(topic=topic).delete()[0])
        if changed:
            record("exempt from advertising", by=by, object_kind="topic", object_id=topic,
                   detail={"off": off})  # fmt: skip
    return changed
