"""A pasted table or a CSV file becomes studies, or nothing does and every wrong cell is named."""

from __future__ import annotations

import pytest

from statim.evidence.comparison import Counts, Means, Reported
from statim.evidence.entry import studies
from statim.evidence.errors import WrongData

PASTED = (
    "Study\tYear\tEvents\tTotal\tControl events\tControl total\tLatitude\tSubgroup\n"
    "Aronson\t1948\t4\t123\t11\t139\t44\trandom\n"
    "\t\t\t\t\t\t\t\n"
    "Ferguson & Simes\t1949\t6\t306\t29\t303\t55,5\t\n"
)


def test_a_table_pasted_from_a_spreadsheet_is_read() -> None:
    first, second = studies(PASTED, "counts")
    assert (first.label, first.year, first.subgroup) == ("Aronson", 1948, "random")
    assert first.data == Counts(events=4, total=123, control_events=11, control_total=139)
    assert second.covariates == {"latitude": 55.5}
    assert second.subgroup is None


def test_a_csv_file_is_read_with_columns_in_any_order() -> None:
    text = '\ufeffupper,lower,HR,study,reference\n0.9,0.5,0.67,"Doe, 2020",doe2020\n'
    (study,) = studies(text, "reported")
    assert study.data == Reported(estimate=0.67, lower=0.5, upper=0.9)
    assert (study.label, study.reference) == ("Doe, 2020", "doe2020")


def test_semicolons_and_decimal_commas_go_together() -> None:
    text = "study;mean;sd;n;control mean;control sd;control n\nA;−1,5;2,25;20;0;2;21\n"
    (study,) = studies(text, "means")
    assert study.data == Means(mean=-1.5, sd=2.25, n=20, control_mean=0, control_sd=2, control_n=21)


def test_every_wrong_cell_is_named_and_nothing_is_taken() -> None:
    text = PASTED + "\tx\t4.5\t\t1\t9\tnorth\t\n"
    with pytest.raises(WrongData) as refused:
        studies(text, "counts")
    assert [(p.where, p.field) for p in refused.value.problems] == [
        ("row 5", "year"), ("row 5", "events"), ("row 5", "total"), ("row 5", "latitude"),
        ("row 5", "study"),
    ]  # fmt: skip
    assert "'4.5' is not a whole number" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("study,events\nA,1\n", "row 1, total: this column is missing"),
        ("study,events,total,total\nA,1,2,3\n", "row 1, total: stands twice"),
        ("study,events,total\n", "there is no study in it"),
        ("", "row 1, study: this column is missing"),
        ("study,events,total\nA,1,2,3\n", "row 2, cells: 4 cells under 3 names"),
        ("study,events,total\nA,nan,2\n", "'nan' is not a number"),
    ],
)
def test_a_table_of_another_shape_is_refused(text: str, why: str) -> None:
    with pytest.raises(WrongData, match=why):
        studies(text, "proportion")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(WrongData, match="'odds' is not one of counts, means"):
        studies(PASTED, "odds")
