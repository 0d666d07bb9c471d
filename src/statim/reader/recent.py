"""What changed lately, in the words that lists show: one line per edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from statim.design.speech import language, later, later_count, say, say_count
from statim.editions import queries
from statim.editions.change_lines import field_name
from statim.editions.changes import Changes, between
from statim.editions.errors import NoSuchEdition
from statim.editions.html import change_words
from statim.reader.corrections import source_of

# kind: said first, with the noun; said after another
FIRST = {
    "added": later_count("%(number)s statement added", "%(number)s statements added"),
    "removed": later_count("%(number)s statement removed", "%(number)s statements removed"),
    "reworded": later_count("%(number)s statement reworded", "%(number)s statements reworded"),
    "moved": later_count("%(number)s statement moved", "%(number)s statements moved"),
    "recited": later_count("%(number)s statement cited anew", "%(number)s statements cited anew"),
}
AFTER = {
    "added": later("%(number)s added"),
    "removed": later("%(number)s removed"),
    "reworded": later("%(number)s reworded"),
    "moved": later("%(number)s moved"),
    "recited": later("%(number)s cited anew"),
}

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
        said=change.note or _counted(edition.slug, edition.number, edition.hash, language()),
        mark=MARKS.get(change.severity or change.kind, ""),
        source=source_of(change, edition.document.references),
    )


@lru_cache(maxsize=1024)
def _counted(slug: str, number: int, digest: str, spoken: str) -> str:
    """ "2 statements reworded, 1 added"; kept, for an edition never changes (`digest` names it,
    and `spoken` the language)."""
    if number == 1:
        return ""
    try:
        old, new = queries.edition_of(slug, number - 1), queries.edition_of(slug, number)
    except NoSuchEdition:
        return ""
    changes = between(old.document, new.document)
    said: list[str] = []
    for kind, (one, many) in FIRST.items():
        if count := len(changes.of_kind(kind)):
            after = say(AFTER[kind], number=count)
            said.append(after if said else say_count(one, many, count))
    return ", ".join(said) or _beside_statements(changes)


def _beside_statements(changes: Changes) -> str:
    if not changes:
        return say("published again, word for word")
    lists = ((say("sections"), changes.sections), (say("references"), changes.references))
    names = [name for name, differ in lists if differ]
    names += [field_name(field.name) for field in changes.fields]
    return say("no statement changed, only: %(names)s", names=", ".join(names))
