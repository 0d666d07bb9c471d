"""Proof of the record: walks every hash and link, and names what does not hold.

Hashes are taken over the stored bytes as they are. A stored text that is not canonical
cannot have the right hash, because publication hashed canonical bytes; so nothing is made
canonical again here. Nothing is written, and publication goes on meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain as joined

from django.db import DatabaseError, connection
from django.db.models import BinaryField, F, Func, Max, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from statim.audit import queries as log
from statim.editions.chain import hash_of
from statim.editions.consequences import Fault, faults_of_rest, faults_of_table
from statim.editions.document import Document, InvalidDocument, from_dict
from statim.editions.models import Edition, RecordHead
from statim.editions.snapshot import snapshot

CHUNK = 500
MOST_NAMED = 100  # of missing editions in one gap

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many editions were walked, the hash at the head of the record, what does not hold.

    `head`, written down elsewhere, is proof against a forger who rewrites everything here.
    """

    editions: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether the whole record holds."""
        return not self.faults


@dataclass(slots=True)
class _Walk:
    """How far the walk has come, and what it has seen so far."""

    last: dict[str, int]
    logged: Iterator[log.Logged] | None
    count: int = 0
    place: int = 0
    before: Edition | None = None
    before_is_sound: bool = True
    numbers: dict[str, int] = field(default_factory=dict)
    published: datetime | None = None


def verify(progress: Progress | None = None) -> Verdict:
    """Walk the whole record. `progress` is told how many more editions were walked.

    Finds altered texts and columns, gaps, dropped last editions, rows that changed places,
    forged rows, altered pages, standings, addresses, withdrawals, and an altered audit log.
    """
    with snapshot():
        broken_log = log.first_fault()
        newest = Edition.objects.values("topic").annotate(at=Max("sequence"))
        walk = _Walk(
            last=dict(newest.values_list("topic", "at")),
            logged=None if broken_log else log.acts("publish"),
        )
        found = [Fault(0, "", 0, broken_log)] if broken_log else []
        try:
            for faults in _chunks(walk, progress):
                found += faults
            found += _faults_of_end(walk)
            found += faults_of_rest(log_holds=not broken_log)
        except DatabaseError as error:
            what = f"the database cannot be read after place {walk.place} of the record: {error}"
            found.append(Fault(walk.place, "", 0, what))
        head = walk.before.hash if walk.before else ""
    return Verdict(walk.count, head, tuple(sorted(found, key=_weight)))


def _weight(fault: Fault) -> tuple[bool, int]:
    """What is wrong with the record itself comes before what should follow from it."""
    return (fault.follows, fault.sequence)


def _chunks(walk: _Walk, progress: Progress | None) -> Iterator[list[Fault]]:
    while True:
        chunk = Edition.objects.filter(sequence__gt=walk.place).order_by("sequence")[:CHUNK]
        rows = list(chunk.defer("canonical"))
        if not rows:
            return
        stored = dict(chunk.values_list("sequence", _stored_bytes()))
        found: list[Fault] = []
        sound: list[tuple[Edition, Document]] = []
        for edition in rows:
            document, faults = _faults_of_edition(edition, bytes(stored[edition.sequence]), walk)
            found += faults
            if document is not None:
                sound.append((edition, document))
        newest = [(e, d) for e, d in sound if walk.last.get(e.topic) == e.sequence]
        yield [*found, *faults_of_table(sound, newest)]
        if progress:
            progress(len(rows))


def _stored_bytes() -> Combinable:
    """The canonical text as the very bytes that the database holds."""
    if connection.vendor == "sqlite":
        return Cast("canonical", BinaryField())
    return Func(F("canonical"), Value("UTF8"), function="convert_to", output_field=BinaryField())


def _faults_of_edition(
    edition: Edition, stored: bytes, walk: _Walk
) -> tuple[Document | None, list[Fault]]:
    """What the edition says, and everything that does not hold about its row."""
    found = list(_missing_before(edition, walk))
    after_a_gap = bool(found)
    told = list(_own_faults(edition, stored, walk))
    sound = not told
    document, unreadable = _document(stored)
    told += unreadable
    if document is not None:
        told += [*_column_faults(edition, document), *_order_faults(edition, walk)]
    found += [Fault(edition.sequence, edition.slug, edition.number, what) for what in told]
    if document is not None and not after_a_gap:
        found += _link_faults(edition, document, walk, sound=sound)
    walk.before, walk.before_is_sound = edition, sound
    walk.place, walk.count = edition.sequence, walk.count + 1
    return document, found


def _document(stored: bytes) -> tuple[Document | None, list[str]]:
    try:
        return from_dict(json.loads(stored)), []
    except (ValueError, InvalidDocument) as error:
        return None, [f"its text cannot be read as an edition: {error}"]


def _missing_before(edition: Edition, walk: _Walk) -> Iterator[Fault]:
    """Editions that should stand between the one before and this one, named by the log."""
    gap = range(walk.place + 1, edition.sequence)
    for place in gap[:MOST_NAMED]:
        yield _missing(place, next(walk.logged, None) if walk.logged else None)
    if len(gap) > MOST_NAMED:
        what = f"places {gap[MOST_NAMED]} to {gap[-1]} of the record are empty"
        yield Fault(gap[MOST_NAMED], "", 0, what)


def _missing(place: int, entry: log.Logged | None) -> Fault:
    if entry is None:
        return Fault(place, "", 0, f"place {place} of the record is empty: an edition is missing")
    said = entry.detail
    return Fault(place, said.get("slug", ""), said.get("edition", 0), "it is missing")


def _own_faults(edition: Edition, stored: bytes, walk: _Walk) -> Iterator[str]:
    if hash_of(stored) != edition.hash:
        yield "its text was altered: it does not match its hash"
    if walk.logged is None:
        return
    entry = next(walk.logged, None)
    if entry is None:
        yield "it was never logged as published"
    elif entry.detail.get("hash") != edition.hash:
        said = entry.detail
        yield (
            f"it is not what was published in place {edition.sequence} of the record: "
            f"the log has {said.get('slug')}, edition {said.get('edition')}, {said.get('hash')}"
        )


def _column_faults(edition: Edition, document: Document) -> Iterator[str]:
    topic = document.topic
    said = {
        "topic": (edition.topic, topic.id),
        "slug": (edition.slug, topic.slug),
        "title": (edition.title, topic.title),
        "number": (edition.number, document.number),
        "previous": (edition.previous, document.previous or ""),
        "published": (edition.published.strftime("%Y-%m-%dT%H:%M:%SZ"), document.published),
    }
    altered = [name for name, (column, text) in said.items() if column != text]
    if altered:
        yield f"its row was altered: {', '.join(altered)} differ from what its text says"


def _order_faults(edition: Edition, walk: _Walk) -> Iterator[str]:
    expected = walk.numbers.get(edition.topic, 0) + 1
    if edition.number != expected:
        yield f"it should be number {expected} of its topic"
    walk.numbers[edition.topic] = edition.number
    if walk.published and edition.published < walk.published:
        yield "it is dated before the edition that was appended before it"
    walk.published = edition.published


def _link_faults(
    edition: Edition, document: Document, walk: _Walk, *, sound: bool
) -> Iterator[Fault]:
    """Whether this edition is chained to the one before; blames the one that was altered."""
    before = walk.before
    if (document.previous or "") == (before.hash if before else ""):
        return
    if before is None or not sound:
        what = "it is not chained to the edition before it"
        yield Fault(edition.sequence, edition.slug, edition.number, what)
    elif walk.before_is_sound:
        what = "it was replaced: the edition after it is chained to another text"
        yield Fault(before.sequence, before.slug, before.number, what)


def _faults_of_end(walk: _Walk) -> Iterator[Fault]:
    """A dropped last edition, or a head that was altered."""
    dropped = [
        _missing(place, entry) for place, entry in enumerate(walk.logged or (), walk.place + 1)
    ]
    head = RecordHead.objects.filter(id=1).first()
    if head is None:
        yield from joined(dropped, [Fault(walk.place + 1, "", 0, "the record has lost its head")])
        return
    if head.sequence > walk.place and not dropped:
        what = "it is missing: the head of the record names it"
        dropped = [Fault(head.sequence, head.slug, head.number, what)]
    yield from dropped
    before = walk.before
    ends = (before.sequence, before.hash, before.slug, before.number) if before else (0, "", "", 0)
    if not dropped and (head.sequence, head.hash, head.slug, head.number) != ends:
        what = "the head of the record does not name it, its last edition"
        yield Fault(walk.place, ends[2], ends[3], what)
    elif dropped and head.sequence == walk.place:
        what = "the head of the record was set back to it"
        yield Fault(dropped[0].sequence, head.slug, head.number, what)
