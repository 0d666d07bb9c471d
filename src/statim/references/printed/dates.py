"""Dates as references print them, to CSL dates: "2019 Sep-Oct", "12 April 2023", "2017"."""

from __future__ import annotations

import re
from typing import Any

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = tuple(name.casefold() for name in MONTH_NAMES)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
SEASON = r"(?:Spring|Summer|Autumn|Fall|Winter)"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"\s*[-–—/]\s*"

_SHAPES = [
    # 2019 Aug 27 · 2019 Sep-Oct · 2001 Sep 13-15 · 2002 Nov 28-Dec 3 · 2002 Dec-2003 Jan
    rf"(?P<y>{YEAR})(?:,?\s+(?P<m>{MONTH})(?:\s+(?P<d>{DAY})\b)?"
    rf"(?:{_DASH}(?:(?P<y2>{YEAR})\s+)?(?P<m2>{MONTH})?\s*(?P<d2>{DAY}\b)?)?)",
    rf"(?P<y>{YEAR})\s+(?P<s>{SEASON})",
    rf"(?P<s>{SEASON})\s+(?P<y>{YEAR})",
    # 27 August 2019 · August 2019 · Sep-Oct 2019
    rf"(?:(?P<d>{DAY})\s+)?(?P<m>{MONTH})(?:{_DASH}(?P<m2>{MONTH}))?,?\s+(?P<y>{YEAR})",
    # April 12, 2023
    rf"(?P<m>{MONTH})\s+(?P<d>{DAY}),?\s+(?P<y>{YEAR})",
    # 2023, April 12
    rf"(?P<y>{YEAR}),\s+(?P<m>{MONTH})\s+(?P<d>{DAY})",
    r"(?P<y>(?:1[5-9]|20)\d\d)-(?P<mn>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])",
    rf"(?P<y>{YEAR}){_DASH}(?P<y2>{YEAR})",
    rf"(?P<c>c)?(?P<y>{YEAR})[a-z]?",
]
_PATTERNS = [re.compile(shape, re.IGNORECASE) for shape in _SHAPES]
_ANY = "|".join(re.sub(r"\?P<\w+>", "?:", shape) for shape in _SHAPES)
ANY_DATE = rf"(?:{_ANY})"


def month_number(name: str) -> int | None:
    """ "Sept." as 9, "09" as 9; None where it is no month."""
    text = name.strip().rstrip(".").casefold()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else None


def parse_date(text: str) -> dict[str, Any] | None:
    """A whole string that is a date, as a CSL date; None where it is not one."""
    text = text.strip().rstrip(".,;")
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return _csl(found.groupdict())
    return None


def _csl(part: dict[str, str | None]) -> dict[str, Any]:
    if part.get("c"):
        return {"literal": f"c{part['y']}"}  # a year of copyright
    begin = [int(part["y"] or 0)]
    if season := part.get("s"):
        return {"date-parts": [begin], "season": _SEASONS[season.casefold()]}
    month = month_number(part.get("m") or part.get("mn") or "")
    if month:
        begin.append(month)
        if part.get("d"):
            begin.append(_day(part["d"]))
    end = _end(part, begin)
    return {"date-parts": [begin, end] if end else [begin]}


def _end(part: dict[str, str | None], begin: list[int]) -> list[int]:
    year2, month2, day2 = part.get("y2"), part.get("m2"), part.get("d2")
    if not (year2 or month2 or day2):
        return []
    end = [int(year2) if year2 else begin[0]]
    if month := month_number(month2 or "") or (begin[1] if len(begin) > 1 and day2 else None):
        end.append(month)
        if day2:
            end.append(_day(day2))
    return end


def _day(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or "0"))
