"""What a request asks of a report: parameters to a checked wish, with notices. Pure.

COUNTER API 5.1: what is wrong with dates ends the request, what is wrong with filters and
attributes is left out and said in the report's header.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from statim.usage.counter.exceptions import Notice, Stopped
from statim.usage.counter.kinds import ACCESS_METHODS, ATTRIBUTES, REGULAR, UNUSED_METRICS, Kind

WHO = frozenset({"customer_id", "requestor_id", "api_key"})
_DATES = frozenset({"begin_date", "end_date"})
_CHOICES = frozenset(
    {"metric_type", "data_type", "access_method", "attributes_to_show", "granularity"}
)
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Wish:
    """A report as it is to be made. `begin` and `end` are the first day of a month and the last;
    `metrics`, `data_types` and `methods` are () where nothing is left out."""

    kind: Kind
    begin: date
    end: date
    metrics: tuple[str, ...] = ()
    data_types: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    platform: str = ""
    database: str = ""
    show: tuple[str, ...] = ()
    totals: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def months(self) -> list[date]:
        """The first day of each month."""
        found, month = [], self.begin
        while month <= self.end:
            found.append(month)
            month = (month + timedelta(days=31)).replace(day=1)
        return found


def wish_of(kind: Kind, said: Mapping[str, str], *, today: date, first: date, name: str) -> Wish:
    """What these parameters ask for. `first` is the first month that was counted, `name` that of
    platform and database. Raises Stopped."""
    begin, end, notices = _period(said, today, first)
    known = WHO | _DATES | {"platform"} | ({"database"} if kind.id == "DR" else set())
    known |= frozenset() if kind.is_view else _CHOICES
    if unknown := sorted(set(said) - known):
        notices.append(Notice(3050, ", ".join(unknown)[:200]))
    chosen = {} if kind.is_view else {each: said.get(each, "") for each in _CHOICES}
    metrics = (*kind.metrics, *UNUSED_METRICS.get(kind.id, ()))
    return Wish(
        kind, begin, end,
        metrics=_among(chosen, "metric_type", metrics, notices),
        data_types=_among(chosen, "data_type", kind.data_types, notices),
        methods=_among(chosen, "access_method", ACCESS_METHODS, notices),
        platform=_same(said, "platform", name, notices),
        database=_same(said, "database", name, notices) if kind.id == "DR" else "",
        show=_among(chosen, "attributes_to_show", ATTRIBUTES, notices, 3062),
        totals=_among(chosen, "granularity", ("Month", "Totals"), notices, 3062) == ("Totals",),
        notices=tuple(sorted(notices, key=lambda each: each.code)),
    )  # fmt: skip


def of_months(kind: Kind, begin: date, end: date) -> Wish:
    """The whole report of these months, as the desk and the command ask for it."""
    last = end.replace(day=monthrange(end.year, end.month)[1])
    return Wish(kind, begin.replace(day=1), last)


def last_full_month(today: date) -> date:
    """The first day of the month before this one."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _period(said: Mapping[str, str], today: date, first: date) -> tuple[date, date, list[Notice]]:
    missing = sorted(name for name in _DATES if not said.get(name))
    if missing:
        raise Stopped(1030, f"{' and '.join(missing)} missing")
    begin, end = _day(said["begin_date"], last=False), _day(said["end_date"], last=True)
    ready = last_full_month(today)
    if end < begin:
        raise Stopped(3020, "end_date is before begin_date")
    if begin > ready:
        raise Stopped(3020, "begin_date is in this month or later")
    if (end.year - begin.year) > 20:
        raise Stopped(3020, "more than 20 years were asked for")
    notices = []
    if end.replace(day=1) > ready:
        end = ready.replace(day=monthrange(ready.year, ready.month)[1])
        notices.append(Notice(3031, f"usage is available up to {end}"))
    if begin < first:
        notices.append(Notice(3032, f"usage is available from {first}"))
    return begin, end, notices


def _day(said: str, *, last: bool) -> date:
    """The first or last day of the month that was written, as yyyy-mm or as that very day."""
    if not (found := _MONTH.fullmatch(said)):
        raise Stopped(3020, f"{said[:20]!r} is not of the form yyyy-mm or yyyy-mm-dd")
    year, month = int(found[1]), int(found[2])
    if not (1 <= month <= 12 and 1900 <= year <= 9000):
        raise Stopped(3020, f"{said[:20]!r} is no month")
    day = monthrange(year, month)[1] if last else 1
    if found[3] and int(found[3]) != day:
        raise Stopped(3020, f"{said[:20]!r} is not the {'last' if last else 'first'} of its month")
    return date(year, month, day)


def _among(
    said: Mapping[str, str], name: str, allowed: tuple[str, ...], notices: list[Notice],
    code: int = 3060,
) -> tuple[str, ...]:  # fmt: skip
    """The values of a filter, separated by |, that are allowed; () where all are meant."""
    wanted = [each for each in said.get(name, "").split("|") if each]
    if bad := [each for each in wanted if each not in allowed]:
        notices.append(Notice(code, f"{name}: {', '.join(bad)[:200]}"))
    found = tuple(each for each in allowed if each in wanted)
    return () if found == allowed and name != "attributes_to_show" else found


def _same(said: Mapping[str, str], name: str, ours: str, notices: list[Notice]) -> str:
    wanted = said.get(name, "")
    if wanted and wanted != ours:
        notices.append(Notice(3060, f"{name}: {wanted[:200]}"))
    return ours if wanted == ours else ""


def regular(wish: Wish) -> bool:
    """Whether people's use is asked for, which is all that is counted; not text mining alone."""
    return not wish.methods or REGULAR in wish.methods
