"""Recording what somebody reads who said that it may be recorded; and what they follow.

A beat of the page's clock is no act: it is not logged, for the log cannot be cleaned and must not
say who read what. Choices are acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from statim.accounts.errors import NotBookmarked, NothingToFollow, ReadingNotKept
from statim.accounts.models import Bookmark, Follow, Reading, ReadingChoice, User, Visit
from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.following import edition_of_topic, standing_now
from statim.editions.queries import record_mark, shelves

MOST_BOOKMARKS = 500
LONGEST_BEAT = 60  # seconds; the page sends one every 15
RHYTHMS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


def _record(act: str, user_id: int, by: Actor, **detail: str | int | bool) -> None:
    record(act, by=by, object_kind="account", object_id=str(user_id), detail=detail)


def _choice(user_id: int) -> ReadingChoice:
    """The person's choices, locked; made where there are none. Inside a transaction."""
    User.objects.select_for_update().only("pk").get(pk=user_id)
    return ReadingChoice.objects.get_or_create(user_id=user_id)[0]


def choose_record(user_id: int, keeps: bool, *, by: Actor) -> None:
    """Say whether one's reading is recorded. A "no" holds at once; what was kept stays until it
    is deleted."""
    with transaction.atomic():
        choice = _choice(user_id)
        choice.keeps = keeps
        choice.save(update_fields=["keeps"])
        _record("choose whether reading is recorded", user_id, by, kept=keeps)


def forget_reading(user_id: int, *, by: Actor) -> int:
    """Delete what was recorded of one's reading; how many readings it was. Entries that were
    written stay, without what they were written on."""
    with transaction.atomic():
        gone: int = Reading.objects.filter(user_id=user_id).delete()[0]
        Visit.objects.filter(user_id=user_id).delete()
        _record("delete the record of own reading", user_id, by)
    return gone


def note_reading(
    user_id: int, *, topic: str, edition: int, seconds: int, now: datetime | None = None
) -> int:
    """One beat of an open page: `seconds` that it was in view since the one before. What counts
    is never more than the time that went by since this person's last beat, on whatever page, and
    stops at the caps per page and day. The seconds now counted for this page today.

    Raises ReadingNotKept; NothingToFollow where there is no such edition.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if not _choice(user_id).keeps:
            raise ReadingNotKept
        published = edition_of_topic(topic, edition)
        if published is None:
            raise NothingToFollow
        Visit.objects.get_or_create(
            user_id=user_id, topic=topic, defaults={"edition": edition, "at": now}
        )
        today = Reading.objects.filter(user_id=user_id, day=now.date())
        known = today.aggregate(last=Max("ended"), total=Sum("seconds"))
        document = published.document
        reading, _ = today.get_or_create(
            topic=topic,
            edition=edition,
            defaults={
                "user_id": user_id, "day": now.date(), "started": now, "ended": now,
                "slug": published.slug, "title": published.title,
                "reviewed": document.reviewed or "", "review_due": document.review_due or "",
            },
        )  # fmt: skip
        counted = _counted(reading, seconds, known["last"], known["total"] or 0, now)
        Reading.objects.filter(pk=reading.pk).update(
            seconds=reading.seconds + counted, ended=max(now, reading.ended)
        )
    return int(reading.seconds) + counted


def _counted(
    reading: Reading, seconds: int, last: datetime | None, total: int, now: datetime
) -> int:
    went_by = int((now - last).total_seconds() + 1) if last else 0
    caps: Mapping[str, Any] = settings.STATIM_CPD
    page_left = caps["page_minutes"] * 60 - reading.seconds
    day_left = caps["day_minutes"] * 60 - total
    return int(max(0, min(seconds, LONGEST_BEAT, went_by, page_left, day_left)))


def acknowledge(user_id: int, *, topic: str, edition: int, by: Actor) -> None:
    """Say that the changes up to this edition were seen. Raises ReadingNotKept, NothingToFollow."""
    with transaction.atomic():
        if not _choice(user_id).keeps:
            raise ReadingNotKept
        if edition_of_topic(topic, edition) is None:
            raise NothingToFollow
        visit, _ = Visit.objects.get_or_create(
            user_id=user_id, topic=topic, defaults={"edition": edition}
        )
        Visit.objects.filter(pk=visit.pk, edition__lt=edition).update(
            edition=edition, at=timezone.now()
        )
        _record("see what changed", user_id, by)


def follow(user_id: int, *, kind: str, what: str, by: Actor) -> None:
    """Follow a topic (its id) or a specialty (its shelf). Raises NothingToFollow."""
    with transaction.atomic():
        known = (
            what in standing_now([what])
            if kind == Follow.TOPIC
            else kind == Follow.SHELF
            and any(f"{shelf}/".startswith(f"{what}/") for shelf, _, _ in shelves())
        )
        if not (known and what):
            raise NothingToFollow
        _choice(user_id)
        Follow.objects.get_or_create(user_id=user_id, kind=kind, what=what)
        _record("follow", user_id, by, kind=kind)


def unfollow(user_id: int, *, kind: str, what: str, by: Actor) -> None:
    """Follow it no more."""
    with transaction.atomic():
        Follow.objects.filter(user_id=user_id, kind=kind, what=what).delete()
        _record("unfollow", user_id, by)


def keep_bookmark(user_id: int, *, topic: str, by: Actor) -> None:
    """Keep a topic (its id), to find it again. Raises NotBookmarked."""
    with transaction.atomic():
        if topic not in standing_now([topic]):
            raise NotBookmarked
        _choice(user_id)
        if Bookmark.objects.filter(user_id=user_id).count() >= MOST_BOOKMARKS:
            raise NotBookmarked(
                say("You have %(number)s bookmarks; remove some first.", number=MOST_BOOKMARKS)
            )
        Bookmark.objects.get_or_create(user_id=user_id, topic=topic)
        _record("keep a bookmark", user_id, by)


def drop_bookmark(user_id: int, *, topic: str, by: Actor) -> None:
    """Keep it no more."""
    with transaction.atomic():
        Bookmark.objects.filter(user_id=user_id, topic=topic).delete()
        _record("drop a bookmark", user_id, by)


def choose_digest(user_id: int, rhythm: str, *, by: Actor) -> None:
    """ "daily", "weekly" or "": how often to mail what changed; what was published until now is
    in none of those mails."""
    if rhythm and rhythm not in RHYTHMS:
        rhythm = ""
    with transaction.atomic():
        choice = _choice(user_id)
        choice.digest = rhythm
        choice.due = timezone.now() + RHYTHMS[rhythm] if rhythm else None
        choice.reached = record_mark()[0]
        choice.save(update_fields=["digest", "due", "reached"])
        _record("choose mail digest", user_id, by, digest=rhythm or "none")
