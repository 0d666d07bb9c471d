"""What a list is asked for in its address: the page, days, words. Never an error. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

PAGE = 25
MOST = 100_000  # pages that are counted through; a number beyond is the last


def page_number(asked: QueryDict) -> int:
    """`?p=`, from 1 on."""
    said = asked.get("p", "")
    return max(1, min(int(said), MOST)) if said.isdecimal() and len(said) < 8 else 1


def start_of(asked: QueryDict, each: int = PAGE) -> int:
    """How many lines come before the page that is asked for."""
    return (page_number(asked) - 1) * each


def paged(count: int, asked: QueryDict, each: int = PAGE) -> Page[int]:
    """The numbers of a page of a list that was cut already, for its links."""
    return Paginator(range(count), each).get_page(page_number(asked))


def words(asked: QueryDict, name: str) -> str:
    """What stands in a field, without what a database refuses."""
    return asked.get(name, "").replace("\0", "").strip()


def rest_of(asked: QueryDict) -> str:
    """The question as an address has it, without the page."""
    return urlencode({name: value for name, value in asked.items() if value and name != "p"})


def iso_day(said: str) -> date | None:
    """A day as forms send it; None for anything else."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC, as everything here is dated."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
