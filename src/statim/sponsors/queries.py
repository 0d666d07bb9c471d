"""Reading bookings: what a slot carries on a day, the ledger, the totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from statim.sponsors.errors import NoSuchBooking
from statim.sponsors.models import Booking, Picture, Switch
from statim.sponsors.slots import SLOTS


def is_on() -> bool:
    """Whether this site carries advertising, and nobody has stopped it."""
    if not settings.STATIM_ADVERTISING:
        return False
    row = Switch.objects.filter(id=1).first()
    return row is None or row.on


def _running(day: date) -> QuerySet[Booking]:
    """What is booked for a day and was not taken off by then."""
    untouched = Q(ended__isnull=True) | Q(ended__gt=day)
    return Booking.objects.filter(untouched, first__lte=day, last__gte=day)


def booked(day: date) -> frozenset[str]:
    """The slots that carry something on this day; none while it is switched off."""
    if not is_on():
        return frozenset()
    return frozenset(_running(day).values_list("slot", flat=True)) & frozenset(SLOTS)


def showing(slot: str, day: date) -> Booking | None:
    """What a slot shows on this day, chosen by nothing else; None where it shows nothing."""
    return _running(day).filter(slot=slot).first() if is_on() else None


def taken(slot: str, first: date, last: date) -> Booking | None:
    """A booking that has the slot on one of these days."""
    untouched = Q(ended__isnull=True) | (Q(ended__gt=first) & Q(ended__gt=F("first")))
    meets = Booking.objects.filter(untouched, slot=slot, first__lte=last, last__gte=first)
    return meets.order_by("first").first()


def booking(number: int) -> Booking:
    """The booking of this number. Raises NoSuchBooking."""
    found = Booking.objects.filter(pk=number).first()
    if found is None:
        raise NoSuchBooking(number)
    return found


def picture(media: str) -> Picture | None:
    """A picture by the SHA-256 of its bytes, where a booking shows it."""
    return Picture.objects.filter(media=media, booking__isnull=False).distinct().first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One booking as the ledger tells it. `last` is the last day on which it stood, or will;
    before `first` where it was taken off before it began."""

    number: int
    sponsor: str
    purpose: str
    link: str
    slot: str
    where: str
    first: date
    last: date
    ended: date | None
    ended_reason: str
    seen: int
    followed: int

    @property
    def never_shown(self) -> bool:
        """Whether it was taken off before its first day."""
        return self.ended is not None and self.ended <= self.first


def ledger() -> list[Line]:
    """Every booking that was ever made, the newest days first."""
    rows = Booking.objects.annotate(
        seen=Coalesce(Sum("total__seen"), 0), followed=Coalesce(Sum("total__followed"), 0)
    )
    return [_line(row) for row in rows.order_by("-first", "slot", "-pk").defer("picture")]


def _line(row: Booking) -> Line:
    slot = SLOTS.get(row.slot)
    last = row.last if row.ended is None else min(row.last, row.ended)
    return Line(
        number=row.pk, sponsor=row.sponsor, purpose=row.purpose, link=row.link, slot=row.slot,
        where=slot.where if slot else row.slot, first=row.first, last=last,
        ended=row.ended, ended_reason=row.ended_reason,
        seen=getattr(row, "seen", 0), followed=getattr(row, "followed", 0),
    )  # fmt: skip
