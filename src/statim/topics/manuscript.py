"""What an author has written so far, by value: a topic before it is frozen.

Same sections and statements as a published Document, but unfinished things are allowed
here: statements without an id, and doubts for the author to settle. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statim.editions.document import (
    Change,
    Code,
    Json,
    Person,
    Section,
    Statement,
    change_from_dict,
    change_to_dict,
    person_to_dict,
    section_from_dict,
    section_to_dict,
    walk,
)
from statim.editions.picture import Picture

_BY_PLACE = re.compile(r"(?:ref|note)-\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that reading could not settle: what it is, where it stands, and why."""

    what: str
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A topic as written. Dates are ISO days or None; `related` are slugs.

    `references` are CSL-JSON items whose ids are the keys that the statements' citations use.
    `change` is None where the author has not said what changed. `reviewed_elsewhere` says that
    the day of the review was stated and not verified here. `pictures` are those that came with
    the file, still to be kept; they are no part of its value as JSON.
    """

    title: str
    slug: str
    id: str = ""
    synonyms: tuple[str, ...] = ()
    specialty: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    authors: tuple[Person, ...] = ()
    reviewers: tuple[Person, ...] = ()
    edited: str | None = None
    reviewed: str | None = None
    review_due: str | None = None
    change: Change | None = None
    sections: tuple[Section, ...] = ()
    references: tuple[Json, ...] = ()
    related: tuple[str, ...] = ()
    emergency: bool = False
    reviewed_elsewhere: bool = False
    doubts: tuple[Doubt, ...] = ()
    pictures: tuple[Picture, ...] = ()


def was_printed(item: Mapping[str, Any]) -> bool:
    """Whether a reference was read from a printed list or a footnote: such have no key of the
    author's own, and the reader of the file named them by their place."""
    return bool(_BY_PLACE.fullmatch(str(item.get("id", ""))))


def statements_in(sections: tuple[Section, ...]) -> Iterator[Statement]:
    """Every statement, in reading order, parents before children."""
    for section in sections:
        yield from walk(section.statements)


def to_dict(manuscript: Manuscript) -> Json:
    """The manuscript as a JSON value."""
    change = manuscript.change
    return {
        "title": manuscript.title,
        "slug": manuscript.slug,
        "id": manuscript.id,
        "synonyms": list(manuscript.synonyms),
        "specialty": list(manuscript.specialty),
        "codes": [
            {"system": c.system, "code": c.code, "display": c.display} for c in manuscript.codes
        ],
        "authors": [person_to_dict(p) for p in manuscript.authors],
        "reviewers": [person_to_dict(p) for p in manuscript.reviewers],
        "edited": manuscript.edited,
        "reviewed": manuscript.reviewed,
        "review_due": manuscript.review_due,
        "change": change_to_dict(change) if change else None,
        "sections": [section_to_dict(s) for s in manuscript.sections],
        "references": [dict(item) for item in manuscript.references],
        "related": list(manuscript.related),
        "emergency": manuscript.emergency,
        "reviewed_elsewhere": manuscript.reviewed_elsewhere,
        "doubts": doubts_to_list(manuscript.doubts),
    }


def doubts_to_list(doubts: tuple[Doubt, ...]) -> list[Json]:
    """The doubts as JSON values."""
    return [{"what": d.what, "where": d.where, "why": d.why} for d in doubts]


def from_dict(value: Mapping[str, Any]) -> Manuscript:
    """The manuscript of a value that `to_dict` made. Raises KeyError or TypeError otherwise."""
    return Manuscript(
        title=value["title"],
        slug=value["slug"],
        id=value["id"],
        synonyms=tuple(value["synonyms"]),
        specialty=tuple(value["specialty"]),
        codes=tuple(Code(**c) for c in value["codes"]),
        authors=tuple(Person(**p) for p in value["authors"]),
        reviewers=tuple(Person(**p) for p in value["reviewers"]),
        edited=value["edited"],
        reviewed=value["reviewed"],
        review_due=value["review_due"],
        change=change_from_dict(value["change"]) if value["change"] else None,
        sections=tuple(section_from_dict(s) for s in value["sections"]),
        references=tuple(dict(item) for item in value["references"]),
        related=tuple(value["related"]),
        emergency=value.get("emergency", False),
        reviewed_elsewhere=value.get("reviewed_elsewhere", False),
        doubts=tuple(Doubt(**d) for d in value.get("doubts", ())),
    )
