"""Finding works while somebody types, in a library of 20,000: what an answer costs.

Prints the median and the 99th percentile as multiples of reading one work by its key, and in
milliseconds of processor time (aim: p99 under 50 ms).

Usage: python bench/finding.py [--works 20000]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TITLES = ROOT.parent / "shared" / "data" / "scifact" / "corpus.jsonl.gz"
QUERIES = [
    "c", "co", "cor", "corr", "a", "s", "t", "r 2", "e t", "treat", "randomi", "random trial",
    "2019", "20", "10.5555/x.1", "10.5555", "pmid: 3", "lancet 2020", "effect of t", "bi 2019",
    "bander kets", "clin tri 2", "british j psychiatry", "s t r", "zzz",
]  # fmt: skip
AIM = 50.0  # milliseconds


def main() -> None:
    """Fill a new data folder, ask every query eight times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=20_000)
    arguments = parser.parse_args()
    if not TITLES.exists():
        raise SystemExit(f"{TITLES.name} is not here; no titles to find")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STATIM_DATA"] = folder
        sys.path.insert(0, str(ROOT))
        keys = fill(arguments.works)
        from statim.references.finding import find_works
        from statim.references.queries import work

        one = statistics.median(cost(lambda key=key: work(key)) for key in keys[:200])
        asked = sorted(cost(lambda q=q: find_works(q)) for q in QUERIES * 8)
    median, worst = statistics.median(asked), asked[int(len(asked) * 0.99)]
    print(f"{arguments.works:,} works; one read by its key: {one:.2f} ms")
    print(f"median {median / one:6.1f} reads, {median:6.1f} ms")
    print(f"p99    {worst / one:6.1f} reads, {worst:6.1f} ms (aim: under {AIM:.0f} ms)")


def cost(act: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def fill(works: int) -> list[str]:
    """Keep so many works, whose titles were found in the world; their keys."""
    from statim.cli.ready import prepare_database

    prepare_database()
    from statim.audit.actor import OPERATOR
    from statim.references.actions import keep_works

    with gzip.open(TITLES, "rt", encoding="utf-8") as lines:
        titles = [json.loads(line)["title"] for line in lines]
    draw = random.Random(1)
    keys: list[str] = []
    for start in range(0, works, 1000):
        batch = [_work(start + n, titles, draw) for n in range(min(1000, works - start))]
        keys += [item["id"] for item in keep_works(batch, by=OPERATOR)]
    return keys


def _work(number: int, titles: list[str], draw: random.Random) -> dict[str, Any]:
    ends = ["nder", "rsen", "ller", "kov", "mura", "ng", "son", "tti", "rek"]
    names = [draw.choice("BCDFGHJKLMNPRSTVWZ") + draw.choice("aeiou") + draw.choice(ends)
             for _ in range(draw.randint(1, 12))]  # fmt: skip
    journals = ["BMJ", "The Lancet", "JAMA Psychiatry", "British Journal of Psychiatry"]
    return {
        "type": "article-journal", "title": f"{draw.choice(titles)} {number}",
        "author": [{"family": name, "given": "A"} for name in names],
        "issued": {"date-parts": [[draw.randint(1985, 2026)]]},
        "container-title": draw.choice(journals), "DOI": f"10.5555/x.{number}", "page": "1-2",
    }  # fmt: skip


if __name__ == "__main__":
    main()
