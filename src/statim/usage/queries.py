"""Reading the daily totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from statim.usage.models import DailyCount, UnansweredSearch


@dataclass(frozen=True, slots=True)
class Total:
    """How often something of one kind happened on a topic since a day."""

    topic: str
    kind: str
    count: int


def totals(what: str, *, since: date) -> list[Total]:
    """The totals of an event by topic and kind, the most first."""
    rows = (
        DailyCount.objects.filter(what=what, day__gte=since)
        .values_list("topic", "kind")
        .annotate(n=Sum("count"))
        .order_by("-n", "topic", "kind")
    )
    return [Total(topic, kind, n) for topic, kind, n in rows]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A word that found nothing: on how many days since it is kept, and the last of them."""

    word: str
    days: int
    last: date


def unanswered(*, since: date) -> list[Unanswered]:
    """The words that found nothing and were last searched for since a day, the most first."""
    rows = UnansweredSearch.objects.filter(last__gte=since).values_list("word", "days", "last")
    return [Unanswered(*row) for row in rows]
