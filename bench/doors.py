"""The doors to other systems: 10,000 odd Infobutton requests, and asking by code in a full table.

Usage: python bench/doors.py [--requests 10000] [--codes 300000]

The requests are generated (any of the 52 parameters, in any case, numbered, repeated, with any
text); not one may be answered with a 5xx, and each answer must be readable. Then the table of codes
is filled, and an answer by code is timed (processor time) against the same with few codes in it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PIECES = ["1", "195967001", "2.16.840.1.113883.6.96", "text/html", "text/xml", "application/json",
          "\x00", "<script>", "é\u202e", "1" * 600, "", " ", "%00", "Q000628", "PROBLISTREV",
          "ketamine", "ICD-10", "J45.9", "'\"--", "𝕊", "a&b=c"]  # fmt: skip


def main() -> None:
    """Set up a site of the tests' world, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--codes", type=int, default=300_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"STATIM_DATA": folder, "DJANGO_SETTINGS_MODULE": "statim.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from tests.interop.coded import publish_coded

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        publish_coded()
        fuzzed(arguments.requests)
        timed(arguments.codes)


def odd(chance: random.Random) -> list[tuple[str, str]]:
    """The names and values of one request."""
    from statim.interop.infobutton.parameters import NAMES

    pairs = []
    for _ in range(chance.randrange(15)):
        name = chance.choice([*NAMES, "strict", "nonsense", "\x00", "é"])
        name = chance.choice([str, str.lower, str.upper])(name) + chance.choice(["", "", "1", "99"])
        value = "".join(chance.choice(PIECES) for _ in range(chance.randrange(3)))
        pairs.append((name, value))
    return pairs


def fuzzed(requests: int) -> None:
    """Ask oddly; stop at the first answer that is ours to be ashamed of."""
    from urllib.parse import urlencode

    from django.test import Client
    from lxml import etree

    client, chance, answers = Client(HTTP_HOST="127.0.0.1"), random.Random(20261124), Counter()
    for _ in range(requests):
        sent = urlencode(odd(chance))
        if chance.random() < 0.5:
            answer = client.get(f"/infobutton?{sent}")
        else:
            kind = "application/x-www-form-urlencoded"
            answer = client.post("/infobutton", sent, content_type=kind)
        assert answer.status_code in (200, 400, 415), (answer.status_code, sent)
        kind = answer["Content-Type"].split(";")[0]
        if kind == "text/xml":
            etree.fromstring(answer.content)
        elif kind == "application/json":
            json.loads(answer.content)
        answers[answer.status_code, kind] += 1
    print(f"{requests:,} requests: no 5xx; {dict(answers)}")


def timed(codes: int) -> None:
    """An answer by code, with the table nearly empty and full."""
    from django.db import connection

    from statim.editions.models import TopicCode

    asked()  # the first loads what stays loaded
    few = asked()
    TopicCode.objects.bulk_create(
        [TopicCode(topic=f"t{n}", system="snomed", code=str(10_000_000 + n)) for n in range(codes)],
        batch_size=5_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    full = asked()
    for name, times in (("few codes", few), (f"{codes:,} codes", full)):
        p99 = statistics.quantiles(times, n=100)[98]
        print(f"{name}: median {statistics.median(times):.2f} ms, p99 {p99:.2f} ms")
    print(f"ratio of medians: {statistics.median(full) / statistics.median(few):.2f}")


def asked() -> list[float]:
    """Milliseconds of processor time of 1,000 answers: other work may share the machine."""
    from django.test import Client

    client, times = Client(HTTP_HOST="127.0.0.1"), []
    ask = {"mainSearchCriteria.v.c": "195967001", "taskContext.c.c": "PROBLISTREV",
           "mainSearchCriteria.v.cs": "2.16.840.1.113883.6.96"}  # fmt: skip
    for _ in range(1_000):
        begun = time.process_time()
        answer = client.get("/infobutton", ask)
        times.append((time.process_time() - begun) * 1000)
        assert b"mode of action" in answer.content
    return times


if __name__ == "__main__":
    main()
