"""The sums of `evidence` against metafor, on the data sets of metadat.

The answers are kept in `metafor/*.json` with versions and calls; `metafor/fixed.R` makes them anew.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.verification.metafor.cases import differences, stored

CASES = stored()


def called(case: dict[str, Any]) -> str:
    return " ".join([case["set"], case["measure"]])


@pytest.mark.parametrize("case", CASES, ids=called)
def test_metafor_says_the_same(case: dict[str, Any]) -> None:
    compared = differences(case)
    assert compared.found == []
    assert compared.refused == 0
    assert compared.compared > 15


def test_at_least_sixty_data_sets_are_compared() -> None:
    assert len({case["set"] for case in CASES}) >= 60


def test_a_wrong_digit_would_be_found() -> None:
    case = {**CASES[0], "answer": {**CASES[0]["answer"]}}
    right = case["answer"]["common"]
    case["answer"]["common"] = {**right, "est": right["est"] * (1 + 2e-6)}
    assert any(found.startswith("common estimate") for found in differences(case).found)
