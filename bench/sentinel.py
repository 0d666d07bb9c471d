"""A whole list of retractions against a library of 20,000 works: seconds, end to end.

500 topics cite 40 works each; every twentieth work is on the list. The aim is under ten seconds
for the 57,553 works of the Retraction Watch list.

Usage: python bench/sentinel.py [--works 20000] [--list FILE]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT.parent / "shared" / "data" / "retractionwatch_doi_nature.csv.gz"
PER_TOPIC, EVERY = 40, 20
AIM = 10.0  # seconds


def main() -> None:
    """Fill a new data folder, load the list twice, print the seconds and what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=20_000)
    parser.add_argument("--list", type=Path, default=LIST)
    arguments = parser.parse_args()
    if not arguments.list.exists():
        raise SystemExit(f"{arguments.list.name} is not here; nothing to measure")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STATIM_DATA"] = folder
        marked = fill(arguments.works, listed_dois(arguments.list))
        first, outcome = load(arguments.list)
        again, _ = load(arguments.list)
    assert len(outcome["works"]) == marked, (len(outcome["works"]), marked)
    assert len(outcome["turned"]) == -(-arguments.works // PER_TOPIC)
    print(
        f"{outcome['notices']:,} notices, {arguments.works:,} works, {marked:,} of them on the list"
    )
    print(f"{first:8.1f} s to load them into a new site (aim: under {AIM:.0f} s)")
    print(f"{again:8.1f} s to load them again, nothing changed")


def listed_dois(file: Path) -> list[str]:
    """The DOIs on the list that stand retracted and never were reinstated, in its order."""
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        return [
            row["doi"]
            for row in csv.DictReader(rows)
            if row["doi"].startswith("10.") and row["retractionwatch"] == "Retraction"
        ]


def fill(works: int, listed: list[str]) -> int:
    """Keep the works, and publish topics that cite them all; how many are on the list."""
    sys.path.insert(0, str(ROOT))
    from statim.cli.ready import prepare_database

    prepare_database()
    from statim.audit.actor import OPERATOR
    from statim.references.actions import keep_works

    chosen = listed[:: max(1, len(listed) * EVERY // works)][: works // EVERY]
    dois = [f"10.5555/bench.{n}" for n in range(works - len(chosen))]
    for place, doi in enumerate(chosen):
        dois.insert(place * EVERY, doi)
    kept: list[dict[str, Any]] = []
    for start in range(0, works, 1000):
        batch = dois[start : start + 1000]
        kept += keep_works([_work(start + n, doi) for n, doi in enumerate(batch)], by=OPERATOR)
    _publish(kept)
    return len(chosen)


def _work(number: int, doi: str) -> dict[str, Any]:
    return {
        "type": "article-journal",
        "title": f"A trial, number {number}",
        "author": [{"family": f"Author{number}", "given": "A"}],
        "issued": {"date-parts": [[2000 + number % 25]]},
        "DOI": doi,
    }


def _publish(items: list[dict[str, Any]]) -> None:
    from tests.documents import page, says

    from statim.audit.actor import OPERATOR
    from statim.editions.actions import Submission, append_many
    from statim.editions.document import Section

    submissions = []
    for start in range(0, len(items), PER_TOPIC):
        cited = items[start : start + PER_TOPIC]
        lines = [says(f"s{n}", f"A statement, number {n}", cites=[item["id"]])
                 for n, item in enumerate(cited)]  # fmt: skip
        name = f"topic-{start // PER_TOPIC}"
        document = page(Section(heading="", statements=tuple(lines)), topic=name, slug=name,
                        title=f"Topic {name}", references=cited)  # fmt: skip
        submissions.append(Submission(document, [item["title"] for item in cited]))
    for start in range(0, len(submissions), 100):
        append_many(submissions[start : start + 100], by=OPERATOR)


def load(file: Path) -> tuple[float, dict[str, Any]]:
    """The command as an operator runs it: seconds from start to exit, and what it told."""
    words = [sys.executable, "-m", "statim.cli.main", "references", "retractions", "--json"]
    began = time.monotonic()
    done = subprocess.run([*words, str(file)], check=True, capture_output=True)
    return time.monotonic() - began, json.loads(done.stdout)


if __name__ == "__main__":
    main()
