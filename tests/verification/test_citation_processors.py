"""The counts of ADR 2 are those that the comparison gives today."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.verification.citations.compare import OURS, WAYS, count, table

ADR = ROOT / "docs" / "decisions" / "0002-citation-processor.md"


def test_the_table_of_the_decision_is_what_the_comparison_counts() -> None:
    said = [line for line in ADR.read_text().splitlines() if line.startswith("| ")]
    rows = table()
    assert len(rows) == len(WAYS) == 3
    for row in rows:
        assert row in said, f"ADR 2 does not say: {row}"


@pytest.mark.parametrize("style", ["vancouver", "ama", "apa"])
def test_works_made_ready_are_printed_better_than_by_either_processor(style: str) -> None:
    right = {way: count(way, style)[0] for way in WAYS}
    assert right[OURS] == max(right.values())
    assert right["pandoc"] > right["citeproc-py"]
