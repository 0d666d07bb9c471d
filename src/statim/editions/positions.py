"""Where published topics stand, many at once: for the lists of the desk. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from statim.editions.models import Standing


@dataclass(frozen=True, slots=True)
class Position:
    """A topic's current edition, and what stands around it. `withdrawn` is None while it can be
    read; `reviewed` and `review_due` are ISO days or ""."""

    topic: str
    slug: str
    number: int
    published: datetime
    reviewed: str
    review_due: str
    withdrawn: datetime | None
    withdrawn_reason: str

    def is_overdue(self, today: date) -> bool:
        """Whether it is being read although its review is past due."""
        due = self.review_due
        return self.withdrawn is None and bool(due) and due < today.isoformat()


_FIELDS = ("topic", "slug", "number", "published", "reviewed", "review_due", "withdrawn",
           "withdrawn_reason")  # fmt: skip


def positions(topics: Iterable[str] | None = None) -> dict[str, Position]:
    """Topic id to its position, of those topics or of all; who was never published is not there."""
    rows = Standing.objects.all()
    if topics is not None:
        rows = rows.filter(topic__in=list(topics))
    return {row[0]: Position(*row) for row in rows.values_list(*_FIELDS)}


def overdue(today: date) -> set[str]:
    """The ids of topics that can be read although their review is past due."""
    rows = Standing.objects.filter(withdrawn__isnull=True, review_due__lt=today.isoformat())
    return set(rows.exclude(review_due="").values_list("topic", flat=True))
