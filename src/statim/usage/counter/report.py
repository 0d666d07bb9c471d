"""A report as values: who it is of, what was asked, and its rows. Pure; `written` makes bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from statim.usage.counter.asked import Wish, regular
from statim.usage.counter.exceptions import Notice

Sums = Mapping[tuple[str, date], int]  # (name of the sum, first day of the month)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose platform it is: `name` of platform and database, `publisher`, `id` as the namespace of
    our own identifiers, `registry` the address of its record at COUNTER's registry, or ""."""

    name: str
    publisher: str
    id: str
    registry: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """Whose use it is."""

    name: str
    customer_id: str
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was counted, and how often in each month with any."""

    data_type: str
    metric: str
    months: Mapping[date, int]

    @property
    def total(self) -> int:
        """Of all months."""
        return sum(self.months.values())


@dataclass(frozen=True, slots=True)
class Report:
    """All of a report."""

    wish: Wish
    source: Source
    customer: Customer
    created: datetime
    rows: tuple[Row, ...]
    notices: tuple[Notice, ...]


def report(
    wish: Wish, sums: Sums, *, source: Source, customer: Customer, created: datetime
) -> Report:
    """The report of these sums; a report without a row says why."""
    rows = tuple(_rows(wish, sums)) if regular(wish) else ()
    notices = wish.notices
    if not rows and not any(each.code in {3031, 3032} for each in notices):
        notices = (*notices, Notice(3030))
    return Report(wish, source, customer, created, rows, notices)


def _rows(wish: Wish, sums: Sums) -> list[Row]:
    rows = []
    for metric, (data_type, name) in wish.kind.metrics.items():
        if wish.metrics and metric not in wish.metrics:
            continue
        if wish.data_types and data_type not in wish.data_types:
            continue
        months = {month: n for month in wish.months if (n := sums.get((name, month), 0))}
        if months:
            rows.append(Row(data_type, metric, months))
    return rows
