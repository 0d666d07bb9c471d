"""Comparisons in drafts and topic files: computed where they are written, never believed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from statim.editions.document import Section, from_dict, statements_of, to_dict
from statim.editions.validation import faults_of
from statim.evidence.comparison import Counts
from statim.topics import markdown
from statim.topics.computing import comparisons_in, references_of, with_numbers
from statim.topics.editor import outline
from statim.topics.errors import Unreadable, WrongNumbers
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript
from statim.topics.reading import read_manuscript
from statim.topics.wording import digest_of, words_of
from tests.compared import compared, document, manuscript, said


def read(text: str) -> Manuscript:
    found = read_manuscript(text.encode(), "topic.md")
    return replace(found, sections=with_numbers(found.sections))


def test_the_words_are_filled_in_and_can_be_published() -> None:
    page = document()
    first = next(statements_of(page))
    assert first.text == "It halves the risk: RR 0.49 (95%\u00a0CI 0.34 to 0.70)."
    assert faults_of(page) == []


def test_markdown_gives_the_same_edition_again() -> None:
    page = document()
    again = read(markdown.write(page))
    assert again.doubts == ()
    assert freeze(again).sections == page.sections
    assert freeze(again).references == page.references


def test_json_gives_the_same_edition_again_and_numbers_are_decimal_strings() -> None:
    page = document()
    value = to_dict(page)
    assert from_dict(json.loads(json.dumps(value))) == page
    held = value["sections"][0]["statements"][1]["comparison"]
    assert held["analysis"]["pooled"]["estimate"].startswith("-0.71")
    assert not [x for x in _leaves(held) if isinstance(x, float)]


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    return (
        [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]
    )


def test_a_file_by_hand_needs_little_more_than_its_studies() -> None:
    found = read(
        "---\ntitle: By hand\nid: t1\nslug: by-hand\n"
        "references: [{id: a, type: book, title: One}]\nstatements:\n"
        "  c1:\n    kind: comparison\n    comparison:\n      population: adults\n"
        "      intervention: new\n      comparator: old\n      measure: OR\n"
        "      outcome: {name: death, lower_is_better: true}\n      studies:\n"
        "      - {label: One 1999, reference: a,"
        " data: {is: Counts, events: 1, total: 10, control_events: 4, control_total: 10}}\n"
        "---\n\nNew against old {#c1}\n"
    )
    ((key, one),) = comparisons_in(found.sections).items()
    assert key == "c1" and one.analysis is not None
    assert references_of(found.sections[0].statements[0]) == ("a",)
    assert faults_of(freeze(found)) == []


def test_numbers_that_come_with_a_file_are_not_believed() -> None:
    value = outline.write(manuscript()).replace('"0.489', '"0.111')
    forged = value.replace("-0.71", "-9.99")
    sections, _ = outline.read(forged)
    assert with_numbers(sections) == manuscript().sections


@pytest.mark.parametrize("events", [99, -1])
def test_numbers_that_cannot_be_are_refused_with_study_and_field(events: int) -> None:
    statement = compared()
    assert statement.comparison is not None
    data = statement.comparison.data
    wrong = Counts(events=events, total=12, control_events=1, control_total=12)
    studies = (replace(data.studies[0], data=wrong), *data.studies[1:])
    held = replace(statement.comparison, data=replace(data, studies=studies))
    with pytest.raises(WrongNumbers, match=r"study 1 \(Aronson\), events"):
        with_numbers((Section(heading="", statements=(replace(statement, comparison=held),)),))


def test_a_comparison_of_another_shape_is_refused_with_its_place() -> None:
    with pytest.raises(Unreadable, match=r"comparison.*studies"):
        read(
            "---\ntitle: T\nstatements: {c1: {kind: comparison, comparison: {studies: 3}}}\n"
            "---\n\nx {#c1}\n"
        )


def test_a_number_typed_over_cannot_be_published() -> None:
    page = document()
    first, second = page.sections[0].statements
    typed = replace(
        first, html=first.html.replace("0.49", "0.39"), text=first.text.replace("0.49", "0.39")
    )
    faults = faults_of(replace(page, sections=(Section(heading="", statements=(typed, second)),)))
    assert len(faults) == 1 and "where the comparison says" in faults[0]


def test_changed_numbers_are_another_statement_for_review_and_are_somebodys() -> None:
    whole, fewer = (manuscript(compared(n)).sections[0].statements[0] for n in (13, 12))
    assert digest_of(whole, {}) != digest_of(fewer, {})
    assert "Hart & Sutherland 1977 events 62" in words_of(whole)


def test_the_outline_goes_through_the_editor_unchanged() -> None:
    before = manuscript()
    sections, _ = outline.read(outline.write(before), before=before)
    assert sections == before.sections


def test_a_literal_pair_of_braces_stays_text() -> None:
    found = read("---\ntitle: T\n---\n\n- Take {{bcg-tb effect}} as it is. {#a}\n")
    assert found.sections[0].statements[0].text == "Take {{bcg-tb effect}} as it is."


def test_nothing_is_computed_where_there_is_no_comparison() -> None:
    plain = (Section(heading="", statements=said()[:1]),)
    assert with_numbers(plain) is plain
