"""Comparisons of current editions whose numbers wait for review: newer data were entered, or the
paper of a study was retracted. An overlay: what was published keeps its own numbers.

Only that it is so, since when, and whether the conclusion would change: never a draft's numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from statim.editions.models import Edition, Standing, WaitingNumbers

NEWER, RETRACTED = WaitingNumbers.Why.NEWER, WaitingNumbers.Why.RETRACTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """One comparison of an edition (by its hash) that waits: why, since when, and whether what
    the page says of it would change."""

    statement: str
    why: str
    changes: bool
    since: date | None = None


def waiting_on(topic: str, digest: str) -> list[Waits]:
    """What waits for review about this edition of a topic, by its hash."""
    rows = WaitingNumbers.objects.filter(topic=topic, edition=digest).order_by("pk")
    return [Waits(statement=r.statement, why=r.why, changes=r.changes, since=r.since) for r in rows]


def waiting_topics() -> list[tuple[str, str, bool, date]]:
    """(topic, why, whether a conclusion would change, since) of everything that waits and is
    about a current edition, the longest waiting first."""
    hashes = Standing.objects.filter(withdrawn__isnull=True).values("hash")
    rows = WaitingNumbers.objects.filter(edition__in=hashes).order_by("since", "pk")
    return list(rows.values_list("topic", "why", "changes", "since"))


def with_comparisons(topics: Sequence[str]) -> list[str]:
    """Those of the topics whose current edition holds a comparison."""
    found: list[str] = []
    for start in range(0, len(topics), 500):
        standing = Standing.objects.filter(topic__in=topics[start : start + 500])
        hashes = list(standing.values_list("hash", flat=True))
        rows = Edition.objects.filter(hash__in=hashes, canonical__contains='"kind":"comparison"')
        found += rows.order_by("sequence").values_list("topic", flat=True)
    return found


def is_waiting(topic: str) -> bool:
    """Whether anything was said to wait about the topic."""
    return WaitingNumbers.objects.filter(topic=topic).exists()


def keep_waiting(topic: str, digest: str, waits: Sequence[Waits]) -> bool:
    """Make this all that waits about a topic; turns its page where that is news. Part of another
    act, which leaves the audit row. What waited already keeps its day."""
    with transaction.atomic():
        rows = WaitingNumbers.objects.filter(topic=topic)
        before = {(r.edition, r.statement, r.why, r.changes): r.since for r in rows}
        known = {(r.statement, r.why): r.since for r in rows}
        after = {(digest, each.statement, each.why, each.changes) for each in waits}
        if before.keys() == after:
            return False
        rows.delete()
        today = timezone.now().date()
        WaitingNumbers.objects.bulk_create(
            WaitingNumbers(
                topic=topic,
                edition=digest,
                statement=each.statement,
                why=each.why,
                changes=each.changes,
                since=known.get((each.statement, each.why), today),
            )
            for each in waits
        )
        Standing.objects.filter(topic=topic).update(turn=F("turn") + 1)
    return True
