"""Locks: one person writes in a topic at a time; a lock that is not renewed falls after a while.

Taking, giving back and breaking a lock are acts and logged; renewing it, every minute or so, is
a sign of life and is not.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.actions.holding import hold_topic
from statim.editorial.actions.writing import check_free
from statim.editorial.errors import NotThere
from statim.editorial.models import Lock
from statim.editorial.permissions import BREAK_LOCK, WRITE, check_may
from statim.editorial.queries.locks import HOLDS, lock_on


def take_lock(topic_id: str, *, by: Actor) -> Lock:
    """Keep a topic for oneself for a while; one's own lock is renewed. Raises NotAllowed, Locked
    (by whom, until when) or topics' NoSuchTopic."""
    account = check_may(by, WRITE)
    with transaction.atomic():
        topic = hold_topic(topic_id)
        check_free(topic, by)
        now = timezone.now()
        own = lock_on(topic.pk, now)
        if own:
            own.renewed = now
            own.save(update_fields=["renewed"])
            return own
        made, _ = Lock.objects.update_or_create(
            topic=topic,
            defaults={
                "by_name": by.name, "by_account": account, "since": now, "renewed": now,
            },
        )  # fmt: skip
        _tell("take lock", topic.pk, by)
    return made


def renew_lock(topic_id: str, *, by: Actor) -> Lock:
    """Say that one is still writing. Raises NotThere where the lock is no longer one's own."""
    now = timezone.now()
    mine = Lock.objects.filter(topic=topic_id, by_account=by.account or 0, renewed__gt=now - HOLDS)
    if not mine.update(renewed=now):
        raise NotThere(say("The topic is no longer kept for you; save, and open it again."))
    return Lock.objects.get(topic=topic_id)


def release_lock(topic_id: str, *, by: Actor) -> None:
    """Give one's lock back; where one has none, nothing happens."""
    with transaction.atomic():
        mine, _ = Lock.objects.filter(topic=topic_id, by_account=by.account or 0).delete()
        if mine:
            _tell("release lock", topic_id, by)


def break_lock(topic_id: str, *, by: Actor) -> None:
    """As an editor, take away somebody's lock; what they have not saved is still theirs to save,
    if nobody saved meanwhile. Raises NotAllowed, NotThere or topics' NoSuchTopic."""
    check_may(by, BREAK_LOCK)
    with transaction.atomic():
        topic = hold_topic(topic_id)
        lock = lock_on(topic.pk, timezone.now())
        if lock is None:
            raise NotThere(say("Nobody is writing in this topic."))
        whose = lock.by_name
        lock.delete()
        _tell("break lock", topic.pk, by, of=whose)


def _tell(act: str, topic_id: str, by: Actor, **detail: object) -> None:
    record(act, by=by, object_kind="topic", object_id=topic_id, detail=detail)
