"""Counts in this process, written to the daily totals every few seconds and at its end.

A server that is killed loses at most the last few seconds of them: they are worth no write for
every page that is read.
"""

from __future__ import annotations

import atexit
import logging
import time
from collections import Counter
from datetime import date
from functools import cache
from threading import Lock

from django.db import DatabaseError

from statim.sponsors.actions import add_totals

EVERY = 10.0  # seconds
SEEN, FOLLOWED = "seen", "followed"

_log = logging.getLogger(__name__)


class Tally:
    """What this process counted and has not written yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: Counter[tuple[int, date, str]] = Counter()
        self._written = time.monotonic()

    def count(self, number: int, day: date, what: str) -> None:
        """One more of `what` (SEEN or FOLLOWED) for a booking."""
        _at_the_end()
        with self._lock:
            self._counted[number, day, what] += 1
            due = time.monotonic() - self._written >= EVERY
        if due:
            self.write()

    def write(self) -> None:
        """Write what was counted. What cannot be written now is kept for the next time."""
        taken = self.forget()
        days = sorted({(number, day) for number, day, _ in taken})
        try:
            add_totals({(n, d): (taken[n, d, SEEN], taken[n, d, FOLLOWED]) for n, d in days})
        except DatabaseError as error:
            _log.warning("advertising totals could not be written: %s", type(error).__name__)
            with self._lock:
                self._counted.update(taken)

    def forget(self) -> Counter[tuple[int, date, str]]:
        """What was counted, which is then counted no more here."""
        with self._lock:
            taken = Counter(self._counted)
            self._counted.clear()
            self._written = time.monotonic()
        return taken


tally = Tally()


@cache
def _at_the_end() -> None:
    atexit.register(tally.write)
