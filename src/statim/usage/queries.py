"""Reading the daily totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from statim.usage.models import DailyCount, Institution, MonthCount, ReportKey, UnansweredSearch


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


def by_day(what: str, *, since: date, until: date, kind: str | None = None) -> dict[date, int]:
    """How often an event happened on each day from one to the other, days without it as 0."""
    rows = DailyCount.objects.filter(what=what, day__gte=since, day__lte=until)
    if kind is not None:
        rows = rows.filter(kind=kind)
    found = dict(rows.order_by("day").values_list("day").annotate(n=Sum("count")))
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return {day: found.get(day, 0) for day in days}


def months_of(institution: Institution, begin: date, end: date) -> dict[tuple[str, date], int]:
    """An institution's sums of the months between two days: (name of the sum, month) to number."""
    rows = MonthCount.objects.filter(institution=institution, month__gte=begin, month__lte=end)
    return {(row.metric, row.month): row.count for row in rows}


def institutions() -> list[Institution]:
    """Every institution, those that ended last."""
    return sorted(Institution.objects.all(), key=lambda each: (each.ended is not None, each.name))


def institution(customer_id: str) -> Institution | None:
    """The institution of a customer ID, ended or not."""
    return Institution.objects.filter(customer_id=customer_id).first()


def keys_of(institution: Institution) -> list[ReportKey]:
    """Its keys, the revoked ones too, in the order they were made."""
    return list(institution.keys.all())


def key_of(hashed: str) -> ReportKey | None:
    """The key in use with this hash."""
    rows = ReportKey.objects.filter(hashed=hashed, revoked=None, institution__ended=None)
    return rows.select_related("institution").first()
