"""`statim institutions`: from adding one to its report, as an operator does it."""

from __future__ import annotations

import http.client
import json
import socket
import time

from tests.site import Site
from tests.usage.counting import BROWSER

SUMS = """
from statim.cli.ready import prepare_database
prepare_database()
from statim.usage.models import DailyCount, MonthCount
print({row.what: row.count for row in DailyCount.objects.all()})
print({row.metric: row.count for row in MonthCount.objects.all()})
"""


def test_an_institution_is_added_gets_a_key_and_a_report(site: Site) -> None:
    add = ("institutions", "add", "A hospital", "--id", "ward", "--network", "127.0.0.0/8")
    assert site.statim(*add).returncode == 0
    key = site.statim("institutions", "key", "ward", "--for", "the library")
    assert len(key.stdout.strip()) == 43
    listed = json.loads(site.statim("institutions", "list", "--json").stdout)
    (requestor,) = listed[0]["requestors"]
    report = ("institutions", "report", "ward", "dr", "--begin", "2026-01", "--end", "2026-02")
    rows = site.statim(*report).stdout.splitlines()
    assert rows[3] == "Institution_Name\tA hospital"
    assert rows[8] == "Exceptions\t3030: No Usage Available for Requested Dates"
    assert site.statim("institutions", "revoke", requestor).returncode == 0
    again = site.statim("institutions", "revoke", requestor)
    assert again.returncode == 1
    assert "no key in use" in again.stderr


def test_two_servers_count_together_and_lose_nothing_when_they_end(site: Site) -> None:
    assert site.python("-m", "tests.editions.publishing", "alone", "1", "1").returncode == 0
    add = ("institutions", "add", "Here", "--id", "here", "--network", "127.0.0.0/8")
    assert site.statim(*add).returncode == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = ("run", "--no-sample", "--port", str(port), "--workers", "2")
    server = site.start("-m", "statim.cli.main", *run)
    try:
        _wait(port)
        path = _read(port, "/sitemap-1.xml").partition("/topics/")[2].partition("<")[0]
        for _ in range(12):  # one double click after another, by whichever process answers
            _read(port, f"/topics/{path}")
        for _ in range(5):
            _read(port, "/search/?q=anything")
    finally:
        server.terminate()
        server.communicate(timeout=60)
    counted = site.python("-c", SUMS).stdout.splitlines()
    assert "'reading': 1" in counted[0]
    assert "'Total_Item_Requests': 1" in counted[1]
    assert "'Searches': 5" in counted[1]


def _read(port: int, path: str) -> str:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request("GET", path, headers={"User-Agent": BROWSER})
        return asking.getresponse().read().decode("utf-8", "replace")
    finally:
        asking.close()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            _read(port, "/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer")
