"""Plain text as people paste it: nesting, headings, wrapped lines, what stands around it."""

from __future__ import annotations

from typing import Any

import pytest

from statim.editions.document import Statement
from statim.topics.errors import Unreadable
from statim.topics.manuscript import Manuscript
from statim.topics.reading import read_manuscript
from statim.topics.reading.dates import NoDay, day_of


def read(text: str) -> Manuscript:
    return read_manuscript(text.encode(), "page.txt")


def tree(statement: Statement) -> Any:
    if not statement.children:
        return statement.text
    return {statement.text: [tree(child) for child in statement.children]}


def trees(text: str) -> list[Any]:
    return [tree(s) for section in read(text).sections for s in section.statements]


NESTED = ["one", {"two": [{"three": ["four"]}, "five"]}, "six"]


@pytest.mark.parametrize(
    "body",
    [
        "• one\n• two\n  • three\n    • four\n  • five\n• six",
        "  - one\n\n  - two\n\n    - three\n\n      - four\n    - five\n  - six",
        "* one\n* two\n\t* three\n\t\t* four\n\t* five\n* six",
        "•\tone\n•\ttwo\no\tthree\n▪\tfour\no\tfive\n•\tsix",
        "• one\n• two\n– three\n* four\n– five\n• six",
        "• one\n• two\n\xa0\xa0• three\n\xa0\xa0\xa0\xa0• four\n\xa0\xa0• five\n• six",
        "  one\n  two\n    three\n      four\n    five\n  six",
        "1. one\n2. two\n   - three\n     - four\n   - five\n3. six",
    ],
)
def test_points_nest_by_indentation_or_by_sign(body: str) -> None:
    assert trees(f"The title\n\n{body}\n") == NESTED


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next_line() -> None:
    assert trees("The title\n\n•\n  one\n•\n  two\n") == ["one", "two"]


def test_wrapped_lines_are_put_together() -> None:
    text = (
        "The title\n\n"
        "A paragraph that was wrapped by whoever sent it at seventy characters,\n"
        "as letters are.\n\n"
        "- a point that was wrapped as well and\n"
        "  goes on here\n"
        "- another\n"
    )
    assert trees(text) == [
        "A paragraph that was wrapped by whoever sent it at seventy characters, as letters are.",
        "a point that was wrapped as well and goes on here",
        "another",
    ]


def test_short_lines_over_something_are_headings() -> None:
    manuscript = read("Title\n\nA lead that says something.\n\nDose\n\n• one\n\nHarms\n\n• two\n")
    assert [(s.heading, len(s.statements)) for s in manuscript.sections] == [
        ("", 1),
        ("Dose", 1),
        ("Harms", 1),
    ]


def test_a_bullet_before_a_number_may_be_a_minus_sign_and_is_listed() -> None:
    manuscript = read("Title\n\n- 5 to 10 mmol/L\n")
    assert manuscript.doubts[0].what == "a bullet that may be a minus sign"
    assert trees("Title\n\n• −5 to +5\n") == ["−5 to +5"]


def test_what_is_no_bullet_is_not_taken_for_one() -> None:
    assert trees("Title\n\n• -5 to +5 SD\n• 1.5 mg daily\n• o-cresol\n") == [
        "-5 to +5 SD", "1.5 mg daily", "o-cresol",
    ]  # fmt: skip


def test_furniture_goes_and_a_bullet_that_sounds_like_it_stays() -> None:
    manuscript = read(
        "This site is intended for healthcare professionals\nLog in\n"
        "You can view 3 more pages before signing in\nHome\n\nThe title\n\n"
        "Last reviewed 3 May 2024. Last edited 2024-06-01\n\nAuthors: A. One; B. Two\n\n"
        "• copyright is asserted\n• this site uses cookies\n\n"
        "We use cookies to improve it.\n© 2024 Somebody\n"
    )
    assert manuscript.title == "The title"
    assert (manuscript.reviewed, manuscript.edited) == ("2024-05-03", "2024-06-01")
    assert [person.name for person in manuscript.authors] == ["A. One", "B. Two"]
    assert [s.text for s in manuscript.sections[0].statements] == [
        "copyright is asserted",
        "this site uses cookies",
    ]
    assert manuscript.doubts == ()


def test_a_line_that_is_not_understood_before_the_title_is_listed_not_lost() -> None:
    manuscript = read("Some slogan\nThe title\nLast edited 2024-06-01\n\n• one\n")
    assert manuscript.title == "The title"
    assert "Some slogan" in manuscript.doubts[0].why


def test_related_pages_are_taken_over_by_title_and_listed() -> None:
    manuscript = read("Title\n\n• one\n\nRelated pages\n\nOther page\n• Third page\n")
    assert manuscript.related == ("other-page", "third-page")
    assert len(manuscript.doubts) == 2


def test_text_after_the_list_of_references_is_no_reference() -> None:
    manuscript = read(
        "Title\n\n• one (1)\n\nReferences\n1. Smith J. Title. BMJ 2020;1:1.\n\n"
        "Find out more about our courses\n"
    )
    assert len(manuscript.references) == 1
    said = " ".join(s.text for section in manuscript.sections for s in section.statements)
    said += " ".join(doubt.why for doubt in manuscript.doubts)
    assert "Find out more about our courses" in said


def test_a_numbered_list_that_is_no_list_of_references_becomes_points_and_is_listed() -> None:
    manuscript = read("Title\n\n1. Lay the patient flat\n2. Call for help\n")
    assert [s.text for s in manuscript.sections[0].statements] == [
        "Lay the patient flat",
        "Call for help",
    ]
    assert [doubt.what for doubt in manuscript.doubts] == ["a numbered list"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-05-03", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("3rd May, 2024", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("29 Feb 2024", "2024-02-29"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
    ],
)
def test_days_as_pages_print_them(words: str, day: str) -> None:
    assert day_of(words) == day


@pytest.mark.parametrize(
    "words", ["dd mmm yyyy", "DD/MM/YYYY", "", "xx", "May 2024", "03/04/2024", "30 Feb 2024", "now"]
)
def test_what_names_no_day_is_not_made_into_one(words: str) -> None:
    with pytest.raises(NoDay):
        day_of(words)


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"Title\n\nna\xefve\n", "not UTF-8", 3),
        (b"Title\n\nx\x00y\n", "zero byte", 3),
        (b"%PDF-1.7 ...", "PDF", 0),
        (b"\xd0\xcf\x11\xe0 old", "password", 0),
        (b"", "no title", 1),
        (b"Only a title\n", "no statement", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_reason(
    data: bytes, reason: str, line: int
) -> None:
    with pytest.raises(Unreadable, match=reason) as refusal:
        read_manuscript(data, "page.txt")
    assert refusal.value.line == line


def test_text_saved_by_windows_as_unicode_is_read() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        manuscript = read_manuscript("Title\r\n\r\n• µ ≤ 5\r\n".encode(encoding), "page.txt")
        assert manuscript.sections[0].statements[0].text == "µ ≤ 5"
