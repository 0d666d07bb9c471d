"""The parts that publication and import are made of, against canonical JSON of the same page.

Usage: python bench/pieces.py
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

DIGEST = "ab" * 32


def main() -> None:
    """Time each part over one page of 30 statements (matching: 200), print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STATIM_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "statim.config.settings"
        import django

        django.setup()
        show(parts())


def parts() -> dict[str, Callable[[], object]]:
    """What is measured, by name; the first is the measure."""
    from tests.documents import page, says
    from tests.world import works

    from statim.config.page_head import head
    from statim.editions.chain import canonical_bytes
    from statim.editions.document import Section, to_dict
    from statim.editions.html import article
    from statim.editions.validation import faults_of
    from statim.topics.matching import keep_ids

    lines = [
        says(f"s{n}", f"Fact {n} of some length " * 3, cites=["mandal2019"]) for n in range(200)
    ]
    document = page(
        Section(heading="", statements=tuple(lines[:30])), references=works("mandal2019")
    )
    known = (Section(heading="", statements=tuple(lines)),)
    unnamed = (Section(heading="", statements=tuple(replace(s, id="") for s in lines)),)
    value = to_dict(document)
    return {
        "canonical JSON (the measure)": lambda: canonical_bytes(value),
        "validation": lambda: faults_of(document),
        "article": lambda: article(document, digest=DIGEST, bibliography=["A trial."]),
        "head for machines": lambda: head(document, DIGEST, site_url="https://site.example"),
        "ids of 200 unchanged statements": lambda: keep_ids(known, unnamed),
    }


def show(timed: dict[str, Callable[[], object]]) -> None:
    """Print milliseconds (median of 50) and the ratio to the first."""
    taken = {
        name: statistics.median(seconds(part) for _ in range(50)) for name, part in timed.items()
    }
    measure = next(iter(taken.values()))
    for name, spent in taken.items():
        print(f"{name:34}{spent * 1000:8.2f} ms{spent / measure:8.2f}")


def seconds(part: Callable[[], object]) -> float:
    """One run of it."""
    begun = time.perf_counter()
    part()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
