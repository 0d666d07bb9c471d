"""Writing at the desk: who may, who holds the lock; then the topic is saved (`topics.actions`)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from statim.audit.actor import Actor
from statim.editorial.actions.holding import hold_topic
from statim.editorial.errors import Locked
from statim.editorial.models import Lock
from statim.editorial.permissions import WRITE, check_may
from statim.editorial.queries.locks import lock_on, until
from statim.editorial.shifts import tell_waiting
from statim.topics import actions as topics
from statim.topics.manuscript import Manuscript
from statim.topics.models import Topic, Version


def new_topic(title: str, slug: str, specialty: tuple[str, ...], *, by: Actor) -> Topic:
    """A new, empty topic. Raises NotAllowed, and topics' NoTitle, NoAddress or SlugTaken."""
    check_may(by, WRITE)
    return topics.new_topic(title, slug, specialty, by=by)


def save_draft(topic_id: str, manuscript: Manuscript, *, revision: int, by: Actor) -> Version:
    """Save a draft. Raises NotAllowed, Locked, and what topics' `save_draft` raises."""
    check_may(by, WRITE)
    with transaction.atomic():
        check_free(hold_topic(topic_id), by)
        version = topics.save_draft(topic_id, manuscript, revision=revision, by=by)
        tell_waiting(topic_id)
        return version


def restore_version(topic_id: str, number: int, *, revision: int, by: Actor) -> Version:
    """Bring an older version back. Raises NotAllowed, Locked, and what topics' one raises."""
    check_may(by, WRITE)
    with transaction.atomic():
        check_free(hold_topic(topic_id), by)
        version = topics.restore_version(topic_id, number, revision=revision, by=by)
        tell_waiting(topic_id)
        return version


def check_free(topic: Topic, by: Actor) -> None:
    """Raises Locked where somebody else is writing in the topic now."""
    lock: Lock | None = lock_on(topic.pk, timezone.now())
    if lock and lock.by_account != by.account:
        raise Locked(topic.title, lock.by_name, until(lock).isoformat(timespec="minutes"))
