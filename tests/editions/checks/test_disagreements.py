"""The same dose or threshold on two pages: found where it differs, and only there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from statim.editions.checks.disagreements import Disagreement, disagreements, stated_in
from statim.editions.checks.quantities import quantities

FILLER = (
    ("filler-1", "Ramipril 2.5 mg daily in heart failure"),
    ("filler-2", "Treat a systolic pressure above 140 mmHg in most adults"),
    ("filler-3", "Iron: ferritin below 30 micrograms/L suggests deficiency"),
    ("filler-4", "Prednisolone 40 mg in an acute exacerbation of asthma"),
)


def between(one: str, other: str, context: str = "") -> list[Disagreement]:
    """The candidates where two pages say these, among some others."""
    stated = [s for slug, text in FILLER for s in stated_in(slug, "s", text)]
    stated += [*stated_in("one", "s1", one, context), *stated_in("other", "s2", other, context)]
    return disagreements(stated)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amlodipine 5 mg once daily", "Give amlodipine 10 mg daily"),
        ("Start amlodipine at 5 mg", "Start amlodipine at 5 micrograms"),
        ("Treat when potassium is above 6.5 mmol/L", "Treat when potassium is above 6.0 mmol/L"),
        ("HbA1c ≥ 48 mmol/mol is diabetes", "HbA1c ≥ 42 mmol/mol is diabetes"),
        ("HbA1c ≥ 6.5% is diabetes", "HbA1c ≥ 6% is diabetes"),
        ("Pregnant women need about 220 micrograms of iodine a day",
         "Pregnant women need about 250 micrograms of iodine a day"),
        ("Amlodipine 5–10 mg daily", "Amlodipine 20 mg daily"),
    ],
)  # fmt: skip
def test_a_dose_or_threshold_that_differs_is_a_candidate(one: str, other: str) -> None:
    (found,) = between(one, other)
    assert {found.one.slug, found.other.slug} == {"one", "other"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amlodipine 5 mg once daily", "Amlodipine 5 mg once daily"),
        ("Levothyroxine 0.1 mg daily", "Levothyroxine 100 micrograms daily"),  # the same, converted
        ("Amlodipine 5–10 mg daily", "Amlodipine 10 mg daily"),  # within the range
        ("Amlodipine 5 mg daily", "Bisoprolol 10 mg daily"),
        ("Amlodipine 5 mg daily", "Amlodipine 5 mg/kg daily"),  # another measure
        ("Potassium above 6.5 mmol/L", "Sodium above 150 mmol/L"),
        ("For 5 days", "For 7 days"),
        ("About 50% respond to amlodipine", "About 40% respond to amlodipine"),
        ("Ramipril for children over 6 years", "Ramipril for children over 12 years"),
    ],
)  # fmt: skip
def test_what_agrees_or_is_about_something_else_is_none(one: str, other: str) -> None:
    assert between(one, other) == []


def test_what_a_statement_stands_under_says_what_it_is_about() -> None:
    assert between("start with 5 mg daily", "start with 10 mg daily", context="Amlodipine")


def test_a_page_that_states_both_numbers_is_no_candidate() -> None:
    both = "Amlodipine 5 mg daily; later amlodipine 10 mg daily"
    assert between(both, "Amlodipine 10 mg daily") == []


def test_two_statements_of_one_page_are_no_candidate() -> None:
    stated = stated_in("one", "a", "Amlodipine 5 mg daily")
    assert disagreements([*stated, *stated_in("one", "b", "Amlodipine 10 mg daily")]) == []


def test_a_quantity_is_read_with_its_unit_and_range() -> None:
    (found,) = quantities("Give amoxicillin 0.5 to 1 g per dose")
    assert (found.low, found.high) == (Decimal("500000.0"), Decimal(1_000_000))
    assert found.measure == "mass / dose"
    assert found.near[0] == "amoxicillin"


def test_a_table_that_lost_its_lines_is_not_read() -> None:
    assert list(quantities("peas 4 g beans 5 g nuts 6 g oats 3 g rye 2 g bran 7 g figs 1 g")) == []
