"""Daily totals: none lost among many at once, nothing of a person in them, no long wait."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from statim.usage.actions import LONGEST_WAIT, count
from statim.usage.models import DailyCount
from statim.usage.queries import Total, totals


@pytest.mark.django_db
def test_each_day_reason_and_topic_has_one_row() -> None:
    for kind, topic in (("a", "t1"), ("a", "t1"), ("b", "t1"), ("a", "t2")):
        count("opened", kind=kind, topic=topic)
    count("something else", kind="a", topic="t1")
    today = datetime.now(UTC).date()
    assert totals("opened", since=today) == [
        Total("t1", "a", 2), Total("t1", "b", 1), Total("t2", "a", 1),
    ]  # fmt: skip
    assert {row.day for row in DailyCount.objects.all()} == {today}
    assert totals("opened", since=date.max) == []


def test_a_row_has_no_place_for_a_person_or_a_time() -> None:
    names = {field.name for field in DailyCount._meta.get_fields()}
    assert names == {"id", "day", "what", "kind", "topic", "count"}
    assert DailyCount._meta.get_field("day").get_internal_type() == "DateField"


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_among_many_at_once() -> None:
    refused: list[OperationalError] = []

    def some() -> None:
        for _ in range(10):
            try:
                count("opened", kind="a", topic="t1")
            except OperationalError as error:
                refused.append(error)
        connection.close()

    threads = [threading.Thread(target=some) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DailyCount.objects.get().count == 80 - len(refused)
    assert len(refused) < 40


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    bool(os.environ.get("STATIM_TEST_DATABASE_URL")), reason="SQLite's one writer is meant"
)
def test_a_busy_database_is_not_waited_for() -> None:
    count("opened", kind="a", topic="t1")
    writer = sqlite3.connect(Path(str(connection.settings_dict["NAME"])), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        count("opened", kind="a", topic="t1")
    assert time.monotonic() - begun < LONGEST_WAIT / 1000 * 4
    writer.execute("ROLLBACK")
    writer.close()
    count("opened", kind="a", topic="t1")
    assert DailyCount.objects.get().count == 2
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000
