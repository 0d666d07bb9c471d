"""What is overdue, and what falls due soon. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazily

from statim.audit.actor import Actor
from statim.design.speech import say, say_count
from statim.design.words import day
from statim.editions.duedates import DuePage, due_by_specialty, due_from
from statim.editorial.office.rows import Row, Slice
from statim.editorial.queries.plans import responsible_of
from statim.editorial.reviewdates import DUE_SOON_DAYS

UNFILED = lazily("No specialty")


def overdue(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Every overdue page, the longest overdue first."""
    pages, count = due_from("", _yesterday(today), start=start, limit=limit)
    return _rows(pages, today), count


def overdue_in(specialty: str, today: date, start: int, limit: int) -> Slice:
    """Those of one specialty, as read, "" for pages without one."""
    pages, count = due_from("", _yesterday(today), specialty=specialty, start=start, limit=limit)
    return _rows(pages, today), count


def overdue_shelves(today: date) -> tuple[list[Row], int]:
    """(a line for each specialty with overdue pages, the longest list first; pages in all)."""
    shelves = due_by_specialty(_yesterday(today))
    whole = reverse("office:list", args=["overdue"])
    rows = [
        Row(
            shelf.specialty or UNFILED,
            f"{whole}?{urlencode({'specialty': shelf.specialty})}",
            chip=say("%(number)s overdue", number=shelf.count),
            where=say("The oldest since %(oldest)s", oldest=day(shelf.oldest)),
        )
        for shelf in shelves
    ]
    return rows, sum(shelf.count for shelf in shelves)


def soon(by: Actor, today: date, start: int, limit: int) -> Slice:
    """Pages whose review falls due within 60 days."""
    last = (today + timedelta(days=DUE_SOON_DAYS)).isoformat()
    pages, count = due_from(today.isoformat(), last, start=start, limit=limit)
    return _rows(pages, today), count


def _rows(pages: Sequence[DuePage], today: date) -> list[Row]:
    people = responsible_of([page.topic for page in pages])
    return [
        Row(
            page.title,
            reverse("desk:topic", args=[page.topic]),
            line=page.specialty,
            where=", ".join(
                [say("Due %(day)s", day=day(page.review_due)), *people.get(page.topic, [])]
            ),
            chip=_late(page, today),
            alarm=True,
        )
        for page in pages
    ]


def _late(page: DuePage, today: date) -> str:
    days = (today - date.fromisoformat(page.review_due)).days
    if days <= 0:
        return ""
    return say_count("%(number)s day overdue", "%(number)s days overdue", days)


def _yesterday(today: date) -> str:
    return (today - timedelta(days=1)).isoformat()
