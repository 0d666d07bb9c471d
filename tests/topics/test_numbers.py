"""Printed citation numbers, and numbers that are none."""

from __future__ import annotations

import pytest

from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading import read_manuscript
from statim.topics.reading.numbers import numbers_in

REFERENCES = "\n".join(f"{n}. Author{n} A. Title {n}. BMJ 2020;{n}:1-2." for n in range(1, 7))


def read(statement: str, references: str = REFERENCES) -> Manuscript:
    page = f"Title of the page\n\n• {statement}\n\nReferences\n\n{references}\n"
    return read_manuscript(page.encode(), "page.txt")


def cited(manuscript: Manuscript) -> list[int]:
    return [
        int(cite.reference.removeprefix("ref-"))
        for statement in statements_in(manuscript.sections)
        for cite in statement.cites
    ]


def said(manuscript: Manuscript) -> str:
    return next(statements_in(manuscript.sections)).text


def whats(manuscript: Manuscript) -> list[str]:
    uncited = "a reference that nothing cites"
    return [doubt.what for doubt in manuscript.doubts if doubt.what != uncited]


@pytest.mark.parametrize(
    ("statement", "numbers", "text"),
    [
        ("it works (1)", [1], "it works"),
        ("it works (1).", [1], "it works."),
        ("it works (2, 3), mostly", [2, 3], "it works, mostly"),
        ("it works [4-6]", [4, 5, 6], "it works"),
        ("it works [1,3–5]; so it does", [1, 3, 4, 5], "it works; so it does"),
        ("it works (1)(2)", [1, 2], "it works"),
        ("it works [1][2]", [1, 2], "it works"),
        ("it works (refs 1 and 2)", [1, 2], "it works"),
        ("one (1) and two (2) work", [1, 2], "one and two work"),
        ("depression.¹", [1], "depression."),
        ("depression¹²³ lifts", [], "depression¹²³ lifts"),
        ("depression¹,² lifts", [1, 2], "depression lifts"),
        ("depression²⁻⁴ lifts", [2, 3, 4], "depression lifts"),
        ("it concluded that (5):", [5], "it concluded that:"),
        ("the (major) disorder (BD) (6)", [6], "the (major) disorder (BD)"),
    ],
)
def test_a_number_that_stands_like_a_citation_is_one(
    statement: str, numbers: list[int], text: str
) -> None:
    manuscript = read(statement)
    assert (cited(manuscript), said(manuscript)) == (numbers, text)


@pytest.mark.parametrize(
    "statement",
    [
        "a guideline (2017) says so",
        "give one tablet (3 mg) at night",
        "in a trial (n = 12) it worked",
        "platelets below 50 × 10⁹/L",
        "a surface of 1.7 m² or more",
        "heterogeneity was large (I² 80%)",
        "Na⁺ and Ca²⁺ and SO₄²⁻ fall",
        "labelled with ¹⁸F or ⁹⁹ᵐTc",
        "clearance of 5 mL min⁻¹ kg⁻¹",
        "χ² was 3.1 and r² was 0.2",
        "an area of 3 cm² in CO₂",
        "5-HT₃ antagonists help",
        "doubled (2×) at night",
        "a ratio (1:2) is given",
        "an odds ratio (0.5-0.9) was found",
        "code (A1) is used",
    ],
)
def test_a_number_that_is_something_else_stays_without_a_word(statement: str) -> None:
    manuscript = read(statement)
    assert (cited(manuscript), said(manuscript), whats(manuscript)) == ([], statement, [])


@pytest.mark.parametrize(
    "statement",
    [
        "criteria: (1) fever and (2) cough",
        "either (1) rest or (2) ice",
        "in grade (3) disease",
        "lasting 5 [4-6] days",
        "in 30% (3) of them",
        "median age 60 (2-6) months",
        "(1) first do this",
    ],
)
def test_a_number_that_could_be_either_stays_and_is_listed(statement: str) -> None:
    manuscript = read(statement)
    assert said(manuscript) == statement
    assert cited(manuscript) == []
    assert set(whats(manuscript)) == {"a number that may be a citation"}


def test_a_number_without_a_reference_stays_and_is_listed() -> None:
    manuscript = read("it works (9) and works (2, 8)")
    assert said(manuscript) == "it works (9) and works (2, 8)"
    assert whats(manuscript) == ["a number without a reference"] * 2
    assert "no 8" in manuscript.doubts[1].why


def test_a_page_without_a_list_keeps_its_numbers_and_lists_them() -> None:
    manuscript = read_manuscript(b"Title\n\n- it works (1)\n- so it does\n", "page.txt")
    assert [s.text for s in statements_in(manuscript.sections)] == ["it works (1)", "so it does"]
    assert whats(manuscript) == ["a number without a reference"]


def test_a_reference_that_nothing_cites_is_kept_and_listed() -> None:
    manuscript = read("it works (1-4) (6)")
    assert len(manuscript.references) == 6
    doubts = [d for d in manuscript.doubts if d.what == "a reference that nothing cites"]
    assert [d.why[:8] for d in doubts] == ["number 5"]


def test_two_entries_of_one_number_are_both_kept_and_listed() -> None:
    manuscript = read("it works (1)", "1. First A. One. BMJ 2020;1:1.\n1. Other B. Two. BMJ 2021.")
    assert len(manuscript.references) == 2
    assert "a number used twice" in whats(manuscript)


@pytest.mark.parametrize(
    ("group", "numbers"),
    [
        ("1", [1]),
        ("2, 4-6", [2, 4, 5, 6]),
        ("3–5;7", [3, 4, 5, 7]),
        ("1 and 2", [1, 2]),
        ("5-3", []),
        ("1-900", []),
        ("0", []),
        ("1-2-3", []),
    ],
)
def test_groups_of_numbers(group: str, numbers: list[int]) -> None:
    assert numbers_in(group) == numbers


def test_an_entry_that_could_not_be_taken_apart_is_kept_as_printed_and_listed() -> None:
    manuscript = read("it works (1)", "1. ask at the library, third shelf")
    assert manuscript.references[0]["custom"]["raw"] == "ask at the library, third shelf"
    assert "a reference that could not be taken apart" in whats(manuscript)
