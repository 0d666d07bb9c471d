"""Changes between editions as readers see them: one line per thing that happened. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

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
    "added": "Added",
    "removed": "Removed",
    "reworded": "Reworded",
    "moved": "Moved",
    "recited": "Citations changed",
}
SECTION_SORTS = {
    "added": "Section added",
    "removed": "Section removed",
    "renamed": "Section renamed",
    "moved": "Section moved",
    "level": "Section at another level",
}
FIELD_NAMES = {"reviewed": "last reviewed", "edited": "last edited", "review due": "next review"}
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
            ShownField(SECTION_SORTS[c.kind], c.old, "" if c.old == c.new else c.new)
            for c in changes.sections
        ),
        references=tuple(
            ShownField(
                f"Reference {c.kind}",
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
        heading = f"from {change.came_from or 'the summary'} to {heading or 'the summary'}"
    return ShownStatement(
        id=change.id if change.new else "",
        kinds=kinds,
        sort=", ".join(SORTS.get(kind, "Details changed") for kind in kinds).capitalize(),
        heading=heading,
        html=_words(change),
        notes=(
            *(_citation(cite, works) for cite in change.citations),
            *(_detail(detail) for detail in change.details),
        ),
    )


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
        return "The same citations now stand at other words."
    if change.kind == "locator":
        return f"{name}: {change.old or 'no page given'}, now {change.new or 'no page given'}."
    at = change.new if change.kind == "added" else change.old
    verb = "Now cites" if change.kind == "added" else "No longer cites"
    return f"{verb} {name}{f', {at}' if at else ''}."


def _detail(change: FieldChange) -> str:
    return f"{change.name.capitalize()}: {change.old or 'none'}, now {change.new or 'none'}."


def _field(change: FieldChange) -> ShownField:
    name = FIELD_NAMES.get(change.name, change.name)
    old, new = (day(v) if change.name in DAYS else v for v in (change.old, change.new))
    return ShownField(name.capitalize(), old, new)


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
