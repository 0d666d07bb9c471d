"""Adding to the daily totals.

The one kind of write without `by=` and without an audit row: nobody stands behind a count, and
a row in the log would say at which moment it happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction

LONGEST_WAIT = 250  # milliseconds for a busy database; a count is worth no more of a reader's time

_ADD = (
    "INSERT INTO usage_dailycount (day, what, kind, topic, count) VALUES (%s, %s, %s, %s, 1) "
    "ON CONFLICT (day, what, kind, topic) DO UPDATE SET count = usage_dailycount.count + 1"
)


def count(what: str, *, kind: str, topic: str) -> None:
    """One more today (UTC), in one statement, so that none is lost among many at once.

    Raises DatabaseError where the database cannot be written to soon enough.
    """
    day = datetime.now(UTC).date()
    with waiting_shortly(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL lock_timeout = {LONGEST_WAIT}")
        cursor.execute(_ADD, (day, what, kind, topic))


@contextmanager
def waiting_shortly() -> Iterator[None]:
    """SQLite waits for its one writer as long as the connection says: here, not long."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
