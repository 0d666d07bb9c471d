"""A month of the desk: reviews that fall due, publications to come, one's own declaration.

Reads only. Days are UTC, as everything here is dated.
"""

from __future__ import annotations

from calendar import Calendar, monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.design.words import MONTHS
from statim.editions.duedates import due_from
from statim.editorial.models import Schedule
from statim.editorial.office.asked import midnight
from statim.editorial.queries.interests import HOLDS, last_declared
from statim.editorial.queries.plans import topics_of

MOST = 500  # things of a month that are shown
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 1)


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands on a day: `kind` is review, publication or interests; `own` whether it is this
    person's task; `time` is "" for the whole day."""

    kind: str
    what: str
    title: str
    address: str
    own: bool
    time: str = ""


@dataclass(slots=True)
class Day:
    """A day of the month, or ("inside" false) of the weeks at its ends."""

    day: date
    inside: bool
    today: bool
    things: list[Thing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """The month in weeks from Monday on; it and the months before and after as "YYYY-MM"; how many
    things there are, and how many of them fit."""

    name: str
    key: str
    before: str
    after: str
    weeks: list[list[Day]]
    count: int
    shown: int

    @property
    def days(self) -> list[Day]:
        """The days on which there is anything."""
        return [day for week in self.weeks for day in week if day.things]


def first_of(said: str, today: date) -> date:
    """The first of the month that "YYYY-MM" names; of today's month for anything else."""
    try:
        found = date.fromisoformat(f"{said}-01")
    except ValueError:
        return today.replace(day=1)
    return min(max(found, EARLIEST), LATEST)


def month_of(first: date, today: date, *, by: Actor, own_only: bool = False) -> Month:
    """That month as this person sees it; `own_only` leaves out what is others' task."""
    things, count = _things(first, by, own_only)
    weeks = [
        [
            Day(day, day.month == first.month, day == today, things.get(day, []))
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]  # fmt: skip
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    shown = sum(len(each) for each in things.values())
    name = f"{say(MONTHS[first.month - 1])} {first.year}"
    key, earlier, later = (f"{day:%Y-%m}" for day in (first, before, after))
    return Month(name, key, earlier, later, weeks, count, shown)


def _things(first: date, by: Actor, own_only: bool) -> tuple[dict[date, list[Thing]], int]:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    own = topics_of(by.account or 0)
    found: dict[date, list[Thing]] = {}
    for moment, row in _publications(first, last, by):
        found.setdefault(moment.date(), []).append(row)
    pages, _ = due_from(first.isoformat(), last.isoformat(), limit=MOST * 10)
    for page in pages:
        where = reverse("desk:topic", args=[page.topic])
        row = Thing("review", say("Review due"), page.title, where, page.topic in own)
        found.setdefault(date.fromisoformat(page.review_due), []).append(row)
    if declared := last_declared(by.account or 0):
        lapses = (declared.at + HOLDS).astimezone(UTC).date()
        if first <= lapses <= last:
            row = Thing("interests", say("Lapses"), say("Your declaration of interests"),
                        reverse("desk:interests"), own=True)  # fmt: skip
            found.setdefault(lapses, []).append(row)
    if own_only:
        found = {day: [each for each in rows if each.own] for day, rows in found.items()}
    return _within(found)


def _publications(first: date, last: date, by: Actor) -> list[tuple[datetime, Thing]]:
    rows = Schedule.objects.filter(
        state=Schedule.State.WAITING, due__gte=midnight(first),
        due__lt=midnight(last) + timedelta(days=1),
    )  # fmt: skip
    fields = ("due", "submission__topic_id", "submission__topic__title", "by_account")
    return [
        (due.astimezone(UTC),
         Thing("publication", say("To be published"), title, reverse("desk:publish", args=[topic]),
               account == by.account, f"{due.astimezone(UTC):%H:%M}"))
        for due, topic, title, account in rows.order_by("due").values_list(*fields)
    ]  # fmt: skip


def _within(found: dict[date, list[Thing]]) -> tuple[dict[date, list[Thing]], int]:
    """The first MOST of them by day, and how many there are."""
    shown: dict[date, list[Thing]] = {}
    left = MOST
    for day in sorted(found):
        shown[day] = found[day][:left]
        left -= len(shown[day])
    return shown, sum(len(rows) for rows in found.values())
