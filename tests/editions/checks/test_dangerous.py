"""Dangerous dose forms: each is found wherever it stands, and ordinary doses are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statim.editions.checks.dangerous import NAMES, RULES, dangerous_forms
from statim.editions.checks.policy import UK, US, Policy

UNITS = st.sampled_from(["mg", "g", "micrograms", "mL", "units", "mmol", "tablets", "milligrams"])
WORDS = st.lists(
    st.sampled_from(
        (
            "give",
            "up",
            "to",
            "then",
            "after meals",
            "the starting dose is",
            "and",
            "with caution",
            "once daily",
            "for adults",
            "(see below)",
            "reduce if needed;",
            "oral",
        )
    ),
    max_size=8,
).map(" ".join)
GAPS = st.sampled_from([" ", "\u00a0", "\u202f", "-"])
ORDINARY = st.one_of(
    st.integers(1, 9999).map(str),
    st.integers(1, 999).map(lambda n: f"0.{n}"),
    st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda t: f"{t[0]}.{t[1]}"),
    st.integers(10, 999).map(lambda n: f"{n},000"),
)


def names(text: str, policy: Policy | None = None) -> set[str]:
    return {form.rule.name for form in dangerous_forms(text, policy)}


def sentence(before: str, form: str, after: str) -> str:
    return f"{before} {form} {after}".strip()


@given(WORDS, ORDINARY, GAPS, UNITS, WORDS, st.sampled_from([UK, US]))
def test_an_ordinary_dose_raises_no_alarm(
    before: str, number: str, gap: str, unit: str, after: str, style: str
) -> None:
    assert names(sentence(before, f"{number}{gap}{unit}", after), Policy(style=style)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "10 mg", "0.5 mg", "1.05 mg", "100.5 mg", "version 1.0", "p = .05", "P<.001", "OR 2.0",
        "1.0 mg/dL", "potassium 5.0 mmol/L", "48.0 mmol/mol", "ferritin 30 µg/L", "PSA 4.0 ng/mL",
        "a lesion of 2.0 cm", "eGFR 60.0 mL/min", "AST 40 U/L", "insulin U-100", "50 U.S. states",
        "10 mg qds", "10 mg q.d.s.", "quantum dots (QDs)", "47,XXX", "in 1.0.2",
        "PMID 12345678", "10.1000/123456", "100,000 units", "1 million units", "12345 people",
        "0.5–2 mg", "1 mg/kg/day", "3.0 T", "Version 2.0 mgr", "HbA1c 6.0%", "the 4 U waves",
        "20.0 µmol L⁻¹", "2.0 mg per litre",
    ],
)  # fmt: skip
def test_what_is_no_dose_raises_no_alarm(text: str) -> None:
    assert names(text) == set()


@given(WORDS, st.integers(1, 500), st.integers(1, 3), GAPS, UNITS, WORDS)
def test_a_trailing_zero_is_always_found(
    before: str, whole: int, zeros: int, gap: str, unit: str, after: str
) -> None:
    form = f"{whole}.{'0' * zeros}{gap}{unit}"
    found = [f for f in dangerous_forms(sentence(before, form, after)) if f.found == form]
    assert [f.rule.name for f in found] == ["trailing-zero"]


@given(WORDS, st.integers(1, 999), GAPS, UNITS, WORDS)
def test_a_naked_decimal_is_always_found(
    before: str, part: int, gap: str, unit: str, after: str
) -> None:
    form = f".{part}{gap}{unit}"
    assert "naked-decimal" in names(sentence(before, form, after))


@given(WORDS, st.integers(10_000, 99_999_999), GAPS, UNITS, WORDS)
def test_a_large_dose_without_separators_is_always_found(
    before: str, number: int, gap: str, unit: str, after: str
) -> None:
    assert "large-number" in names(sentence(before, f"{number}{gap}{unit}", after))


SHORT = [
    ("micrograms", "5 µg"), ("micrograms", "5 μg"), ("micrograms", "5ug"), ("micrograms", "5 mcg"),
    ("nanograms", "20 ng"), ("units", "5U"), ("units", "5 u"), ("units", "600 IU"),
    ("units", "1.2 million IU"), ("units", "5 I.U."), ("daily", "q.d."), ("daily", "QD"),
    ("daily", "q. d."), ("alternate-days", "qod"), ("alternate-days", "Q.O.D."),
    ("weekly", "TIW"), ("weekly", "biw"), ("bedtime", "qhs"), ("per-os", "per os"),
    ("cubic-centimetres", "5 cc"), ("sulfates", "MgSO4"), ("sulfates", "MSO4"),
    ("trailing-zero", "1.0 to 2.0 mg"), ("trailing-zero", "0.5–1.0 mg"),
    ("trailing-zero", "1,000.0 mg"),
    ("naked-decimal", "·5 mg"), ("naked-decimal", ".5 mmol/L"),
]  # fmt: skip


@given(WORDS, st.sampled_from(SHORT), st.sampled_from([" ", ", ", ". ", "; ", ") "]), WORDS)
def test_every_short_form_is_found_in_any_sentence(
    before: str, form: tuple[str, str], end: str, after: str
) -> None:
    name, words = form
    assert name in names(f"{before} {words}{end}{after}".strip())


def test_the_unit_is_shown_with_the_number_and_where_it_stands() -> None:
    (form,) = dangerous_forms("Start with 1.0 mg at night.")
    assert (form.found, form.start) == ("1.0 mg", 11)
    assert form.advice.startswith("leave out the point and the zero: 1.0 mg has been read as 10 mg")


def test_a_site_chooses_whose_rules_hold_for_micrograms() -> None:
    assert names("5 mcg", Policy(style=UK)) == {"micrograms"}
    assert names("5 mcg", Policy(style=US)) == set()
    assert names("5 µg", Policy(style=US)) == {"micro-sign"}
    assert names("10mg", Policy(style=US)) == {"run-together"}
    assert names("10mg", Policy(style=UK)) == set()


def test_a_site_may_allow_a_form() -> None:
    assert names("600 IU", Policy(allowed=frozenset({"units"}))) == set()


def test_every_rule_names_its_source_and_each_name_is_one() -> None:
    assert len(set(NAMES)) == len(RULES)
    assert all(rule.source and rule.why and rule.instead for rule in RULES)
