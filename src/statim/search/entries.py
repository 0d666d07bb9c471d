"""What the index holds of an edition: its names, its page, its statements. Pure.

Everything here follows from the edition alone, so the index can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from statim.editions.document import Document, TopicIdentity, citation_numbers, statements_of
from statim.editions.pieces import line_of, words_of
from statim.search.words import forms_of_name, normal, wholes_of_name

TITLE, SYNONYM, CODE = "title", "synonym", "code"
LONGEST_LINE = 5000  # characters of one statement that are kept to be shown


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a topic: `kind` is title, synonym or code; `text` as written."""

    text: str
    kind: str
    wholes: list[str]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: its id, its plain text, the numbers of its references on the page."""

    id: str
    text: str
    numbers: list[int]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is indexed of a topic's current edition. `reviewed` is a day as YYYYMMDD, or 0.

    `shelves` are its shelf and those above it.
    """

    topic: str
    hash: str
    names: list[Name]
    lines: list[Line]
    shelves: list[str]
    reviewed: int
    headings: list[str]


def entry_of(document: Document, *, digest: str, shelf: str) -> Entry:
    """The entry of an edition that stands on this shelf."""
    numbers = citation_numbers(document)
    parts = shelf.split("/") if shelf else []
    return Entry(
        topic=document.topic.id,
        hash=digest,
        names=list(names_of(document.topic)),
        lines=[
            Line(
                id=statement.id,
                text=line_of(statement)[:LONGEST_LINE],
                numbers=sorted({numbers[c.reference] for c in statement.cites}),
                words=[word for piece in words_of(statement) for word in normal(piece)],
            )
            for statement in statements_of(document)
        ],
        shelves=["/".join(parts[: n + 1]) for n in range(len(parts))],
        reviewed=int((document.reviewed or "0").replace("-", "")),
        headings=[word for section in document.sections for word in normal(section.heading)],
    )


def names_of(topic: TopicIdentity) -> Iterator[Name]:
    """Every name by which a topic is found: title, synonyms, codes."""
    yield _name(topic.title, TITLE)
    for synonym in topic.synonyms:
        yield _name(synonym, SYNONYM)
    for code in topic.codes:
        yield _name(code.code, CODE)


def _name(text: str, kind: str) -> Name:
    return Name(text=text, kind=kind, wholes=wholes_of_name(text), words=forms_of_name(text))
