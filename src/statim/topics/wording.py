"""What a statement itself says, as a digest, and where its words came from. Pure.

A verdict in review is about a digest: the same digest is the same statement, any other is not.
docs/design/review.md says what counts as the same, and why.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import rfc8785

from statim.editions.compared import lines_of
from statim.editions.document import Json, Section, Statement, statement_to_dict
from statim.editions.inline import plain_text

RUN = 6  # so many words in a row are somebody's words, and no turn of phrase
_ASIDE = ("id", "text", "verified", "children", "cites")
_WORD = re.compile(r"\w+(?:[.,]\d+)*|[≤≥<>±×=%µ]")
Sections = Sequence[Section]


@dataclass(frozen=True, slots=True)
class Worded:
    """A statement where it stands: `digest` of what it says, `place` of what it stands under."""

    statement: Statement
    digest: str
    place: str


def digest_of(statement: Statement, references: Mapping[str, Json]) -> str:
    """SHA-256 (hex) of what the statement itself says: kind, words with their markup, what it
    cites and where in it, table, figure, certainty, strength.

    Not of its id, its place or its children. `references` are the CSL items by the keys that
    the citations use: a work counts by its identifier, so that a new key changes nothing and
    another paper under an old key does.
    """
    said = {key: said for key, said in statement_to_dict(statement).items() if key not in _ASIDE}
    cites = [[_work(c.reference, references), c.locator or ""] for c in statement.cites]
    return _hash([_without_text(said), cites])


def worded(sections: Sections, references: Sequence[Json]) -> dict[str, Worded]:
    """Every statement by its id, in reading order. Ids must be there, and each once."""
    known = {str(item.get("id") or ""): item for item in references}
    return {
        statement.id: Worded(statement, digest_of(statement, known), place)
        for section in sections
        for statement, place in _placed(section)
    }


def _placed(section: Section) -> Iterator[tuple[Statement, str]]:
    def under(
        statements: Sequence[Statement], above: tuple[str, ...]
    ) -> Iterator[tuple[Statement, str]]:
        place = _hash([section.heading, *above])
        for statement in statements:
            yield statement, place
            yield from under(statement.children, (*above, statement.id))

    return under(section.statements, ())


def _work(key: str, references: Mapping[str, Json]) -> str:
    """The work by its strongest identifier; without one, by its title and year."""
    item = references.get(key)
    if item is None:
        return f"missing:{key}"
    for kind in ("DOI", "PMID", "ISBN", "URL"):
        if value := str(item.get(kind) or "").strip():
            return f"{kind.lower()}:{value.casefold()}"
    title = " ".join(_WORD.findall(str(item.get("title") or "").casefold()))
    return f"title:{title} {_year(item)}"


def _year(item: Json) -> str:
    try:
        return str(item["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError):
        return ""


def _without_text(value: object) -> object:
    """The plain words follow from the markup, so they say nothing more."""
    if isinstance(value, dict):
        return {key: _without_text(item) for key, item in value.items() if key != "text"}
    if isinstance(value, list):
        return [_without_text(item) for item in value]
    return value


def _hash(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def words_of(statement: Statement) -> str:
    """The plain words of one statement, all its pieces, its children's left out."""
    said: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "html":
                    said.append(plain_text(str(item)))
                elif key in ("term", "alt", "source", "strength_reason"):
                    said.append(str(item))
                elif isinstance(item, dict | list):
                    gather(item)
        elif isinstance(value, list):
            for item in value:
                gather(item)

    if statement.comparison:
        said.extend(lines_of(statement.comparison))
    gather(
        {
            k: v
            for k, v in statement_to_dict(statement).items()
            if k not in ("children", "comparison")
        }
    )
    return "\n".join(filter(None, said))


def runs_of(text: str) -> frozenset[str]:
    """Every run of RUN words in the text, case and punctuation aside; a shorter text is one."""
    words = _WORD.findall(text.casefold())
    if not words:
        return frozenset()
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def is_somebodys(text: str) -> bool:
    """Whether the text has words enough to be somebody's, and no turn of phrase."""
    return len(_WORD.findall(text)) >= RUN


def owners_of(texts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Run of words to the ids of the statements that have it, or ever had it, from pairs of id
    and text."""
    owners: dict[str, set[str]] = {}
    for statement, text in texts:
        for run in runs_of(text):
            owners.setdefault(run, set()).add(statement)
    return owners


def carried(text: str, before: str, owners: Mapping[str, set[str]]) -> set[str]:
    """The ids of the statements whose words this text has, which it did not have `before`."""
    fresh = runs_of(text) - runs_of(before)
    return {statement for run in fresh for statement in owners.get(run, ())}


def ids_kept_once(sections: Sections) -> tuple[Section, ...]:
    """The sections with each id on one statement: a copy of a statement, which an editor's
    screen gives the same id, loses it to the first and so will get one of its own."""
    seen: set[str] = set()

    def once(statements: Sequence[Statement]) -> tuple[Statement, ...]:
        kept = []
        for statement in statements:
            taken = statement.id in seen
            seen.add(statement.id)
            kept.append(
                replace(
                    statement, id="" if taken else statement.id, children=once(statement.children)
                )
            )
        return tuple(kept)

    return tuple(replace(s, statements=once(s.statements)) for s in sections)
