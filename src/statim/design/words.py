"""Small wordings that every page shares: days and counts in plain English. Pure."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=4096)
def day(iso: str) -> str:
    """An ISO day or moment as people write the day: "2026-03-02" as "2 March 2026".

    What is no ISO day comes back as it was given.
    """
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 topic", "3 topics"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
