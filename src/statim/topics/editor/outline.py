"""The form's value: a topic's outline as JSON (or, without JavaScript, as a topic file).

What comes back from a browser is not trusted: its shape and size are checked, its markup goes
through the one canonical form, and who verified a statement is never taken from it. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from statim.editions.document import Json, Section, Statement, Verification, section_to_dict
from statim.topics import markdown
from statim.topics.editor.errors import UnfitOutline
from statim.topics.editor.shapes import Part
from statim.topics.editor.statements import read_statement
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.matching import new_id
from statim.topics.reading import read_manuscript

LONGEST = 8 * 1024 * 1024  # characters
MOST_SECTIONS = 500
MOST_STATEMENTS = 10_000
MOST_REFERENCES = 3000
LONGEST_HEADING = 300
LONGEST_KEY = 200


class Outline(NamedTuple):
    """What a topic says: its sections, and the CSL items that their citations name."""

    sections: tuple[Section, ...]
    references: tuple[Json, ...]


def write(manuscript: Manuscript) -> str:
    """The value that the editor starts from."""
    return _json(manuscript.sections, manuscript.references)


def as_topic_file(manuscript: Manuscript) -> str:
    """The value where there is no JavaScript: the topic file."""
    named = replace(
        manuscript,
        title=manuscript.title or "Untitled",  # what a topic file cannot be without
        slug=manuscript.slug or "untitled",
        id=manuscript.id or "new",
        sections=tuple(_all_named(s) for s in manuscript.sections),
    )
    return markdown.write(freeze(named))


def is_json(value: str) -> bool:
    """Whether a value is an outline in JSON, rather than a topic file."""
    return value.lstrip().startswith("{")


def is_outline(value: str) -> bool:
    """Whether the editor could open the value again, though reading it may be refused."""
    try:
        said = json.loads(value) if is_json(value) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.keys() == {"sections", "references"}


def read(value: str, *, before: Manuscript | None = None) -> Outline:
    """The outline of a form's value, in canonical form.

    `before` is the draft that was edited: a statement that says what it said there keeps who
    verified it; nobody else is believed to have. Raises UnfitOutline, and for a topic file
    whatever reading one raises.
    """
    if len(value) > LONGEST:
        raise UnfitOutline("The whole", f"it has more than {LONGEST} characters")
    if is_json(value):
        sections, references = _from_json(value)
    else:
        file = read_manuscript(value.encode("utf-8", "replace"), "topic.md")
        sections, references = file.sections, file.references
    known = {s.id: s for s in statements_in(before.sections)} if before else {}
    return Outline(
        tuple(
            replace(section, statements=tuple(_proven(s, known) for s in section.statements))
            for section in sections
        ),
        references,
    )


def _json(sections: tuple[Section, ...], references: tuple[Json, ...]) -> str:
    value = {
        "sections": [section_to_dict(section) for section in sections],
        "references": [dict(item) for item in references],
    }
    return json.dumps(value, ensure_ascii=False)


def _all_named(section: Section) -> Section:
    """The section with an id on every statement, because a topic file writes one for each."""

    def named(statement: Statement) -> Statement:
        children = tuple(named(child) for child in statement.children)
        return replace(statement, id=statement.id or new_id(), children=children)

    return replace(section, statements=tuple(named(s) for s in section.statements))


def _from_json(value: str) -> tuple[tuple[Section, ...], tuple[Json, ...]]:
    try:
        parsed = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise UnfitOutline("The whole", "it is no JSON") from error
    parts = Part(parsed, "The whole").fields(("sections", "references"))
    listed = Part(parsed["sections"], "").items(MOST_SECTIONS, "Section")
    left = iter(range(MOST_STATEMENTS))
    sections = tuple(_section(part, left) for part in listed)
    return sections, tuple(_references(parts["references"]))


def _section(part: Part, left: Iterator[int]) -> Section:
    fields = part.fields(("heading", "level", "statements"))
    listed = fields["statements"]
    statements = Part(listed.value, part.where).items(MOST_STATEMENTS, "statement")
    return Section(
        heading=fields["heading"].line(LONGEST_HEADING),
        level=fields["level"].whole(2, 4),
        statements=tuple(read_statement(one, left) for one in statements),
    )


def _references(part: Part) -> Iterator[Json]:
    taken: set[str] = set()
    for one in Part(part.value, "").items(MOST_REFERENCES, "Reference"):
        item = one.plain()
        if not isinstance(item, dict):
            raise one.refuse("it must be an object")
        key = Part(item.get("id"), f"{one.where}, id").text(LONGEST_KEY)
        if not key or key in taken:
            raise one.refuse(f"the key {key!r} is used twice" if key else "it has no key")
        taken.add(key)
        yield item


def _proven(statement: Statement, known: Mapping[str, Statement]) -> Statement:
    """The statement with the verification that it had where it still says the same."""
    children = tuple(_proven(child, known) for child in statement.children)
    earlier = known.get(statement.id) if statement.id else None
    verified: Verification | None = None
    if earlier and _said(earlier) == _said(statement):
        verified = earlier.verified
    return replace(statement, children=children, verified=verified)


def _said(statement: Statement) -> Statement:
    return replace(statement, children=(), verified=None)
