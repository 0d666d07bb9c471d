"""What cannot be is refused, with study, field and reason; what was frozen can be read again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from statim.evidence.analysis import analyse
from statim.evidence.checks import problems
from statim.evidence.comparison import Comparison, Data
from statim.evidence.errors import NotRead, WrongData
from statim.evidence.frozen import plain, read
from statim.evidence.results import Analysis
from tests.evidence.drawn import bcg, compare, counts, means, r, said, share

WRONG: list[tuple[str, Data, str]] = [
    ("RR", counts(12, 10, 1, 10), "events: 12 events in 10 people"),
    ("RR", counts(-1, 10, 1, 10), "events: -1 is below zero"),
    ("OR", counts(1, 10, 1, 0), "control total: 0 people"),
    ("MD", means(1, -2, 10, 1, 2, 10), "SD: -2 is not a standard deviation"),
    ("MD", means(1, 2, 10, 1, 0, 10), "control SD: 0 would give this study endless weight"),
    ("MD", means(1, 2, 1, 1, 2, 10), "n: 1; a standard deviation needs at least 2"),
    ("MD", means(float("nan"), 2, 9, 1, 2, 10), "mean: nan is not a number"),
    ("PLO", share(11, 10), "events: 11 events in 10 people"),
    ("ZCOR", r(1.0, 10), "r: 1.0 is not between -1 and 1"),
    ("ZCOR", r(0.2, 3), "n: 3; Fisher's z needs at least 4"),
    ("HR", said(0.8, 0.9, 0.7), "interval: its lower limit 0.9 is not below"),
    ("HR", said(1.8, 0.6, 0.9), "estimate: 1.8 lies outside its interval"),
    ("HR", said(0.5, -0.1, 0.9), "a hazard ratio and its interval lie above 0"),
    ("MD", counts(1, 10, 2, 10), "data: counts cannot give a mean difference; it needs means"),
    ("PFT", said(0.2, 0.1, 0.3), "data: reported cannot give a proportion (freeman-tukey)"),
]


@pytest.mark.parametrize(("measure", "data", "why"), WRONG)
def test_impossible_numbers_are_refused_with_study_field_and_reason(
    measure: str, data: Data, why: str
) -> None:
    with pytest.raises(WrongData) as refused:
        analyse(compare(measure, [data]))
    assert str(refused.value).startswith("study 1 (A), ")
    assert why in str(refused.value)


def test_every_problem_is_told_at_once() -> None:
    found = problems(compare("RR", [counts(12, 10, 1, 10), counts(1, 9, 1, 9), counts(1, 9, 9, 8)]))
    assert [(p.where, p.field) for p in found] == [
        ("study 1 (A)", "events"),
        ("study 3 (C)", "control events"),
    ]


def test_an_unknown_measure_and_an_empty_comparison_are_refused() -> None:
    assert "'XX' is not one of RR, OR" in str(problems(compare("XX", []))[0])
    assert "there is none" in str(problems(compare("RR", []))[0])


def test_a_comparison_and_its_analysis_come_back_from_json_as_they_were() -> None:
    whole = bcg()
    found = analyse(whole)
    assert read(Comparison, json.loads(json.dumps(plain(whole)))) == whole
    assert read(Analysis, json.loads(json.dumps(plain(found)))) == found


def test_each_kind_of_data_comes_back_as_its_own_kind() -> None:
    every: list[Data] = [
        counts(1, 9, 2, 9), means(1, 2, 9, 1, 2, 9), share(1, 9), r(0.1, 9), said(1, 0.5, 2),
    ]  # fmt: skip
    whole = compare("RR", every)
    assert read(Comparison, plain(whole)) == whole


def test_what_has_another_shape_is_refused_with_its_place() -> None:
    shape = plain(compare("RR", [counts(1, 9, 2, 9)]))
    shape["studies"][0]["data"]["events"] = "one"
    with pytest.raises(NotRead, match=r"Comparison.studies\[0\].data.events is not int"):
        read(Comparison, shape)
    shape = plain(compare("RR", []))
    del shape["measure"]
    with pytest.raises(NotRead, match="other names than a Comparison: measure"):
        read(Comparison, shape)


def test_a_number_that_json_does_not_have_is_refused() -> None:
    found = analyse(bcg())
    endless = replace(found, pooled=replace(found.pooled, upper=float("inf")))
    with pytest.raises(NotRead, match=r"pooled\.upper is inf"):
        plain(endless)
