"""A person's dates as an iCalendar feed (RFC 5545). Pure: entries to bytes.

Whole days only: a review is due on a day, in any time zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Statim//The writing desk//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One day to remember. `uid` stays the same while it is the same thing."""

    uid: str
    day: date
    summary: str
    url: str


def feed(dates: Iterable[Dated], *, name: str, now: datetime) -> bytes:
    """The calendar, named, with one event for each entry; `now` is UTC."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for dated in dates:
        event = Event()
        event.add("uid", dated.uid)
        event.add("dtstamp", now)
        event.add("dtstart", dated.day)
        event.add("dtend", dated.day + timedelta(days=1))
        event.add("summary", dated.summary)
        event.add("url", dated.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
