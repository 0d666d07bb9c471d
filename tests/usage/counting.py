"""Noting switched on for a test, a clock that a test sets, and the totals that came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from statim.usage import noting, recognising
from statim.usage.models import DailyCount, MonthCount

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOON = datetime(2026, 10, 14, 12, tzinfo=UTC).timestamp()
WARD = "192.0.2.7"


@dataclass
class Clock:
    """The time that notes bear, in seconds since 1970."""

    now: float = NOON

    def time(self) -> float:
        return self.now


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Notes are taken, at the clock's time."""
    clock = Clock()
    monkeypatch.setattr(noting, "time", clock)
    recognising.read_anew()
    noting.begin()
    yield clock
    noting.end()
    recognising.read_anew()


def browser(network: str = WARD, agent: str = BROWSER) -> Client:
    """A visitor's browser that keeps no cookies of its own making."""
    return Client(REMOTE_ADDR=network, HTTP_USER_AGENT=agent)


def daily() -> dict[tuple[str, str], int]:
    """What was counted of everybody: (what, topic) to how often."""
    noting.count_now()
    return {(row.what, row.topic): row.count for row in DailyCount.objects.all()}


def monthly() -> dict[str, int]:
    """What was counted of institutions, by metric."""
    noting.count_now()
    return {row.metric: row.count for row in MonthCount.objects.all()}
