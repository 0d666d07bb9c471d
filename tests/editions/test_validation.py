"""What may enter the record: every fault is named with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from statim.editions.document import Change, Citation, Document, Section, Statement
from statim.editions.validation import faults_of
from tests.documents import article, page, says

SOUND = page(
    Section(heading="", statements=(says("a", "It works", cites=["x"]), says("b", "It is safe"))),
    references=[article("x")],
    reviewed="2025-02-03",
)


def with_statement(statement: Statement) -> Document:
    return replace(SOUND, sections=(Section(heading="", statements=(statement,)),))


def with_topic(**fields: object) -> Document:
    return replace(SOUND, topic=replace(SOUND.topic, **fields))


def a(**fields: object) -> Document:
    return with_statement(replace(SOUND.sections[0].statements[0], **fields))


FAULTY: list[tuple[Callable[[], Document], str]] = [
    (lambda: with_topic(title="  "), "it has no title"),
    (lambda: with_topic(id=""), "it has no id"),
    (lambda: with_topic(slug="Two Words"), "'Two Words' is no address"),
    (lambda: with_topic(slug="a" * 201), "is no address"),
    (lambda: replace(SOUND, sections=()), "it has no statement"),
    (lambda: replace(SOUND, change=Change(kind="fun")), "'fun' is no kind of change"),
    (lambda: replace(SOUND, change=Change(kind="correction", severity="bad")),
     "'bad' is no severity"),
    (lambda: replace(SOUND, change=Change(kind="safety", severity="error")),
     "only a correction has a severity"),
    (lambda: replace(SOUND, reviewed="3 May 2025"), "reviewed: '3 May 2025' is no day"),
    (lambda: replace(SOUND, reviewed="20250503"), "reviewed: '20250503' is no day"),
    (lambda: replace(SOUND, review_due="2025-02-30"), "review_due: '2025-02-30' is no day"),
    (lambda: a(id=""), "'' is no statement id"),
    (lambda: a(children=(says("a", "Again"),)), "the statement id a is used 2 times"),
    (lambda: a(text="", html=""), "statement a: it is empty"),
    (lambda: a(text="It fails"), "its text and its markup say different words"),
    (lambda: a(html='<b onclick="x()">It works</b>', cites=()), "not allowed"),
    (lambda: a(html="It works"), "citation marks do not match"),
    (lambda: a(kind="heading"), "'heading' is no kind of statement"),
    (lambda: a(certainty="sure"), "'sure' is no GRADE certainty"),
    (lambda: a(cites=(Citation(reference="y"),)), "cites y, which is not listed"),
    (lambda: replace(SOUND, references=(article("x"), article("x"))), "listed 2 times"),
    (lambda: replace(SOUND, references=(article("y"), article("x"))),
     "not in the order of their first citation"),
    (lambda: replace(SOUND, references=(article("x"), {"type": "book"})), "a reference has no id"),
    (lambda: with_topic(title="A\x00B"), "topic.title holds the character U+0000"),
    (lambda: with_topic(synonyms=("ok", "half \ud83d")),
     "topic.synonyms 2 holds the character U+D83D"),
    (lambda: replace(SOUND, references=(article("x", volume=2**53),)),
     "references 1.volume is a number that not every reader reads alike"),
    (lambda: replace(SOUND, references=(article("x", volume=float("nan")),)),
     "references 1.volume is a number that"),
    (lambda: replace(SOUND, references=(article("x", seen={1, 2}),)),
     "references 1.seen is of a kind that JSON does not have: set"),
]  # fmt: skip


def test_a_sound_document_has_no_fault() -> None:
    assert faults_of(SOUND) == []


@pytest.mark.parametrize(("document", "fault"), FAULTY, ids=[fault for _, fault in FAULTY])
def test_each_fault_is_named(document: Callable[[], Document], fault: str) -> None:
    assert any(fault in found for found in faults_of(document())), faults_of(document())


def test_every_fault_is_listed_not_only_the_first() -> None:
    document = replace(with_topic(title="", slug="?"), reviewed="never")
    assert len(faults_of(document)) == 3


def test_clinical_signs_pass() -> None:
    text = "≤ 0.5 mg·kg⁻¹, 10⁹/L ± 2 µmol → “first” – β‑blocker\u00a0×\u202f2 😀"
    assert faults_of(with_statement(says("a", text))) == []
