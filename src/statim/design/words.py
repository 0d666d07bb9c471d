"""Small wordings that every page shares: days and counts, in the reader's language. Pure."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from statim.design.speech import language, later, say, thousands

MONTHS = (
    later("January"), later("February"), later("March"), later("April"), later("May"),
    later("June"), later("July"), later("August"), later("September"), later("October"),
    later("November"), later("December"),
)  # fmt: skip


def day(iso: str) -> str:
    """An ISO day or moment as people write the day: "2026-03-02" as "2 March 2026".

    What is no ISO day comes back as it was given.
    """
    return _day(iso, language())


@lru_cache(maxsize=4096)
def _day(iso: str, spoken: str) -> str:
    """`spoken` names the language, for what is kept."""
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    month = say(MONTHS[when.month - 1])
    return say("%(day)s %(month)s %(year)s", day=when.day, month=month, year=when.year)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, which is not translated: "1 topic", "3 topics"."""
    return f"{thousands(number)} {one if number == 1 else many or one + 's'}"
