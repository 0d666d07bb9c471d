"""Bookings for tests, made through the action only."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from PIL import Image

from statim.audit.actor import OPERATOR
from statim.sponsors.actions import Wanted, book
from statim.sponsors.models import Booking
from statim.sponsors.views.public import today

WORDS: dict[str, Any] = {
    "slot": "topic", "sponsor": "Example Conferences", "purpose": "a conference in May",
    "link": "https://conference.example/2027", "headline": "Mood 2027",
    "text": "Three days in May, for those who treat mood disorders.",
}  # fmt: skip


def booked(*, begins: int = 0, days: int = 7, **other: Any) -> Booking:
    """A booking that begins so many days from today."""
    now = today()
    first = now + timedelta(days=begins)
    said = {"first": first, "last": first + timedelta(days=days - 1), **WORDS, **other}
    return book(Wanted(**said), today=now, by=OPERATOR)


def picture(
    width: int = 600, height: int = 200, kind: str = "PNG", mode: str = "RGB", **save: Any
) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new(mode, (width, height), (20, 90, 110, 255)[: len(mode)]).save(out, kind, **save)
    return out.getvalue()
