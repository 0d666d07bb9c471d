"""Changes between editions as readers see them: one line per thing that happened. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from statim.design.speech import ENGLISH, language, later, say
from statim.design.words import day
from statim.editions.changes import (
    Changes,
    CitationChange,
    FieldChange,
    StatementChange,
)
from statim.editions.changes_inside import CellChange
from statim.editions.compared import lines_of
from statim.editions.document import Document, Statement
from statim.editions.inline import MARK
from statim.editions.pieces import line_of

SORTS = {
    "added": later("Added"),
    "removed": later("Removed"),
    "reworded": later("Reworded"),
    "moved": later("Moved"),
    "recited": later("Citations changed"),
}
SECTION_SORTS = {
    "added": later("Section added"),
    "removed": later("Section removed"),
    "renamed": later("Section renamed"),
    "moved": later("Section moved"),
    "level": later("Section at another level"),
}
REFERENCE_SORTS = {
    "added": later("Reference added"),
    "removed": later("Reference removed"),
    "changed": later("Reference changed"),
}
FIELD_NAMES = {
    "title": later("title"),
    "address": later("address"),
    "synonyms": later("synonyms"),
    "specialty": later("specialty"),
    "codes": later("codes"),
    "edited": later("edited"),
    "reviewed": later("reviewed"),
    "review due": later("review due"),
    "emergency topic": later("emergency topic"),
    "reviewed elsewhere": later("reviewed elsewhere"),
    "authors may publish their own work": later("authors may publish their own work"),
    "authors": later("authors"),
    "reviewers": later("reviewers"),
    "related": later("related"),
    "certainty": later("certainty"),
    "verified": later("verified"),
    "kind": later("kind"),
    "term": later("term"),
    "strength": later("strength"),
    "reason for the strength": later("reason for the strength"),
}
LONGER = {
    "reviewed": later("last reviewed"),
    "edited": later("last edited"),
    "review due": later("next review"),
}
DAYS = {"reviewed", "edited", "review due"}
TAGS = {"kept": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement that changed. `html` is safe markup; `id` is "" where it is gone."""

    id: str
    kinds: tuple[str, ...]
    sort: str
    heading: str
    html: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """Something else that changed: what, how it read, how it reads."""

    sort: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """Everything that differs, each list in reading order."""

    statements: tuple[ShownStatement, ...]
    sections: tuple[ShownField, ...]
    references: tuple[ShownField, ...]
    fields: tuple[ShownField, ...]

    def __bool__(self) -> bool:
        return bool(self.statements or self.sections or self.references or self.fields)


def shown(changes: Changes, old: Document | None, new: Document) -> ShownChanges:
    """The changes in words; `old` and `new` name the works that citations speak of."""
    works = {item["id"]: short_name(item) for item in (*_references(old), *new.references)}
    return ShownChanges(
        statements=tuple(_statement(change, works) for change in changes.statements),
        sections=tuple(
            ShownField(say(SECTION_SORTS[c.kind]), c.old, "" if c.old == c.new else c.new)
            for c in changes.sections
        ),
        references=tuple(
            ShownField(
                say(REFERENCE_SORTS[c.kind]),
                short_name(c.old) if c.old and c.kind != "added" else "",
                short_name(c.new) if c.new else "",
            )
            for c in changes.references
        ),
        fields=tuple(_field(change) for change in changes.fields),
    )


def _references(document: Document | None) -> Iterable[Mapping[str, Any]]:
    return document.references if document else ()


def _statement(change: StatementChange, works: Mapping[str, str]) -> ShownStatement:
    kinds = change.kinds or ("detail",)
    heading = change.heading
    if change.moved and change.came_from != heading:
        heading = say(
            "from %(before)s to %(after)s",
            before=change.came_from or say("the summary"),
            after=heading or say("the summary"),
        )
    return ShownStatement(
        id=change.id if change.new else "",
        kinds=kinds,
        sort=_sorts(kinds),
        heading=heading,
        html=_words(change),
        notes=(
            *(_citation(cite, works) for cite in change.citations),
            *(_detail(detail) for detail in change.details),
        ),
    )


def _sorts(kinds: Iterable[str]) -> str:
    """All kinds of one change; in English, only the first begins with a capital."""
    said = ", ".join(say(SORTS.get(kind, later("Details changed"))) for kind in kinds)
    return said.capitalize() if language() == ENGLISH else said


def _words(change: StatementChange) -> str:
    if change.old is None and change.new:
        return "<br>".join(f"<ins>{line}</ins>" for line in _lines(change.new))
    if change.new is None and change.old:
        return "<br>".join(f"<del>{line}</del>" for line in _lines(change.old))
    words = "".join(_run(run.kind, run.html) for run in change.runs)
    if not words and change.new:
        words = _named(change.new)
    return "<br>".join((words, *(_cell(cell) for cell in change.cells)))


def _cell(cell: CellChange) -> str:
    """One cell: its row and column, and what became of its words."""
    place = ", ".join(escape(name) for name in (cell.row, cell.column) if name)
    return f"{place}: {''.join(_run(run.kind, run.html) for run in cell.runs)}"


def _lines(statement: Statement) -> Iterator[str]:
    """All that a statement says, a line for its words, each row of its table, its picture."""
    yield _named(statement)
    if table := statement.table:
        for row in (table.head, *table.rows):
            if row:
                yield " | ".join(MARK.sub("", cell.html) for cell in row)
    if figure := statement.figure:
        yield escape(f"{figure.alt} Source: {figure.source} {figure.licence}".strip())
    if statement.comparison:
        yield from (escape(line) for line in lines_of(statement.comparison))


def _named(statement: Statement) -> str:
    term = f"{escape(statement.term)}: " if statement.term else ""
    return term + (_unmarked(statement) or escape(line_of(statement)))


def _run(kind: str, html: str) -> str:
    words = html.rstrip(" ")
    return TAGS[kind].format(words) + html[len(words) :]


def _unmarked(statement: Statement) -> str:
    return MARK.sub("", statement.html)


def _citation(change: CitationChange, works: Mapping[str, str]) -> str:
    name = works.get(change.reference, change.reference)
    if change.kind == "placed":
        return say("The same citations now stand at other words.")
    if change.kind == "locator":
        old, new = (at or say("no page given") for at in (change.old, change.new))
        return say("%(work)s: %(old)s, now %(new)s.", work=name, old=old, new=new)
    at = change.new if change.kind == "added" else change.old
    work = f"{name}{f', {at}' if at else ''}"
    if change.kind == "added":
        return say("Now cites %(work)s.", work=work)
    return say("No longer cites %(work)s.", work=work)


def _detail(change: FieldChange) -> str:
    old, new = (value or say("none") for value in (change.old, change.new))
    name = _capital(field_name(change.name))
    return say("%(field)s: %(old)s, now %(new)s.", field=name, old=old, new=new)


def _field(change: FieldChange) -> ShownField:
    old, new = (day(v) if change.name in DAYS else v for v in (change.old, change.new))
    return ShownField(_capital(field_name(change.name, longer=True)), old, new)


def field_name(name: str, *, longer: bool = False) -> str:
    """What a field of a document or a statement is called."""
    said = LONGER.get(name) if longer else None
    return say(said or FIELD_NAMES.get(name, name))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def short_name(item: Mapping[str, Any]) -> str:
    """A work in few words: "Corriger 2019, Ketamine and depression"."""
    return ", ".join(part for part in (" ".join(_who_and_when(item)), item.get("title")) if part)


def _who_and_when(item: Mapping[str, Any]) -> Iterator[str]:
    people = item.get("author") or item.get("editor") or []
    if people:
        yield str(people[0].get("family") or people[0].get("literal") or "")
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    if parts[0]:
        yield str(parts[0][0])
