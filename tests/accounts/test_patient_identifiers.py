"""Patients' identifiers are found however they are written, and references are left in peace."""

from __future__ import annotations

from collections import Counter

import pytest

from statim.accounts.patient_identifiers import (
    BIRTH_DATE,
    HOSPITAL_NUMBER,
    NHS_NUMBER,
    found_in,
    warning,
)
from tests.accounts.identified import WAYS, clean, identified


def kinds(text: str) -> set[str]:
    return {one.kind for one in found_in(text)}


def test_5000_identifiers_in_12_ways_of_writing_are_found() -> None:
    assert len(WAYS) == 12
    missed = [(way, text) for way, text in identified(5000, seed=1) if not found_in(text)]
    assert len(missed) <= 25, (Counter(way for way, _ in missed), missed[:10])


def test_5000_clean_paragraphs_raise_hardly_an_alarm() -> None:
    alarmed = [text for text in clean(5000, seed=2) if found_in(text)]
    assert len(alarmed) <= 25, (len(alarmed), alarmed[:10])


def test_a_wrong_check_digit_is_no_nhs_number() -> None:
    assert kinds("NHS number 943 476 5919") == {NHS_NUMBER}
    assert not kinds("NHS number 943 476 5918")
    assert not kinds("NHS number 111 111 1111")


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 0-306-40615-2", "ISBN 0306406152", "PMID 9434765919", "doi:10.1016/9434765919",
        "https://example.org/9434765919", "ring 943 476 5919", "+44 9434765919",
        "978-0-306-40615-7", "EAN 9434765919", "£9434765919", "JAMA Psychiatry, 12 April 2023",
        "Menon V. JAMA Psychiatry 12/04/2023", "Last Reviewed 28/02/2026", "0101801234",
    ],
)  # fmt: skip
def test_what_stands_beside_a_number_says_that_it_is_something_else(text: str) -> None:
    assert not kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CHI 010180 1211", NHS_NUMBER),
        ("tel 020 7946 0018, NHS no 943 476 5919", NHS_NUMBER),
        ("943-476-5919 is her NHS number", NHS_NUMBER),
        ("NHS 943\n476\n5919", NHS_NUMBER),
        ("MRN 1234567", HOSPITAL_NUMBER),
        ("hospital number RXH1234567", HOSPITAL_NUMBER),
        ("Hosp. No. K123456", HOSPITAL_NUMBER),
        ("DOB 1956-03-12", BIRTH_DATE),
        ("born on 12th March 1956", BIRTH_DATE),
        ("Mrs Jane Smith, 70 yrs, 12/03/1956", BIRTH_DATE),
        ("SMITH, Jane 12/03/1956", BIRTH_DATE),
        ("12/03/1956 Mrs Smith", BIRTH_DATE),
    ],
)
def test_what_stands_beside_it_says_that_it_is_a_patients(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_a_finding_says_where_and_never_what() -> None:
    text = "NHS no 943 476 5919, ask"
    (one,) = found_in(text)
    assert text[one.start : one.end] == "943 476 5919"
    assert "943" not in repr(one)
    assert "943" not in warning([one])


def test_the_warning_names_each_kind_once_and_lets_the_writer_decide() -> None:
    said = warning(found_in("NHS 943 476 5919, DOB 12/03/1956, born 12/03/1956"))
    assert "an NHS number and a date of birth" in said
    assert "save as it is" in said
    assert warning(()) == ""


def test_a_long_text_is_read_in_time() -> None:
    """No pattern may take time that grows faster than the text (a trap for denial of service)."""
    for trap in ("1 " * 20000, "Smith " * 8000, "(" * 40000, "1-" * 20000, "DOB " * 10000):
        found_in(trap[:40000])


def test_a_date_that_cannot_be_is_no_birth_date() -> None:
    assert not kinds("DOB 32/13/1956")
    assert not kinds("Mrs Jane Smith 45/45/1956")
