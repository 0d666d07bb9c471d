"""The real page beside the checkout becomes a clean draft. Its sentences stay out of here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statim.editions.document import Statement
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading import read_manuscript

PAGE = Path(__file__).parents[2] / "../shared/sample-page.txt"
BULLET = re.compile(r"( +)• (.+)")
NUMBER = re.compile(r"\s*\(\d\)")


@pytest.fixture(scope="module")
def text() -> str:
    if not PAGE.exists():
        pytest.skip("the sample page is not beside this checkout (../shared/sample-page.txt)")
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def draft(text: str) -> Manuscript:
    return read_manuscript(text.encode(), "sample-page.txt")


def test_its_title_address_and_team_are_found(draft: Manuscript) -> None:
    assert draft.title == "Ketamine in depression"
    assert draft.slug == "ketamine-in-depression"
    assert [person.name for person in draft.authors] == ["Authoring team"]
    assert (draft.edited, draft.reviewed, draft.related) == (None, None, ())


def test_it_has_a_lead_and_one_section(draft: Manuscript) -> None:
    lead, section = draft.sections
    assert (lead.heading, section.heading) == ("", "Mode of action")
    assert [s.kind for s in lead.statements] == ["paragraph", *["point"] * 5]
    assert [s.kind for s in section.statements] == ["point"]


def test_every_bullet_is_a_statement_nested_as_written(draft: Manuscript, text: str) -> None:
    written = [
        (len(found[1]) // 2 - 1, NUMBER.sub("", found[2]))
        for line in text.splitlines()
        if (found := BULLET.match(line))
    ]
    read: list[tuple[int, str]] = []

    def add(statement: Statement, depth: int) -> None:
        if statement.kind == "point":
            read.append((depth, statement.text))
        for child in statement.children:
            add(child, depth + 1)

    for section in draft.sections:
        for statement in section.statements:
            add(statement, 0)
    assert read == written
    assert {depth for depth, _ in read} == {0, 1, 2}


def test_its_numbers_lead_to_its_six_references(draft: Manuscript, text: str) -> None:
    listed = re.findall(r"^ +\d\. (.+)$", text, re.MULTILINE)
    assert [item["custom"]["raw"] for item in draft.references] == listed
    assert len(listed) == 6
    assert all(item.get("title") and item.get("author") for item in draft.references)
    dois = [item["DOI"] for item in draft.references if "DOI" in item]
    assert len(dois) == 3
    cited = [[cite.reference for cite in s.cites] for s in statements_in(draft.sections) if s.cites]
    assert cited == [[f"ref-{n}"] for n in (1, 2, 3, 3, 4, 5, 6)]


def test_nothing_that_stood_around_the_text_is_left(draft: Manuscript) -> None:
    words = " ".join(s.text for s in statements_in(draft.sections)).lower()
    for furniture in (
        "healthcare professionals", "sign-in", "signing in", "annotation", "account",
        "copyright", "disclaimer", "licensed medical practitioner", "advertising", "last reviewed",
        "related pages", "authoring team", "ketamine in depression",
    ):  # fmt: skip
        assert furniture not in words
    assert not re.search(r"\(\d\)", words)


def test_what_could_not_be_settled_is_listed(draft: Manuscript) -> None:
    assert [doubt.what for doubt in draft.doubts] == [
        "a placeholder date",
        "a placeholder date",
        "a citation on a heading",
    ]
    assert all(doubt.where.startswith("line ") for doubt in draft.doubts)
