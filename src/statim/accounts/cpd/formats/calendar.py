"""The follow-up dates of a diary as a calendar (RFC 5545). Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from statim.accounts.cpd.formats.diary import Diary


def to_ics(diary: Diary) -> bytes:
    """An all-day event for each entry that has a date to follow it up on."""
    calendar = Calendar()
    calendar.add("prodid", "-//Statim//CPD diary//EN")
    calendar.add("version", "2.0")
    for one in diary.records:
        if not one.follow_up:
            continue
        day = date.fromisoformat(one.follow_up)
        event = Event()
        event.add("uid", f"{one.id}@cpd.statim")
        event.add("dtstamp", datetime.fromisoformat(one.modified))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"Follow up: {one.title}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
