"""What changed lately, in the words that lists show: one line per edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from statim.design.words import counted
from statim.editions import queries
from statim.editions.changes import Changes, between
from statim.editions.errors import NoSuchEdition
from statim.editions.html import change_words
from statim.reader.corrections import source_of

VERBS = (
    ("added", "added"),
    ("removed", "removed"),
    ("reworded", "reworded"),
    ("moved", "moved"),
    ("recited", "cited anew"),
)


MARKS = {
    "safety": "danger",
    "safety error": "danger",
    "practice-changing": "alert",
    "error": "alert",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An edition as lists of changes show it. `kind`, `said` and `source` are for readers;
    `mark` is "danger" or "alert" where the change bears on practice or safety, else ""."""

    slug: str
    number: int
    title: str
    published: datetime
    kind: str
    said: str
    mark: str
    source: str


def lines(editions: list[queries.Published]) -> Iterator[Line]:
    """A line for each edition, in the order given."""
    for edition in editions:
        yield line_of(edition)


def line_of(edition: queries.Published) -> Line:
    """What readers are told about one edition: the editor's note, or a count of what differs."""
    change = edition.document.change
    return Line(
        slug=edition.slug,
        number=edition.number,
        title=edition.title,
        published=edition.published,
        kind=change_words(edition.document),
        said=change.note or _counted(edition.slug, edition.number, edition.hash),
        mark=MARKS.get(change.severity or change.kind, ""),
        source=source_of(change, edition.document.references),
    )


@lru_cache(maxsize=1024)
def _counted(slug: str, number: int, digest: str) -> str:
    """ "2 statements reworded, 1 added"; kept, for an edition never changes (`digest` names it)."""
    if number == 1:
        return ""
    try:
        old, new = queries.edition_of(slug, number - 1), queries.edition_of(slug, number)
    except NoSuchEdition:
        return ""
    changes = between(old.document, new.document)
    said: list[str] = []
    for kind, verb in VERBS:
        if count := len(changes.of_kind(kind)):
            said.append(f"{count} {verb}" if said else f"{counted(count, 'statement')} {verb}")
    return ", ".join(said) or _beside_statements(changes)


def _beside_statements(changes: Changes) -> str:
    if not changes:
        return "published again, word for word"
    lists = (("sections", changes.sections), ("references", changes.references))
    names = [name for name, differ in lists if differ]
    return f"no statement changed, only: {', '.join(names + [f.name for f in changes.fields])}"
