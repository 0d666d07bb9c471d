"""Locks: who is writing in a topic now."""

from __future__ import annotations

from datetime import datetime, timedelta

from statim.editorial.models import Lock

HOLDS = timedelta(minutes=15)


def until(lock: Lock) -> datetime:
    """Until when the lock holds, if nothing more is heard of who holds it."""
    return lock.renewed + HOLDS


def lock_on(topic_id: str, at: datetime) -> Lock | None:
    """The lock that holds on a topic at that moment, if there is one."""
    return Lock.objects.filter(topic=topic_id, renewed__gt=at - HOLDS).first()
