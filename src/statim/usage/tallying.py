"""From what was noted to totals, in one transaction a round.

A reader becomes a mark (a keyed hash) before anything is written, and the key is in memory only:
made by the process that starts the servers, handed to each, gone with the last of them. What is
written for good are sums: of a day and a topic for everybody, of a month for an institution.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db import connection, transaction

from statim.usage import recognising
from statim.usage.clicks import (
    NO_LICENSE,
    REFUSED,
    SEARCHED,
    SEARCHES,
    TOTAL_REQUESTS,
    Click,
    Counted,
    counted,
    oldest_needed,
)
from statim.usage.models import ClickMark
from statim.usage.robots import is_robot

if TYPE_CHECKING:
    from statim.usage.noting import Note

KEY = "STATIM_INTERNAL_COUNTING_KEY"  # handed from the starting process to its servers
READING, REFUSAL, SEARCH, MADE = "reading", "refusal", "search", "made"
DAILY = {TOTAL_REQUESTS: (READING, ""), NO_LICENSE: (REFUSAL, ""), SEARCHES: (SEARCH, MADE)}
AT_ONCE = 500  # marks asked for in one query
_ONE_WRITER = 7_320_114  # PostgreSQL's advisory lock of this module

_ADD_DAY = (
    "INSERT INTO usage_dailycount (day, what, kind, topic, count) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (day, what, kind, topic) DO UPDATE "
    "SET count = usage_dailycount.count + excluded.count"
)
_ADD_MONTH = (
    "INSERT INTO usage_monthcount (institution_id, month, metric, count) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (institution_id, month, metric) DO UPDATE "
    "SET count = usage_monthcount.count + excluded.count"
)


def make_key() -> None:
    """Make the key of this server's marks, to be inherited by the processes that it starts."""
    os.environ[KEY] = secrets.token_hex(32)


def tally(notes: Sequence[Note]) -> None:
    """Add what was noted to the totals; robots are left out. Raises DatabaseError, and then
    nothing was added."""
    clicks = _clicks([one for one in notes if not is_robot(one.agent)])
    if not clicks:
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite has one writer by itself
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])
        seen = _seen({mark for one in clicks for mark in (one.click, one.item) if mark})
        found = counted(clicks, seen)
        _keep(seen)
        _add(found)


def forget(now: float) -> None:
    """Delete the marks that can decide nothing any more. `now` in seconds since 1970."""
    ClickMark.objects.filter(last__lt=oldest_needed(now)).delete()


def _clicks(notes: Sequence[Note]) -> list[Click]:
    """The notes without their readers."""
    who = recognising.institutions((one.network, one.reader) for one in notes)
    key = _key()
    clicks = []
    for one, institution in zip(notes, who, strict=True):
        if one.kind == SEARCHED:
            clicks.append(Click(one.at, one.kind, "", institution, "", ""))
            continue
        reader = f"{one.network}|{one.agent}" if one.reader is None else f"#{one.reader}"
        click = _mark(key, f"{one.kind}|{one.place}|{one.topic}|{reader}")
        item = "" if one.kind == REFUSED else _mark(key, f"|{one.topic}|{reader}")
        clicks.append(Click(one.at, one.kind, one.topic, institution, click, item))
    return clicks


def _mark(key: bytes, said: str) -> str:
    return blake2b(said.encode("utf-8", "surrogateescape"), key=key, digest_size=16).hexdigest()


def _key() -> bytes:
    if KEY not in os.environ:
        make_key()  # a server started by other means: this process's own
    return bytes.fromhex(os.environ[KEY])


def _seen(marks: Iterable[str]) -> dict[str, float]:
    wanted, seen = sorted(marks), {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = ClickMark.objects.filter(mark__in=wanted[start : start + AT_ONCE])
        seen.update(rows.values_list("mark", "last"))
    return seen


def _keep(seen: dict[str, float]) -> None:
    ClickMark.objects.bulk_create(
        [ClickMark(mark=mark, last=last) for mark, last in seen.items()],
        batch_size=AT_ONCE, update_conflicts=True, unique_fields=["mark"], update_fields=["last"],
    )  # fmt: skip


def _add(found: Iterable[Counted]) -> None:
    days: Counter[tuple[date, str, str, str]] = Counter()
    months: Counter[tuple[int, date, str]] = Counter()
    for one in found:
        day = one.click.day
        for metric in one.metrics:
            if metric in DAILY:
                days[(day, *DAILY[metric], one.click.topic)] += 1
            if one.click.institution:
                months[(one.click.institution, day.replace(day=1), metric)] += 1
    with connection.cursor() as cursor:
        if days:
            cursor.executemany(_ADD_DAY, [(*key, n) for key, n in sorted(days.items())])
        if months:
            cursor.executemany(_ADD_MONTH, [(*key, n) for key, n in sorted(months.items())])
