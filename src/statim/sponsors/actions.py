"""Booking, taking off, stopping everything; and adding to the daily totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection, transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.sponsors.creative import (
    LONGEST_PURPOSE,
    LONGEST_SPONSOR,
    Creative,
    creative,
    said,
)
from statim.sponsors.errors import AlreadyOver, DaysRefused, SlotTaken, SwitchedOff
from statim.sponsors.models import Booking, Picture, Switch
from statim.sponsors.queries import booking, taken
from statim.sponsors.slots import slot_named

LONGEST_DAYS = 366
FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to book: the days `first` to `last` (UTC, both included), and a picture
    (its bytes) with `alt`, or a headline with a text."""

    slot: str
    first: date
    last: date
    sponsor: str
    purpose: str
    link: str
    headline: str = ""
    text: str = ""
    alt: str = ""
    picture: bytes | None = None


def book(wanted: Wanted, *, today: date, by: Actor) -> Booking:
    """Book a slot.

    Raises SwitchedOff, NoSuchSlot, DaysRefused, SlotTaken, WordsRefused, LinkRefused or
    PictureRefused, with nothing written.
    """
    if not settings.STATIM_ADVERTISING:
        raise SwitchedOff
    slot, first, last = slot_named(wanted.slot), wanted.first, wanted.last
    _check_days(first, last, today)
    who = said(say("name of who pays"), wanted.sponsor, LONGEST_SPONSOR)
    what = said(say("line that says what is advertised"), wanted.purpose, LONGEST_PURPOSE)
    shown = creative(
        slot, link=wanted.link, headline=wanted.headline, text=wanted.text, alt=wanted.alt,
        picture=wanted.picture,
    )  # fmt: skip
    with transaction.atomic():
        _one_at_a_time()
        if there := taken(slot.name, first, last):
            raise SlotTaken(there.pk, there.sponsor, there.first, there.last)
        row = Booking.objects.create(
            slot=slot.name, first=first, last=last, sponsor=who, purpose=what, link=shown.link,
            headline=shown.headline, text=shown.text, alt=shown.alt, picture=_kept(shown),
        )  # fmt: skip
        detail = {"slot": slot.name, "first": first.isoformat(), "last": last.isoformat(),
                  "sponsor": who, "purpose": what}  # fmt: skip
        record("book advertisement", by=by, object_kind="booking", object_id=str(row.pk),
               detail=detail)  # fmt: skip
    return row


def take_off(number: int, *, reason: str, today: date, by: Actor) -> Booking:
    """Take a booking off from now on; what was shown stays in the ledger.

    Raises NoSuchBooking, AlreadyOver or WordsRefused, with nothing written.
    """
    why = said("reason", reason, LONGEST_PURPOSE)
    with transaction.atomic():
        _one_at_a_time()
        row = booking(number)
        if row.ended is not None or row.last < today:
            raise AlreadyOver(number)
        row.ended, row.ended_reason = today, why
        row.save(update_fields=["ended", "ended_reason"])
        record("take off advertisement", by=by, object_kind="booking", object_id=str(number),
               detail={"reason": why})  # fmt: skip
    return row


def switch(*, on: bool, by: Actor) -> bool:
    """Show advertisements, or stop all of them at once. Returns whether that changed anything."""
    with transaction.atomic():
        row = Switch.objects.select_for_update().get_or_create(id=1)[0]
        if row.on == on:
            return False
        row.on = on
        row.save(update_fields=["on"])
        record("switch advertising", by=by, object_kind="site", object_id="advertising",
               detail={"on": on})  # fmt: skip
    return True


_ADD = (
    "INSERT INTO sponsors_total (booking_id, day, seen, followed) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (booking_id, day) DO UPDATE SET seen = sponsors_total.seen + excluded.seen, "
    "followed = sponsors_total.followed + excluded.followed"
)


def add_totals(counted: Mapping[tuple[int, date], tuple[int, int]]) -> None:
    """Add to the totals of bookings by day: (number, day) -> (seen, followed). Nobody stands
    behind a count, so there is no `by` and no row in the log."""
    if not counted:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for (number, day), (seen, followed) in counted.items():
            cursor.execute(_ADD, (number, day, seen, followed))


def _check_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise DaysRefused(
            say("The last day, %(last)s, is before the first, %(first)s.", last=last, first=first)
        )
    if first < today:
        raise DaysRefused(
            say("The first day, %(first)s, is past; today is %(today)s.", first=first, today=today)
        )
    if (last - first).days >= LONGEST_DAYS:
        raise DaysRefused(
            say(
                "A booking is for at most %(longest_days)s days; make another after it.",
                longest_days=LONGEST_DAYS,
            )
        )
    if last - today > FURTHEST:
        raise DaysRefused(say("The last day, %(last)s, is more than three years away.", last=last))


def _one_at_a_time() -> None:
    """Hold the switch's row, so that two bookings cannot both find a slot free."""
    Switch.objects.get_or_create(id=1)
    Switch.objects.select_for_update().get(id=1)


def _kept(shown: Creative) -> Picture | None:
    if shown.picture is None:
        return None
    one = shown.picture
    kept, _ = Picture.objects.get_or_create(
        media=one.media, defaults={"type": one.type, "data": one.data}
    )
    return kept
