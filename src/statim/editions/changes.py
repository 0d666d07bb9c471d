"""What changed from one edition to the next, statement by statement. Pure.

Statements are known by their permanent ids, never by their words, so that a reworded one
is reworded and a moved one moved. What stands still is not listed. Number, day of
publication and change note are no changes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statim.editions.changes_inside import (
    CellChange,
    cell_changes,
    comparison_details,
    figure_details,
)
from statim.editions.document import Document, Json, Section, Statement
from statim.editions.inline import MARK, marks
from statim.editions.pieces import markup_of
from statim.editions.placement import Home, homes, matched_sections, out_of_order
from statim.editions.wording import Run, wording

ADDED, REMOVED, REWORDED, MOVED, RECITED = "added", "removed", "reworded", "moved", "recited"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One line of a document or a statement that reads differently; "" where it is absent."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationChange:
    """A citation of a statement: `kind` is "added", "removed", "locator" or "placed" (the
    same citations, marked at other words; `reference` is then "")."""

    kind: str
    reference: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementChange:
    """Everything that happened to one statement.

    `runs` are its words where it was reworded, `cells` those of its table; `came_from` and
    `heading` are the headings of the sections where it stood and stands (of the section it left,
    where it was removed).
    """

    id: str
    old: Statement | None
    new: Statement | None
    heading: str
    came_from: str = ""
    moved: bool = False
    runs: tuple[Run, ...] = ()
    citations: tuple[CitationChange, ...] = ()
    details: tuple[FieldChange, ...] = ()
    cells: tuple[CellChange, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What happened, in words: added, removed, reworded, moved, recited."""
        if self.old is None:
            return (ADDED,)
        if self.new is None:
            return (REMOVED,)
        happened = (
            (REWORDED, self.runs or self.cells),
            (MOVED, self.moved),
            (RECITED, self.citations),
        )
        return tuple(kind for kind, so in happened if so)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """A heading: `kind` is "added", "removed", "renamed", "moved" or "level"."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceChange:
    """A reference: `kind` is "added", "removed" or "changed"; the CSL items as they were."""

    kind: str
    id: str
    old: Json | None
    new: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed, each list in reading order. False where nothing did."""

    statements: tuple[StatementChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    references: tuple[ReferenceChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements or self.sections or self.references or self.fields)

    def of_kind(self, kind: str) -> tuple[StatementChange, ...]:
        """The statements to which this happened: added, removed, reworded, moved, recited."""
        return tuple(change for change in self.statements if kind in change.kinds)


def between(old: Document | None, new: Document) -> Changes:
    """What changed from `old` to `new`; everything is added where there is no old one.

    A removed statement is listed after the one that it used to follow.
    """
    before = old.sections if old else ()
    matched = matched_sections(before, new.sections)
    names = {r.slug: r.title for document in (old, new) if document for r in document.related}
    return Changes(
        statements=tuple(_statement_changes(before, new.sections, matched)),
        sections=tuple(_section_changes(before, new.sections, matched)),
        references=tuple(_reference_changes(old.references if old else (), new.references)),
        fields=tuple(_field_changes(_fields(old, names) if old else {}, _fields(new, names))),
    )


_Placed = tuple[Statement, Home, str]


def _statement_changes(
    old: tuple[Section, ...], new: tuple[Section, ...], matched: dict[int, int]
) -> Iterator[StatementChange]:
    # an old section goes by its new one's number, a removed one by a name of its own
    names = [str(matched.get(n, f"gone {n}")) for n in range(len(old))]
    before = {s.id: (s, home, heading) for s, home, heading in homes(old, names)}
    after = {s.id: (s, home, h) for s, home, h in homes(new, [str(n) for n in range(len(new))])}
    moved = _moved(before, after)
    removed = _removed(before, after)
    yield from removed[""]
    for statement_id, (statement, _, heading) in after.items():
        if statement_id not in before:
            yield StatementChange(id=statement_id, old=None, new=statement, heading=heading)
        else:
            was, _, came_from = before[statement_id]
            change = StatementChange(
                id=statement_id,
                old=was,
                new=statement,
                heading=heading,
                came_from=came_from,
                moved=statement_id in moved,
                runs=wording(was.html, statement.html),
                citations=tuple(_citation_changes(was, statement)),
                details=tuple(_field_changes(_details(was), _details(statement))),
                cells=tuple(cell_changes(was.table, statement.table)),
            )
            if change.kinds or change.details:
                yield change
        yield from removed[statement_id]


def _moved(before: dict[str, _Placed], after: dict[str, _Placed]) -> set[str]:
    """Those whose home is another, and the fewest that changed places with their neighbours."""
    stayed: dict[Home, list[str]] = defaultdict(list)
    now: dict[Home, list[str]] = defaultdict(list)
    moved = set()
    for statement_id, (_, home, _) in before.items():
        if statement_id in after:
            if after[statement_id][1] == home:
                stayed[home].append(statement_id)
            else:
                moved.add(statement_id)
    for statement_id, (_, home, _) in after.items():
        if statement_id in before and statement_id not in moved:
            now[home].append(statement_id)
    for home, order in stayed.items():
        moved |= out_of_order(order, now[home])
    return moved


def _removed(
    before: dict[str, _Placed], after: dict[str, _Placed]
) -> dict[str, list[StatementChange]]:
    """The removed statements by the one that they used to follow ("": none was left)."""
    removed: dict[str, list[StatementChange]] = defaultdict(list)
    place = ""
    for statement_id, (statement, _, heading) in before.items():
        if statement_id in after:
            place = statement_id
        else:
            change = StatementChange(id=statement_id, old=statement, new=None, heading=heading)
            removed[place].append(change)
    return removed


def _citation_changes(old: Statement, new: Statement) -> Iterator[CitationChange]:
    was = Counter((c.reference, c.locator) for c in old.cites)
    now = Counter((c.reference, c.locator) for c in new.cites)
    gone, come = list((was - now).elements()), list((now - was).elements())
    for reference, locator in gone:
        other = next((c for c in come if c[0] == reference), None)
        if other:
            come.remove(other)
            yield CitationChange(kind="locator", reference=reference, old=locator, new=other[1])
        else:
            yield CitationChange(kind="removed", reference=reference, old=locator)
    for reference, locator in come:
        yield CitationChange(kind="added", reference=reference, new=locator)
    if was == now and _marked_words(old) != _marked_words(new) and _same_words(old, new):
        yield CitationChange(kind="placed", reference="")


def _same_words(old: Statement, new: Statement) -> bool:
    return not wording(old.html, new.html) and not [*cell_changes(old.table, new.table)]


def _marked_words(statement: Statement) -> list[object]:
    """The markup cut at its citation marks, and the citations of each mark."""
    cites = [(c.reference, c.locator) for c in statement.cites]
    said: list[object] = []
    for piece in markup_of(statement):
        said += re.split(MARK.pattern.replace("(", "(?:"), piece)
        said += [sorted(str(cites[n]) for n in group) for group in marks(piece)]
    return said


def _section_changes(
    old: tuple[Section, ...], new: tuple[Section, ...], matched: dict[int, int]
) -> Iterator[SectionChange]:
    origin = {n: o for o, n in matched.items()}
    moved = out_of_order([matched[o] for o in sorted(matched)], sorted(origin))
    for o, section in enumerate(old):
        if o not in matched and section.heading:
            yield SectionChange(kind="removed", old=section.heading, new="")
    for n, section in enumerate(new):
        if n not in origin:
            if section.heading:
                yield SectionChange(kind="added", old="", new=section.heading)
            continue
        was = old[origin[n]]
        happened = (
            ("renamed", was.heading != section.heading),
            ("moved", n in moved),
            ("level", was.level != section.level),
        )
        for kind, so in happened:
            if so:
                yield SectionChange(kind=kind, old=was.heading, new=section.heading)


def _reference_changes(old: Iterable[Json], new: Iterable[Json]) -> Iterator[ReferenceChange]:
    was, now = ({item["id"]: item for item in items} for items in (old, new))
    for key, item in was.items():
        if key not in now:
            yield ReferenceChange(kind="removed", id=key, old=item, new=None)
    for key, item in now.items():
        if key not in was:
            yield ReferenceChange(kind="added", id=key, old=None, new=item)
        elif was[key] != item:
            yield ReferenceChange(kind="changed", id=key, old=was[key], new=item)


def _details(statement: Statement) -> dict[str, str]:
    verified = statement.verified
    return {
        "certainty": statement.certainty or "",
        "verified": f"{verified.by}, {verified.on}" if verified else "",
        "kind": statement.kind,
        "term": statement.term,
        "strength": statement.strength,
        "reason for the strength": statement.strength_reason,
        **figure_details(statement.figure),
        **comparison_details(statement.comparison),
    }


def _fields(document: Document, names: dict[str, str]) -> dict[str, str]:
    """What stands around the statements, each as one line of words. `names` are the related
    topics' titles by address, so that one which only got another title shows no change."""
    topic = document.topic
    people = {"authors": document.authors, "reviewers": document.reviewers}
    return {
        "title": topic.title,
        "address": topic.slug,
        "synonyms": "; ".join(topic.synonyms),
        "specialty": " / ".join(topic.specialty),
        "codes": "; ".join(f"{c.system} {c.code} {c.display}".strip() for c in topic.codes),
        "edited": document.edited or "",
        "reviewed": document.reviewed or "",
        "review due": document.review_due or "",
        "emergency topic": "yes" if document.emergency else "",
        "reviewed elsewhere": "yes" if document.reviewed_elsewhere else "",
        "authors may publish their own work": "yes" if document.own_review else "",
        **{
            name: "; ".join(", ".join(filter(None, (p.name, p.role, p.interests))) for p in team)
            for name, team in people.items()
        },
        "related": "; ".join(names.get(r.slug) or r.title for r in document.related),
    }


def _field_changes(old: dict[str, str], new: dict[str, str]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name, ""), new.get(name, "")
        if was != now:
            yield FieldChange(name=name, old=was, new=now)
