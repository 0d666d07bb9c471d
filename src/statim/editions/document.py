"""The published Document: frozen, framework-free, the one shape that every output reads.

A Document is what an edition says, by value. It holds no database row and no promise of
one, so an output format can be a pure function of it. `statim-edition/1` is its JSON form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import msgspec

from statim.editions import compared as comparisons
from statim.editions.kinds import (
    Figure,
    Table,
    figure_from_dict,
    figure_to_dict,
    table_from_dict,
    table_to_dict,
)

if TYPE_CHECKING:
    from statim.editions.compared import Compared
else:
    Compared = Any  # msgspec reads no unions of dataclasses, see `from_json`

SCHEMA = "statim-edition/1"

Json = dict[str, Any]


class InvalidDocument(ValueError):
    """A document that is not of the edition's shape; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One use of a reference by a statement. `locator` is free text such as "p. 12"."""

    reference: str
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Who verified a statement, and on which day (ISO date)."""

    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The unit of trust: one sentence or so, with a permanent id and what it rests on.

    `text` is the plain words, without citation marks; `html` the same words with inline
    markup (em, strong, sub, sup, code, a, br) and `<cite data-cites="0 2"></cite>` where the
    citation marks stand, each number an index into `cites`. `kind` is one of `kinds.KINDS`. `id` is
    empty only in drafts that were not yet matched.

    The words of a table or figure are its caption; of a definition the meaning, of an
    abbreviation the long form, and `term` what they explain. A comparison's studies cite after
    the marks of its caption. `certainty` and `strength` are
    GRADE's; `strength_reason` says why a recommendation is strong on low certainty.
    """

    id: str
    text: str
    html: str
    cites: tuple[Citation, ...] = ()
    certainty: str | None = None
    verified: Verification | None = None
    children: tuple[Statement, ...] = ()
    kind: str = "point"
    term: str = ""
    table: Table | None = None
    figure: Figure | None = None
    comparison: Compared | None = None
    strength: str = ""
    strength_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the statements under it. The first may have the heading "" (the lead).

    `level` is 2 for a section of the page, 3 and 4 for sections inside it.
    """

    heading: str
    statements: tuple[Statement, ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author or reviewer by value, with the interests declared at that moment."""

    name: str
    role: str = ""
    interests: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A clinical code: `system` is the code system's URI."""

    system: str
    code: str
    display: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicIdentity:
    """What the topic is and where it stands. `specialty` is the path, broadest first."""

    id: str
    slug: str
    title: str
    synonyms: tuple[str, ...] = ()
    specialty: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change note: kind is one of CHANGE_KINDS, note is for readers.

    `severity` says how bad what a correction corrects was, one of SEVERITIES; `source` what
    triggered the change: the id of a reference of the document, or words. "" where not said.
    """

    kind: str
    note: str = ""
    severity: str = ""
    source: str = ""


CHANGE_KINDS = (
    "new",
    "practice-changing",
    "safety",
    "clarification",
    "references",
    "correction",
)
FLAGS = ("emergency", "reviewed_elsewhere", "own_review")  # keys that stand only where true
SEVERITIES = ("typo", "clarification", "error", "safety error")  # of a correction, mildest first


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedTopic:
    """A related page chosen by the author; `id` is empty where the page is not here yet."""

    id: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One edition of one topic, whole. Dates are ISO days; `published` is UTC to the second.

    `references` are CSL-JSON items in citation order: the number on the page is the place
    in this tuple, from 1. `previous` is the hash of the edition appended before this one in
    the whole record, or None for the first. `emergency` topics are read without a limit.
    `reviewed_elsewhere`: the day of the review was stated by an import, not verified here.
    `own_review`: authors here may verify and publish their own work.
    """

    topic: TopicIdentity
    number: int
    published: str
    edited: str | None
    reviewed: str | None
    review_due: str | None
    authors: tuple[Person, ...]
    reviewers: tuple[Person, ...]
    change: Change
    sections: tuple[Section, ...]
    references: tuple[Json, ...]
    related: tuple[RelatedTopic, ...]
    previous: str | None
    emergency: bool = False
    reviewed_elsewhere: bool = False
    own_review: bool = False
    schema: str = field(default=SCHEMA)


def statements_of(document: Document) -> Iterator[Statement]:
    """Every statement of the document, in reading order, parents before children."""
    for section in document.sections:
        yield from walk(section.statements)


def walk(statements: tuple[Statement, ...]) -> Iterator[Statement]:
    """Every statement of a tree, in reading order."""
    for statement in statements:
        yield statement
        yield from walk(statement.children)


def citation_numbers(document: Document) -> dict[str, int]:
    """Reference id to its number on the page, from 1."""
    return {item["id"]: n for n, item in enumerate(document.references, start=1)}


def with_place(
    document: Document, *, number: int, published: str, previous: str | None
) -> Document:
    """The document as the record will hold it: numbered, dated and chained."""
    return replace(document, number=number, published=published, previous=previous)


def to_dict(document: Document) -> Json:
    """The `statim-edition/1` JSON value, without `hash`; each of FLAGS only where it is so."""
    topic = document.topic
    value: Json = {
        "schema": document.schema,
        "topic": {
            "id": topic.id,
            "slug": topic.slug,
            "title": topic.title,
            "synonyms": list(topic.synonyms),
            "specialty": list(topic.specialty),
            "codes": [
                {"system": c.system, "code": c.code, "display": c.display} for c in topic.codes
            ],
        },
        "number": document.number,
        "published": document.published,
        "edited": document.edited,
        "reviewed": document.reviewed,
        "review_due": document.review_due,
        "authors": [person_to_dict(p) for p in document.authors],
        "reviewers": [person_to_dict(p) for p in document.reviewers],
        "change": change_to_dict(document.change),
        "sections": [section_to_dict(s) for s in document.sections],
        "references": [dict(item) for item in document.references],
        "related": [{"id": r.id, "slug": r.slug, "title": r.title} for r in document.related],
        "previous": document.previous,
    }
    return {**value, **{flag: True for flag in FLAGS if getattr(document, flag)}}


def change_to_dict(change: Change) -> Json:
    """JSON value of a change note. Severity and source stand there only where they were said:
    what was hashed before they existed still has the same bytes."""
    said = {"severity": change.severity, "source": change.source}
    return {"kind": change.kind, "note": change.note, **{k: v for k, v in said.items() if v}}


def change_from_dict(value: Mapping[str, Any]) -> Change:
    """The Change of a JSON value; severity and source may be absent."""
    return Change(
        kind=value["kind"],
        note=value["note"],
        severity=value.get("severity", ""),
        source=value.get("source", ""),
    )


def person_to_dict(person: Person) -> Json:
    """JSON value of a person."""
    return {"name": person.name, "role": person.role, "interests": person.interests}


def section_to_dict(section: Section) -> Json:
    """JSON value of a section with its statements."""
    return {
        "heading": section.heading,
        "level": section.level,
        "statements": [statement_to_dict(s) for s in section.statements],
    }


def statement_to_dict(statement: Statement) -> Json:
    """JSON value of a statement with its children; what only some have, where they have it."""
    verified = statement.verified
    value: Json = {
        "id": statement.id,
        "kind": statement.kind,
        "text": statement.text,
        "html": statement.html,
        "cites": [{"reference": c.reference, "locator": c.locator} for c in statement.cites],
        "certainty": statement.certainty,
        "verified": {"by": verified.by, "on": verified.on} if verified else None,
        "children": [statement_to_dict(c) for c in statement.children],
    }
    for name in ("term", "strength", "strength_reason"):
        if said := getattr(statement, name):
            value[name] = said
    if statement.table:
        value["table"] = table_to_dict(statement.table)
    if statement.figure:
        value["figure"] = figure_to_dict(statement.figure)
    if statement.comparison:
        value["comparison"] = comparisons.to_dict(statement.comparison)
    return value


def from_dict(value: Mapping[str, Any]) -> Document:
    """The Document of a `statim-edition/1` JSON value; `hash` is ignored.

    Raises InvalidDocument where a key is missing or of the wrong type.
    """
    try:
        return _from_dict(value)
    except KeyError as error:
        raise InvalidDocument(f"the edition lacks the key {error.args[0]!r}") from error
    except comparisons.NotCompared as error:
        raise InvalidDocument(str(error)) from error
    except (TypeError, AttributeError) as error:
        raise InvalidDocument(f"the edition is not of the expected shape: {error}") from error


def from_json(canonical: str) -> Document:
    """The Document of the JSON text of an edition in the record, whose shape was checked when it
    was published: as `from_dict` gives it, in a third of the time.

    Raises InvalidDocument, and ValueError where it is no JSON.
    """
    if '"comparison":' in canonical:  # its numbers are strings there
        return from_dict(json.loads(canonical))
    try:
        document = _read(canonical)
    except msgspec.DecodeError:  # `from_dict` says in its own words what is wrong, if anything is
        return from_dict(json.loads(canonical))
    return document if document.schema == SCHEMA else from_dict(json.loads(canonical))


_read = msgspec.json.Decoder(Document).decode


def _from_dict(value: Mapping[str, Any]) -> Document:
    if value["schema"] != SCHEMA:
        raise InvalidDocument(f"unknown schema {value['schema']!r}; this Statim reads {SCHEMA}")
    for flag in FLAGS:
        if not isinstance(value.get(flag, False), bool):
            raise InvalidDocument(f"{flag} is {value[flag]!r}; it must be true or false")
    topic = value["topic"]
    return Document(
        topic=TopicIdentity(
            id=topic["id"],
            slug=topic["slug"],
            title=topic["title"],
            synonyms=tuple(topic["synonyms"]),
            specialty=tuple(topic["specialty"]),
            codes=tuple(Code(**c) for c in topic["codes"]),
        ),
        number=value["number"],
        published=value["published"],
        edited=value["edited"],
        reviewed=value["reviewed"],
        review_due=value["review_due"],
        authors=tuple(Person(**p) for p in value["authors"]),
        reviewers=tuple(Person(**p) for p in value["reviewers"]),
        change=change_from_dict(value["change"]),
        sections=tuple(section_from_dict(s) for s in value["sections"]),
        references=tuple(dict(item) for item in value["references"]),
        related=tuple(RelatedTopic(**r) for r in value["related"]),
        previous=value["previous"],
        **{flag: value.get(flag, False) for flag in FLAGS},
    )


def section_from_dict(value: Mapping[str, Any]) -> Section:
    """The Section of a JSON value; `level` may be absent."""
    return Section(
        heading=value["heading"],
        level=value.get("level", 2),
        statements=tuple(statement_from_dict(s) for s in value["statements"]),
    )


def statement_from_dict(value: Mapping[str, Any]) -> Statement:
    """The Statement of a JSON value; `kind`, and what only some have, may be absent."""
    verified = value["verified"]
    return Statement(
        id=value["id"],
        kind=value.get("kind", "point"),
        text=value["text"],
        html=value["html"],
        cites=tuple(
            Citation(reference=c["reference"], locator=c["locator"]) for c in value["cites"]
        ),
        certainty=value["certainty"],
        verified=Verification(by=verified["by"], on=verified["on"]) if verified else None,
        children=tuple(statement_from_dict(c) for c in value["children"]),
        term=value.get("term", ""),
        table=table_from_dict(value["table"]) if value.get("table") else None,
        figure=figure_from_dict(value["figure"]) if value.get("figure") else None,
        comparison=comparisons.from_dict(said) if (said := value.get("comparison")) else None,
        strength=value.get("strength", ""),
        strength_reason=value.get("strength_reason", ""),
    )
