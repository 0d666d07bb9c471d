"""When the reviews of online pages fall due, for lists and calendars. Reads only.

Filtered, ordered and counted by the database, since a site may hold thousands of pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet, Subquery, Value

from statim.editions.models import Standing


@dataclass(frozen=True, slots=True)
class DuePage:
    """An online page and the ISO day on which its review is due."""

    topic: str
    slug: str
    title: str
    specialty: str
    reviewed: str
    review_due: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many pages of a specialty are due, and the earliest day among them."""

    specialty: str
    count: int
    oldest: str


_FIELDS = ("topic", "slug", "title", "specialty", "reviewed", "review_due")


def due_from(
    since: str, until: str, *, specialty: str | None = None, start: int = 0, limit: int = 1000
) -> tuple[list[DuePage], int]:
    """(some of the pages due from the one ISO day, "" for ever, up to the other, both counted in,
    the longest due first; how many there are in all)."""
    rows = _due(since, until)
    if specialty is not None:
        rows = rows.filter(specialty=specialty)
    every = rows.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")
    shown = rows.order_by("review_due", "title_key").annotate(in_all=Subquery(every))
    found = list(shown.values_list("in_all", *_FIELDS)[start : start + limit])
    count = found[0][0] if found else rows.count() if start else 0
    return [DuePage(*row[1:]) for row in found], count


def due_by_specialty(until: str) -> list[Shelf]:
    """The specialties with pages due up to that day, the longest lists first."""
    rows = _due("", until).values("specialty").annotate(n=Count("pk"), oldest=Min("review_due"))
    found = [Shelf(row["specialty"], row["n"], row["oldest"]) for row in rows]
    return sorted(found, key=lambda shelf: (-shelf.count, shelf.specialty))


def due_of(topics: Iterable[str]) -> dict[str, DuePage]:
    """Those of the topics that are online, with their day or ""."""
    rows = Standing.objects.filter(withdrawn__isnull=True, topic__in=list(topics))
    return {row[0]: DuePage(*row) for row in rows.values_list(*_FIELDS)}


def _due(since: str, until: str) -> QuerySet[Standing]:
    rows = Standing.objects.filter(withdrawn__isnull=True).exclude(review_due="")
    rows = rows.filter(review_due__lte=until)
    return rows.filter(review_due__gte=since) if since else rows
