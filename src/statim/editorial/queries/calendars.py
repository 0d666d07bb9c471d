"""Whose calendar a secret address opens, and what stands in it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date
from urllib.parse import urlsplit

from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.audit.actor import Actor
from statim.editions.queries import online_with
from statim.editorial.calendar import Dated
from statim.editorial.models import CalendarLink, Schedule
from statim.editorial.permissions import OWN_CALENDAR, may
from statim.editorial.queries.interests import HOLDS, last_declared
from statim.editorial.queries.plans import topics_of
from statim.publisher.queries import house


def digest_of(token: str) -> str:
    """What is kept of the secret: it has 256 bits of chance, so a plain SHA-256 does."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> Actor | None:
    """Whose calendar the secret opens; None where it is unknown, was taken back, or belongs to
    somebody who has no place at the desk any more."""
    link = CalendarLink.objects.filter(digest=digest_of(token)).first()
    user = User.objects.filter(pk=link.account, is_active=True).first() if link else None
    actor = actor_of(user) if user else None
    return actor if actor and may(actor, OWN_CALENDAR) else None


def has_link(account: int) -> bool:
    """Whether somebody has a calendar address."""
    return CalendarLink.objects.filter(account=account).exists()


def dates_of(actor: Actor) -> list[Dated]:
    """The days that concern somebody: reviews of their pages, publications that they set, and
    the day on which their declaration of interests lapses. By day."""
    account = actor.account or 0
    desk = f"{house().url}/desk/"
    dates = [
        Dated(
            uid=_uid("review", page.topic), day=date.fromisoformat(page.review_due),
            summary=f"Review due: {page.title}", url=f"{house().url}/topics/{page.slug}/",
        )
        for page in online_with(topics_of(account))
        if page.review_due
    ]  # fmt: skip
    waiting = Schedule.objects.filter(by_account=account, state=Schedule.State.WAITING)
    dates += [
        Dated(
            uid=_uid("publication", str(row.pk)), day=row.due.astimezone(UTC).date(),
            summary=f"To be published: {row.submission.topic.title}", url=desk,
        )
        for row in waiting.select_related("submission__topic")
    ]  # fmt: skip
    if declared := last_declared(account):
        lapses = (declared.at + HOLDS).astimezone(UTC).date()
        summary = "Declare your interests anew"
        dates.append(Dated(uid=_uid("interests", str(account)), day=lapses, summary=summary,
                           url=desk))  # fmt: skip
    return sorted(dates, key=lambda each: (each.day, each.uid))


def _uid(kind: str, what: str) -> str:
    return f"{kind}-{what}@{urlsplit(house().url).hostname or 'statim'}"
