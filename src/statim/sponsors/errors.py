"""What this room refuses, each by name and in words that the person will read."""

from __future__ import annotations

from datetime import date

from statim.design.speech import say


class Refused(Exception):
    """Nothing was written; the message says what and why."""


class SwitchedOff(Refused):
    """The site carries no advertising at all."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This site carries no advertising: its operator has not set STATIM_ADVERTISING=yes."
            )
        )


class NoSuchSlot(Refused):
    """There is no place of this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            say(
                "There is no slot %(name)s; there are: %(known)s.",
                name=repr(name),
                known=", ".join(known),
            )
        )


class NoSuchBooking(Refused):
    """There is none of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(say("There is no booking number %(number)s.", number=number))


class DaysRefused(Refused):
    """The days of a booking make no sense."""


class SlotTaken(Refused):
    """Another booking has the slot on one of these days."""

    def __init__(self, number: int, sponsor: str, first: date, last: date) -> None:
        super().__init__(
            say(
                "The slot is taken by booking %(number)s (%(sponsor)s) from "
                "%(first)s to %(last)s. A slot carries one advertisement a day.",
                number=number,
                sponsor=sponsor,
                first=first,
                last=last,
            )
        )


class AlreadyOver(Refused):
    """The booking has ended."""

    def __init__(self, number: int) -> None:
        super().__init__(
            say("Booking %(number)s is over; what was shown stays in the ledger.", number=number)
        )


class WordsRefused(Refused):
    """Something that must be said is missing, or too long."""


class LinkRefused(Refused):
    """The address that the advertisement leads to is not one that may be led to."""


class PictureRefused(Refused):
    """The picture is not one that may be shown."""
