"""`statim usage` says what was needed at once, and nothing about anybody."""

from __future__ import annotations

import json

from tests.site import Site

COUNTS = """
from statim.cli.ready import prepare_database
prepare_database()
from datetime import UTC, datetime, timedelta
from statim.editions.queries import online_editions
from statim.usage.actions import count
from statim.usage.models import DailyCount
topic = next(online_editions()).topic
count("urgent opening", kind="emergency", topic=topic)
count("urgent opening", kind="emergency", topic=topic)
count("urgent opening", kind="other", topic="gone")
count("something else", kind="other", topic=topic)
DailyCount.objects.create(day=datetime.now(UTC).date() - timedelta(days=40),
    what="urgent opening", kind="other", topic=topic, count=7)
"""


def test_usage_says_which_topics_were_needed_at_once_and_why(site: Site) -> None:
    assert site.python("-m", "tests.editions.publishing", "alone", "1", "1").returncode == 0
    counted = site.python("-c", COUNTS)
    assert counted.returncode == 0, counted.stderr
    done = site.statim("usage")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(lines) == 2
    assert lines[0].split()[0] == "2"
    assert lines[0].endswith("It is an emergency")
    assert lines[1].split() == ["1", "gone", "Another", "reason"]
    assert "3 urgent openings in 30 days" in done.stderr
    told = json.loads(site.statim("usage", "--days", "60", "--json").stdout)
    assert sum(total["count"] for total in told) == 10
    assert set(told[0]) == {"topic", "kind", "count"}
