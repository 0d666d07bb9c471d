"""Daily totals: none lost among many at once, nothing of a person in them, no long wait."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest

from statim.usage.actions import count
from statim.usage.models import DailyCount
from statim.usage.queries import Total, totals
from tests.site import Site


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


AT_ONCE = """
import threading
from statim.cli.ready import prepare_database
prepare_database()
from django.db import OperationalError, connection
from statim.usage.actions import count
from statim.usage.models import DailyCount
refused = []

def some():
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
print(DailyCount.objects.get().count, len(refused))
"""

BUSY = """
import sqlite3, time
from statim.cli.ready import prepare_database
prepare_database()
from django.db import OperationalError, connection
from statim.usage.actions import LONGEST_WAIT, count
from statim.usage.models import DailyCount
count("opened", kind="a", topic="t1")
writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
writer.execute("BEGIN IMMEDIATE")
begun = time.monotonic()
try:
    count("opened", kind="a", topic="t1")
    raise SystemExit("it was counted beside another writer")
except OperationalError:
    waited = time.monotonic() - begun
writer.execute("ROLLBACK")
writer.close()
count("opened", kind="a", topic="t1")
with connection.cursor() as cursor:
    usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
print(DailyCount.objects.get().count, usual, waited * 1000 < LONGEST_WAIT * 8)
"""


def test_none_is_lost_among_many_at_once(site: Site) -> None:
    done = site.python("-c", AT_ONCE)
    assert done.returncode == 0, done.stderr
    counted, refused = map(int, done.stdout.split())
    assert counted == 80 - refused
    assert counted > 40


@pytest.mark.skipif("STATIM_TEST_DATABASE_URL" in os.environ, reason="SQLite's one writer is meant")
def test_a_busy_database_is_not_waited_for_long(site: Site) -> None:
    done = site.python("-c", BUSY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2", "20000", "True"]
