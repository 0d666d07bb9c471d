"""Booking a slot: one a day, whole or refused with the reason, and every act in the log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from statim.sponsors import errors, queries
from statim.sponsors.actions import Wanted, add_totals, book, switch, take_off
from statim.sponsors.models import Booking
from statim.sponsors.views.public import today
from tests.sponsors.bookings import WORDS, booked, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on(settings: Any) -> None:
    settings.STATIM_ADVERTISING = True


def test_a_booking_shows_on_its_days_and_no_other() -> None:
    row, now = booked(begins=1, days=2), today()
    days = [now + timedelta(days=n) for n in range(4)]
    assert [bool(queries.showing("topic", day)) for day in days] == [False, True, True, False]
    assert queries.showing("home", days[1]) is None
    assert queries.booked(days[1]) == {"topic"}
    assert queries.booking(row.pk).sponsor == "Example Conferences"


@pytest.mark.parametrize(
    ("begins", "days"), [(0, 3), (2, 1), (4, 10), (3, 2), (2, 3)]
)  # the other holds days 2 to 4
def test_a_slot_carries_one_a_day(begins: int, days: int) -> None:
    there = booked(begins=2, days=3)
    with pytest.raises(errors.SlotTaken, match=f"booking {there.pk} \\(Example Conferences\\)"):
        booked(begins=begins, days=days)
    assert Booking.objects.count() == 1
    booked(begins=begins, days=days, slot="home")


def test_the_days_before_and_after_are_free() -> None:
    booked(begins=2, days=3)
    booked(begins=0, days=2)
    booked(begins=5, days=1)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"slot": "article"}, errors.NoSuchSlot),
        ({"begins": -1}, errors.DaysRefused),
        ({"days": 0}, errors.DaysRefused),
        ({"days": 367}, errors.DaysRefused),
        ({"begins": 1200}, errors.DaysRefused),
        ({"sponsor": " "}, errors.WordsRefused),
        ({"purpose": ""}, errors.WordsRefused),
        ({"headline": ""}, errors.WordsRefused),
        ({"text": "x" * 161}, errors.WordsRefused),
        ({"headline": "a\u202eb"}, errors.WordsRefused),
        ({"link": "http://conference.example/"}, errors.LinkRefused),
        ({"link": "javascript:alert(1)"}, errors.LinkRefused),
        ({"link": "https://me:word@conference.example/"}, errors.LinkRefused),
        ({"link": "https:///nowhere"}, errors.LinkRefused),
        ({"link": "https://conference.example/\r\nSet-Cookie: a=b"}, errors.LinkRefused),
        ({"link": "https://[conference.example/"}, errors.LinkRefused),
        ({"alt": "A picture"}, errors.WordsRefused),
        ({"picture": b"GIF89a"}, errors.WordsRefused),  # a picture and words
        ({"picture": b"GIF89a", "headline": "", "text": ""}, errors.WordsRefused),
        ({"picture": b"GIF89a", "headline": "", "text": "", "alt": "x"}, errors.PictureRefused),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    change: dict[str, Any], refused: type[errors.Refused]
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(refused):
        booked(**change)
    assert not Booking.objects.exists()
    assert Entry.objects.count() == entries


def test_nothing_is_booked_where_the_site_carries_no_advertising(settings: Any) -> None:
    settings.STATIM_ADVERTISING = False
    with pytest.raises(errors.SwitchedOff, match="STATIM_ADVERTISING"):
        booked()


def test_what_is_taken_off_is_gone_at_once_and_stays_in_the_ledger() -> None:
    row = booked()
    take_off(row.pk, reason="The conference is cancelled.", today=today(), by=OPERATOR)
    assert queries.showing("topic", today()) is None
    [line] = queries.ledger()
    assert (line.ended_reason, line.last) == ("The conference is cancelled.", today())
    booked(days=2)  # the slot is free
    with pytest.raises(errors.AlreadyOver):
        take_off(row.pk, reason="Again.", today=today(), by=OPERATOR)
    with pytest.raises(errors.NoSuchBooking):
        take_off(999, reason="None such.", today=today(), by=OPERATOR)


def test_what_was_taken_off_before_it_began_was_never_shown() -> None:
    row = booked(begins=3)
    take_off(row.pk, reason="Withdrawn.", today=today(), by=OPERATOR)
    [line] = queries.ledger()
    assert line.never_shown
    booked(begins=0, days=10)  # nothing of it is in the way


def test_one_switch_stops_all_of_it() -> None:
    booked()
    booked(slot="home")
    assert switch(on=False, by=OPERATOR)
    assert not queries.is_on()
    assert not queries.booked(today())
    assert queries.showing("home", today()) is None
    assert not switch(on=False, by=OPERATOR)
    assert switch(on=True, by=OPERATOR)
    assert queries.booked(today()) == {"topic", "home"}


def test_every_act_leaves_one_row_in_the_log() -> None:
    before = Entry.objects.count()
    row = booked()
    take_off(row.pk, reason="Over.", today=today(), by=OPERATOR)
    switch(on=False, by=OPERATOR)
    acts = list(Entry.objects.order_by("sequence").values_list("act", flat=True)[before:])
    assert acts == ["book advertisement", "take off advertisement", "switch advertising"]


def test_totals_are_added_by_booking_and_day() -> None:
    row, day = booked(), today()
    add_totals({(row.pk, day): (3, 1)})
    add_totals({(row.pk, day): (2, 0), (row.pk, day + timedelta(days=1)): (1, 1)})
    [line] = queries.ledger()
    assert (line.seen, line.followed) == (6, 2)


def test_the_database_refuses_a_booking_without_words_or_picture() -> None:
    row = booked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=row.pk).update(headline="")


def test_a_picture_is_kept_once_and_found_by_its_hash() -> None:
    words = {"headline": "", "text": "", "alt": "Mood 2027", "picture": picture()}
    one, two = booked(**words), booked(slot="home", **words)
    assert one.picture_id == two.picture_id
    assert queries.picture(str(one.picture_id)) is not None
    assert queries.picture("0" * 64) is None


def test_a_first_day_in_the_past_is_told_with_today() -> None:
    now = today()
    with pytest.raises(errors.DaysRefused, match=f"today is {now}"):
        book(Wanted(**WORDS, first=now - timedelta(days=1), last=now), today=now, by=OPERATOR)
