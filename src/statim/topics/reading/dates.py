"""Days as pages print them. A placeholder, or a day that cannot be told, is a doubt."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_PLACEHOLDER = re.compile(r"[dmyx?\s./-]+|not (?:yet|stated)|tbc|tba|n/?a", re.IGNORECASE)


class NoDay(ValueError):
    """The words name no day; the message says why."""


def day_of(words: str) -> str:
    """The ISO day that the words name. Raises NoDay with the reason."""
    words = words.strip(" .,;|")
    if not words or _PLACEHOLDER.fullmatch(words):
        raise NoDay("it is a placeholder")
    year, month, day = _parts(words)
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise NoDay("there is no such day") from error


def _parts(words: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _DAY_FIRST.fullmatch(words)) and (month := _MONTHS.get(found[2].lower())):
        return int(found[3]), month, int(found[1])
    if (found := _MONTH_FIRST.fullmatch(words)) and (month := _MONTHS.get(found[1].lower())):
        return int(found[3]), month, int(found[2])
    if found := _SLASHED.fullmatch(words):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return int(found[3]), second, first
        if second > 12:
            return int(found[3]), first, second
        raise NoDay("it may be read with the day or the month first")
    raise NoDay("it names no day that can be told")
