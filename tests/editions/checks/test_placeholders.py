"""Placeholders are found; words of medicine that look like them are not."""

from __future__ import annotations

import pytest

from statim.editions.checks.placeholders import is_empty_day, placeholders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TODO: add the dose", ["TODO"]),
        ("Lorem ipsum dolor", ["Lorem ipsum"]),
        ("Give xxx at night", ["xxx"]),
        ("Give xx mg at night", ["xx mg"]),
        ("Reviewed dd mmm yyyy", ["dd mmm yyyy"]),
        ("Reviewed DD/MM/YYYY by FIXME", ["DD/MM/YYYY", "FIXME"]),
        ("since XX/XX/2020", ["XX/XX/2020"]),
        ("on 00/00/0000", ["00/00/0000"]),
        ("as shown [citation needed]", ["[citation needed]"]),
        ("[insert local number here]", ["[insert local number here]"]),
        ("the dose is ???", ["???"]),
    ],
)
def test_a_placeholder_is_found_as_it_stands(text: str, found: list[str]) -> None:
    assert list(placeholders(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "47,XXX and 48,XXXX karyotypes", "47 xxx syndrome", "XXX syndrome",
        "remains to be confirmed",
        "factor Xa", "type XX collagen", "DDAVP", "TBC1D24", "What is it?", "to do", "10 mg daily",
        "12/05/2020", "blood is to be checked", "Mastodon", "name [sic]",
    ],
)  # fmt: skip
def test_clinical_words_are_no_placeholders(text: str) -> None:
    assert list(placeholders(text)) == []


def test_days_that_programs_write_for_no_date_are_known() -> None:
    assert is_empty_day("1970-01-01")
    assert not is_empty_day("2026-01-31")
    assert not is_empty_day(None)
