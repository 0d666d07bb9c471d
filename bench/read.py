"""Opening a topic: requests per second and p50/p99 on one core, as ratios in one run.

Usage: python bench/read.py [--seconds 5] [--rounds 3]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import load, servers, visitors  # noqa: E402 - the path above comes first

SLUG = "ketamine-in-depression"
EMAIL = "reader@example.org"
NOTE = "Crisis team 0300 123 4567; their form: https://example.org/referral. Closed on Sundays."
GZIP = {"Accept-Encoding": "gzip"}


def main() -> None:
    """Prepare one site with the sample library, measure each server in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    for tool in ("wrk", "nginx"):
        if not (shutil.which(tool) or Path("/usr/sbin", tool).exists()):
            raise SystemExit(f"{tool} is missing: install it with the system's package manager")
    os.environ["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    with tempfile.TemporaryDirectory() as folder:
        table(folder=Path(folder), seconds=arguments.seconds, rounds=arguments.rounds)


def table(*, folder: Path, seconds: int, rounds: int) -> None:
    """Measure and print."""
    statim = [sys.executable, "-m", "statim.cli.main"]
    environment = {**os.environ, "STATIM_DATA": str(folder)}
    subprocess.run(
        [*statim, "topics", "import", str(ROOT / "library"), "--publish"],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    add = [*statim, "people", "add", EMAIL, "--role", "reader", "--json"]
    done = subprocess.run(add, env=environment, check=True, capture_output=True)
    password = json.loads(done.stdout)["password"]
    path = f"/topics/{SLUG}/"
    with contextlib.ExitStack() as stack:
        ports = {name: servers.free_port() for name in ("statim", "null", "nginx")}
        stack.enter_context(servers.statim(ports["statim"], folder))
        url = f"http://127.0.0.1:{ports['statim']}{path}"
        cookie, body = visit(url)
        reader = with_notes(ports["statim"], path, password)
        stack.enter_context(servers.null_view(ports["null"]))
        stack.enter_context(servers.nginx(ports["nginx"], body))
        null = f"http://127.0.0.1:{ports['null']}/"
        static = f"http://127.0.0.1:{ports['nginx']}/page"
        runs: dict[str, Callable[[], load.Figures]] = {
            "null Django view": lambda: load.measure(null, seconds=seconds, headers={}),
            "topic, anonymous, meter cookie": lambda: load.measure(
                url, seconds=seconds, headers={**GZIP, "Cookie": cookie}
            ),
            "topic, first visit (cookie made)": lambda: load.measure(
                url, seconds=seconds, headers=GZIP
            ),
            "topic, signed in, three notes": lambda: load.measure(
                url, seconds=seconds, headers={**GZIP, "Cookie": reader}
            ),
            "nginx, the same bytes": lambda: load.measure(static, seconds=seconds, headers=GZIP),
        }
        figures: dict[str, list[load.Figures]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, run in runs.items():
                figures[name].append(run())
    show({name: load.median(taken) for name, taken in figures.items()}, len(body))


def visit(url: str) -> tuple[str, bytes]:
    """(the meter cookie, the compressed page) of a first visit."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=GZIP)) as answer:
        return answer.headers["Set-Cookie"].split(";")[0], answer.read()


def with_notes(port: int, path: str, password: str) -> str:
    """The cookies of a signed-in reader who has one note on the page and two on statements."""
    with visitors.Line(port) as line:
        reader = visitors.signed_in(line, name="Reader", email=EMAIL, password=password)
        page = reader.visit(line, path).body.decode()
        where = ["", *dict.fromkeys(re.findall(r'data-note-add="([^"]+)"', page))][:3]
        topic = re.search(r'data-topic="([^"]+)"', page)
        assert topic
        for statement in where:
            fields = {"topic": topic[1], "statement": statement, "text": NOTE}
            sent = reader.send(line, path, "/account/notes/new/", fields)
            assert sent.status == 302, sent.status
        shown = reader.visit(line, path).body.count(b'data-note="')
        assert shown == 3, f"{shown} notes are shown, not three"
        return reader.cookie()


def show(figures: dict[str, load.Figures], size: int) -> None:
    """Print the table: rate, its ratio to the null view, latencies."""
    null = figures["null Django view"].rate
    print(f"{'':36}{'req/s':>9}{'of null':>9}{'p50 ms':>9}{'p99 ms':>9}")
    for name, taken in figures.items():
        print(f"{name:36}{taken.rate:9.0f}{taken.rate / null:9.0%}{taken.p50:9.2f}{taken.p99:9.2f}")
    print(f"one core for the server, one for the load; the page is {size:,} bytes compressed")


if __name__ == "__main__":
    main()
