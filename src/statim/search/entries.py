"""What the index holds of an edition: its names, its page, its statements. Pure.

Everything follows from the edition, and from the words that editors keep for its topic, so the
index can be made again at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statim.editions import kinds
from statim.editions.document import (
    Document,
    Person,
    Statement,
    TopicIdentity,
    citation_numbers,
    statements_of,
)
from statim.editions.pieces import abbreviations_of
from statim.editions.pieces import words_of as said_by
from statim.references.notices import names_of_item
from statim.search.short_names import short_name
from statim.search.words import names_in, normal, uncut, words_of

TITLE, SYNONYM, CODE = "title", "synonym", "code"
LONGEST_LINE = 5000  # characters of one statement that are kept to be shown
RED_FLAG = "red-flag"
JOINED = " · "  # between a term and its meaning, and between the cells of a table
_HAS = {kinds.RED_FLAG: RED_FLAG}  # kinds of statement that a search may ask for


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a topic: `kind` is title, synonym or code; `text` as written."""

    text: str
    kind: str
    wholes: list[str]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: its id, its plain text (a table's cells too), and of each work that it cites
    the number of the reference and its short name; `cites`: the works as they are looked up
    ("doi:…"); `has`: what a search may ask for, such as RED_FLAG; `words`: as folded, uncut."""

    id: str
    text: str
    cited: list[tuple[int, str]]
    cites: list[str]
    has: list[str]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Short:
    """An abbreviation as it is looked up, with (as written, words, topic id or "") of each
    meaning; without a meaning it is to be forgotten."""

    folded: str
    meanings: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is indexed of a topic's current edition. `reviewed` is a day as YYYYMMDD, or 0.

    `shelves` are its shelf and those above it; `works` the identifiers of its references by
    number; `shorts` abbreviations that editors keep for it; `said` those that the page itself
    explains: (as written, meaning).
    """

    topic: str
    hash: str
    names: list[Name]
    lines: list[Line]
    shelves: list[str]
    reviewed: int
    headings: list[str]
    codes: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    has: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    reviewers: list[str] = field(default_factory=list)
    shelf_words: list[str] = field(default_factory=list)
    works: dict[int, dict[str, str]] = field(default_factory=dict)
    shorts: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The topic's number."""
        return number_of(self.topic)


def number_of(topic: str) -> int:
    """A topic's number, by which hits are sorted to their pages without being read."""
    return int.from_bytes(hashlib.blake2b(topic.encode(), digest_size=7).digest())


def entry_of(
    document: Document,
    *,
    digest: str,
    shelf: str,
    added: Sequence[str] = (),
    shorts: Sequence[str] = (),
) -> Entry:
    """The entry of an edition that stands on this shelf; `added` are the synonyms, `shorts` the
    abbreviations that editors keep for it."""
    parts = shelf.split("/") if shelf else []
    topic = document.topic
    named = {str(item["id"]): names_of_item(item) for item in document.references}
    lines = list(_lines(document, named))
    return Entry(
        topic=topic.id,
        hash=digest,
        names=[*names_of(topic), *_added(topic, added)],
        lines=lines,
        shelves=["/".join(parts[: n + 1]) for n in range(len(parts))],
        reviewed=int((document.reviewed or "0").replace("-", "")),
        headings=[word for section in document.sections for word in normal(section.heading)],
        codes=[code.code.casefold() for code in topic.codes],
        cites=sorted({name for names in named.values() for name in names}),
        has=sorted({one for line in lines for one in line.has}),
        authors=_people(document.authors),
        reviewers=_people(document.reviewers),
        shelf_words=[word for part in topic.specialty for word in normal(part)],
        works=_works(named.values()),
        shorts=list(shorts),
        said=[one for one in abbreviations_of(document) if all(map(words_of, one))],
    )


def _lines(document: Document, named: Mapping[str, Collection[str]]) -> Iterator[Line]:
    numbers = citation_numbers(document)
    items = {str(item["id"]): item for item in document.references}
    for statement in statements_of(document):
        cited = sorted({(numbers[c.reference], c.reference) for c in statement.cites})
        text = JOINED.join(said_by(statement))
        yield Line(
            id=statement.id,
            text=text[:LONGEST_LINE],
            cited=[(number, short_name(items[key])) for number, key in cited],
            cites=sorted({name for _, key in cited for name in named[key]}),
            has=_held(statement),
            words=uncut(text),
        )


def _held(statement: Statement) -> list[str]:
    return [_HAS[statement.kind]] if statement.kind in _HAS else []


def _people(people: Sequence[Person]) -> list[str]:
    return [word for person in people for word in words_of(person.name)]


def _works(named: Iterable[Collection[str]]) -> dict[int, dict[str, str]]:
    """The identifiers by which notices find the works, by the number of the reference."""
    found = {}
    for number, names in enumerate(named, start=1):
        pairs = (name.split(":", 1) for name in names)
        if known := {kind.upper(): value for kind, value in pairs}:
            found[number] = known
    return found


def names_of(topic: TopicIdentity) -> Iterator[Name]:
    """Every name by which a topic is found in its own edition: title, synonyms, codes."""
    yield _name(topic.title, TITLE)
    for synonym in topic.synonyms:
        yield _name(synonym, SYNONYM)
    for code in topic.codes:
        yield _name(code.code, CODE)


def _added(topic: TopicIdentity, added: Sequence[str]) -> Iterator[Name]:
    own = {" ".join(words_of(name)) for name in (topic.title, *topic.synonyms)}
    for words in added:
        if " ".join(words_of(words)) not in own:
            yield _name(words, SYNONYM)


def _name(text: str, kind: str) -> Name:
    wholes, words = names_in(text)
    return Name(text=text, kind=kind, wholes=wholes, words=words)
