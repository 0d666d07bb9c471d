"""How the site is used, as the desk shows it: sums of days, and nobody behind them. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as written
from django.utils.safestring import SafeString

from statim.design.plots import bar, columns
from statim.design.speech import later, say
from statim.editions.duedates import due_from
from statim.editions.following import standing_now
from statim.usage.queries import Unanswered, by_day, totals, unanswered
from statim.usage.searches import EVENT, KIND
from statim.usage.tallying import MADE, READING, REFUSAL, SEARCH

PERIODS = {30: later("30 days"), 90: later("90 days"), 365: later("a year")}
BY_WEEK = 120  # days from which on a column is a week
LISTED = 15


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with the same numbers for a table: (from which day, how many)."""

    name: str
    title: str
    unit: str
    drawn: SafeString
    rows: Sequence[tuple[date, int]]
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A topic with a number and its bar; no address where it cannot be read now."""

    title: str
    slug: str
    count: int
    drawn: SafeString


def plots(today: date, days: int) -> list[Plot]:
    """Reading, refusals, searches and those without a result, over so many days up to today."""
    since = today - timedelta(days=days - 1)
    return [
        _plot(name, title, by_day(what, since=since, until=today, kind=kind), days)
        for name, title, what, kind in (
            ("reading", say("Pages opened"), READING, ""),
            ("searches", say("Searches"), SEARCH, MADE),
            ("nothing", say("Searches without a result"), EVENT, KIND),
            ("refusals", say("Refusals by the meter"), REFUSAL, ""),
        )
    ]


def _plot(name: str, title: str, found: dict[date, int], days: int) -> Plot:
    rows = list(found.items())
    unit = "week" if days > BY_WEEK else "day"
    if unit == "week":
        weeks = [rows[start : start + 7] for start in range(0, len(rows), 7)]
        rows = [(week[0][0], sum(count for _, count in week)) for week in weeks]
    points = [(written(day, "j M Y"), count) for day, count in rows]
    by_unit = (
        say("%(title)s, by week", title=title)
        if unit == "week"
        else say("%(title)s, by day", title=title)
    )
    drawn = columns(points, name=f"plot-{name}", title=by_unit)
    return Plot(name, title, unit, _safe(drawn), rows[::-1], sum(n for _, n in rows))


def most_read(today: date, days: int) -> list[Line]:
    """The topics that were opened most."""
    found = totals(READING, since=today - timedelta(days=days - 1))[:LISTED]
    pages = standing_now({one.topic for one in found})
    named = [
        (page.title, page.slug, one.count) if (page := pages.get(one.topic))
        else (say("A page that is withdrawn"), "", one.count)
        for one in found
    ]  # fmt: skip
    return _lines(named)


def most_overdue(today: date) -> list[Line]:
    """The pages whose review has been overdue for longest, with the days."""
    pages, _ = due_from("", (today - timedelta(days=1)).isoformat(), limit=LISTED)
    return _lines(
        [(page.title, page.slug, (today - date.fromisoformat(page.review_due)).days)
         for page in pages]
    )  # fmt: skip


def words_without_result(today: date, days: int) -> list[Unanswered]:
    """Single words that found nothing on three days or more."""
    return unanswered(since=today - timedelta(days=days - 1))[:LISTED]


def _lines(found: Sequence[tuple[str, str, int]]) -> list[Line]:
    most = max((count for _, _, count in found), default=0)
    return [Line(title, slug, count, _safe(bar(count, most))) for title, slug, count in found]


def _safe(drawn: str) -> SafeString:
    return SafeString(drawn)  # design.plots escapes what it is given
