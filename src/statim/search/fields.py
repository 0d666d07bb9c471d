"""Field words of a question: `title:asthma`, `cites:10.1001/x`, `reviewed:>2025`. Pure.

A field word only narrows what is found. One that cannot be understood is never an error: it is
read as plain words, and said to be.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from statim.design.speech import say
from statim.references import identifiers
from statim.references.errors import BadIdentifier
from statim.search.words import MOST_WORDS, normal, words_of

MOST_FIELDS = 8
LONGEST_VALUE = 300
LAST_DAY, NEVER = 9999_12_31, 0

_FIELD = re.compile(
    r"(?<!\S)([a-z]{3,12}):(?:[\"\u201c]([^\"\u201c\u201d]{1,200})[\"\u201d]"
    rf"|([^\s\"]\S{{0,{LONGEST_VALUE - 1}}}))",
    re.IGNORECASE,
)
_WHEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARED = re.compile(r"(<=|>=|<|>|=)?(.+)")
_RED_FLAGS = {"red flag", "red flags", "redflag", "redflags"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field word that was understood: `words` to be held in their order or by themselves,
    or exact `terms`, or the days from `least` to `most` (YYYYMMDD)."""

    name: str
    words: list[str]
    terms: list[str]
    least: int = 0
    most: int = 0


class _NotUnderstood(Exception):
    """Why a value says nothing to its field."""


def taken_out(query: str) -> tuple[str, list[Field], list[str]]:
    """(the query without its field words, the fields, what was not understood, in words)."""
    fields: list[Field] = []
    notes: list[str] = []

    def take(found: re.Match[str]) -> str:
        name, value = found[1].casefold(), (found[2] or found[3]).strip()
        if name not in _READ:
            return found[0]
        if len(fields) >= MOST_FIELDS:
            return f" {value} "
        try:
            fields.append(_READ[name](name, value))
        except _NotUnderstood as why:
            notes.append(
                say(
                    "“%(name)s:%(value)s” was read as plain words: %(why)s.",
                    name=name,
                    value=value[:60],
                    why=why,
                )
            )
            return f" {value} "
        return " "

    return _FIELD.sub(take, query), fields, notes


def _worded(name: str, value: str) -> Field:
    words = normal(value)[:MOST_WORDS]
    if not words:
        raise _NotUnderstood(say("it holds no letter and no figure"))
    return Field(name, words, [])


def _person(name: str, value: str) -> Field:
    words = words_of(value)[:MOST_WORDS]
    if not words:
        raise _NotUnderstood(say("it holds no name"))
    return Field(name, words, [])


def _code(name: str, value: str) -> Field:
    return Field(name, [], [value.casefold()])


def _work(name: str, value: str) -> Field:
    for kind, read in (("doi", identifiers.doi), ("pmid", identifiers.pmid)):
        try:
            return Field(name, [], [f"{kind}:{read(value)}"])
        except (BadIdentifier, ValueError):  # an address that is none
            continue
    raise _NotUnderstood(say("write a DOI or a PubMed id"))


def _held(name: str, value: str) -> Field:
    if " ".join(words_of(value)) not in _RED_FLAGS:
        raise _NotUnderstood("write has:red-flags")
    return Field(name, [], ["red-flag"])


def _days(name: str, value: str) -> Field:
    if value.casefold() in {"never", "no"}:
        return Field(name, [], [], NEVER, NEVER)
    first, dots, last = value.partition("..")
    if dots:
        least = _span(first)[0] if first else 1
        most = _span(last)[1] if last else LAST_DAY
        return Field(name, [], [], least, most)
    found = _COMPARED.fullmatch(value)
    sign, (least, most) = (found[1] if found else "") or "=", _span(found[2] if found else value)
    ranges = {
        "=": (least, most),
        ">": (most + 1, LAST_DAY),
        ">=": (least, LAST_DAY),
        "<": (1, least - 1),
        "<=": (1, most),
    }
    return Field(name, [], [], *ranges[sign])


def _span(written: str) -> tuple[int, int]:
    """First and last day (YYYYMMDD) of a year, a month or a day."""
    found = _WHEN.fullmatch(written.strip())
    if not found:
        raise _NotUnderstood(say("write a year, a month or a day, such as >2025 or 2025-03"))
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last_of_month = calendar.monthrange(year, month or 12)[1]
        last = date(year, month or 12, day or last_of_month)
    except ValueError as error:
        raise _NotUnderstood(say("there is no such day")) from error
    return int(first.strftime("%Y%m%d")), int(last.strftime("%Y%m%d"))


_READ: dict[str, Callable[[str, str], Field]] = {
    "title": _worded,
    "synonym": _worded,
    "heading": _worded,
    "specialty": _worded,
    "author": _person,
    "reviewer": _person,
    "code": _code,
    "cites": _work,
    "reviewed": _days,
    "has": _held,
}
NAMES = tuple(_READ)
