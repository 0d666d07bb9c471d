"""Going through all topics in a fixed order, page by page, for whoever takes them along.

The order is that of publication, then of ids, so that a page never depends on the one before it
and what is published meanwhile comes at the end. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from statim.editions.folding import fold
from statim.editions.listing_row import Row
from statim.editions.models import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which topics: published from `since` on and before `until`; `topics` by id; `title` words
    that stand in title or synonyms; `shelf` with those under it. None: no matter."""

    since: datetime | None = None
    until: datetime | None = None
    topics: Collection[str] | None = None
    title: str = ""
    shelf: str = ""
    withdrawn: bool = False


Place = tuple[datetime, str]  # publication and id of the last topic of a page


def cursor_of(row: Row) -> str:
    """The place of a topic as clients carry it."""
    return f"{row.published.isoformat()}~{row.topic}"


def place_at(cursor: str) -> Place:
    """The place that a cursor names. Raises ValueError for what is none."""
    at, _, topic = cursor.partition("~")
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None or not topic or "\x00" in topic:
        raise ValueError("it is no cursor of this site")
    return moment, topic


def page_of_topics(wanted: Wanted, *, limit: int, after: Place | None = None) -> list[Row]:
    """The next `limit` topics after that place."""
    rows = Standing.objects.order_by("published", "topic")
    if not wanted.withdrawn:
        rows = rows.filter(withdrawn__isnull=True)
    if wanted.topics is not None:
        rows = rows.filter(topic__in=list(wanted.topics))
    if wanted.since:
        rows = rows.filter(Q(published__gte=wanted.since) | Q(withdrawn__gte=wanted.since))
    if wanted.until:
        rows = rows.filter(published__lt=wanted.until)
    for word in fold(wanted.title).split():
        rows = rows.filter(words__contains=word)
    if wanted.shelf:
        rows = rows.filter(Q(shelf=wanted.shelf) | Q(shelf__startswith=f"{wanted.shelf}/"))
    if after:
        at, topic = after
        rows = rows.filter(Q(published__gt=at) | Q(published=at, topic__gt=topic))
    fields = ("topic", "slug", "title", "number", "hash", "published", "shelf", "withdrawn")
    return [Row(*row) for row in rows.values_list(*fields)[:limit]]


def earliest() -> datetime | None:
    """When the first topic that stands was published, or None."""
    first = Standing.objects.order_by("published").values_list("published", flat=True)
    return first.first()
