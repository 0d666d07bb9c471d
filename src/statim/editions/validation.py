"""What a document must be before it may enter the record. Pure; every fault is listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from statim.editions.document import (
    CHANGE_KINDS,
    SEVERITIES,
    Change,
    Document,
    Statement,
    statements_of,
    to_dict,
)
from statim.editions.embedded import embedded_faults
from statim.editions.inline import marks, plain_text, sanitise
from statim.editions.kinds import CERTAINTIES as SAID_CERTAINTIES
from statim.editions.kinds import KINDS
from statim.editions.pieces import comparisons_of, markup_of
from statim.editions.validation_kinds import kind_faults

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
STATEMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LARGEST_NUMBER = 2**53 - 1  # RFC 8785, and RFC 7493: what every JSON reader reads alike
CERTAINTIES = (None, *SAID_CERTAINTIES)


def faults_of(document: Document) -> list[str]:
    """Every reason why the document cannot be published; empty where it can."""
    return [
        *_topic_faults(document),
        *change_faults(document.change),
        *_date_faults(document),
        *_statement_faults(document),
        *_reference_faults(document),
        *_value_faults("", to_dict(document)),
    ]


def _topic_faults(document: Document) -> Iterator[str]:
    topic = document.topic
    if not topic.title.strip():
        yield "it has no title"
    if not topic.id:
        yield "it has no id"
    if not SLUG.fullmatch(topic.slug) or len(topic.slug) > 200:
        yield f"{topic.slug!r} is no address: use a-z, 0-9 and single hyphens, at most 200"
    if not any(section.statements for section in document.sections):
        yield "it has no statement"


def change_faults(change: Change) -> Iterator[str]:
    """What is wrong with a change note."""
    if change.kind not in CHANGE_KINDS:
        yield f"{change.kind!r} is no kind of change: use {', '.join(CHANGE_KINDS)}"
    if change.severity and change.severity not in SEVERITIES:
        yield f"{change.severity!r} is no severity: use {', '.join(SEVERITIES)}"
    if change.severity and change.kind != "correction":
        yield f"only a correction has a severity, not a change of the kind {change.kind!r}"


def _date_faults(document: Document) -> Iterator[str]:
    if document.reviewed_elsewhere and not document.reviewed:
        yield "it was reviewed elsewhere, but on no stated day"
    for name in ("edited", "reviewed", "review_due"):
        value = getattr(document, name)
        if value is None:
            continue
        try:
            if date.fromisoformat(value).isoformat() != value:
                raise ValueError
        except ValueError:
            yield f"{name}: {value!r} is no day; write YYYY-MM-DD"


def _statement_faults(document: Document) -> Iterator[str]:
    statements = list(statements_of(document))
    for statement_id, count in Counter(s.id for s in statements).items():
        if not STATEMENT_ID.fullmatch(statement_id):
            yield f"{statement_id!r} is no statement id"
        elif count > 1:
            yield f"the statement id {statement_id} is used {count} times"
    comparisons = comparisons_of(document)
    for statement in statements:
        for fault in (
            *_faults_of_one(statement),
            *embedded_faults(markup_of(statement), comparisons),
        ):
            yield f"statement {statement.id}: {fault}"


def _faults_of_one(statement: Statement) -> Iterator[str]:
    if not (statement.text or statement.table or statement.figure):
        yield "it is empty"
    if plain_text(statement.html) != statement.text:
        yield "its text and its markup say different words"
    if sanitise(statement.html) != statement.html:
        yield "its markup holds something that is not allowed"
    counted = [n for piece in markup_of(statement) for group in marks(piece) for n in group]
    if counted != [*range(len(statement.cites))]:
        yield "its citation marks do not match its citations"
    if statement.kind not in KINDS:
        yield f"{statement.kind!r} is no kind of statement"
    if statement.certainty not in CERTAINTIES:
        yield f"{statement.certainty!r} is no GRADE certainty"
    yield from kind_faults(statement)


def _reference_faults(document: Document) -> Iterator[str]:
    ids = [item.get("id") for item in document.references]
    for reference, count in Counter(ids).items():
        if not reference:
            yield "a reference has no id"
        elif count > 1:
            yield f"the reference {reference} is listed {count} times"
    known = set(ids)
    order: list[str] = []
    for statement in statements_of(document):
        for cite in statement.cites:
            if cite.reference not in known:
                yield f"statement {statement.id} cites {cite.reference}, which is not listed"
            elif cite.reference not in order:
                order.append(cite.reference)
    if [i for i in ids if i in order] != order or set(ids[: len(order)]) != set(order):
        yield "the references are not in the order of their first citation"


def _value_faults(where: str, value: object) -> Iterator[str]:
    """Characters and numbers that JSON or a database cannot keep unchanged."""
    if isinstance(value, str):
        if found := UNSTORABLE.search(value):
            yield f"{where} holds the character U+{ord(found[0]):04X}, which cannot be kept"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _value_faults(f"{where}.{key}".lstrip("."), item)
    elif isinstance(value, list):
        for n, item in enumerate(value, start=1):
            yield from _value_faults(f"{where} {n}", item)
    elif isinstance(value, int | float):
        if not abs(value) <= LARGEST_NUMBER:  # nor is NaN
            yield f"{where} is a number that not every reader reads alike; write it as text"
    elif value is not None:
        yield f"{where} is of a kind that JSON does not have: {type(value).__name__}"
