"""An edition as a door hands it out: the Document, and what is known around it today. Pure.

The edition never changes; whether it is overdue, superseded, withdrawn or rests on a retracted
work is looked up when somebody asks. No writer may leave these marks out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from statim.editions.document import Document, Statement, statements_of
from statim.references.notices import RETRACTION, WORDS, Notice

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`notices`: reference id to the notices about its work, the gravest first. `current`: the
    number of the topic's current edition. `overdue`: the day the review was due, "" where it is
    not overdue. `withdrawn`: (day, reason) where the topic is offline. `corrected`: what later
    editions corrected in this one, in words."""

    document: Document
    digest: str
    current: int
    overdue: str = ""
    withdrawn: tuple[str, str] | None = None
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    corrected: tuple[str, ...] = ()

    def retracted(self) -> list[str]:
        """The ids of the references whose works were retracted."""
        return [key for key, said in self.notices.items() if said[0].kind == RETRACTION]

    def address(self, site: str) -> str:
        """The edition's own page, for good."""
        topic = self.document.topic
        return f"{site}/topics/{topic.slug}/editions/{self.document.number}/"


def told(shown: Shown, statement: Statement) -> list[str]:
    """What stands against the works that a statement cites, in words."""
    kinds = [
        shown.notices[cite.reference][0].kind
        for cite in statement.cites
        if cite.reference in shown.notices
    ]
    return list(dict.fromkeys(WORDS[kind] for kind in kinds))


def warnings(shown: Shown) -> list[str]:
    """Everything that a reader must know beside the text, as sentences, the gravest first."""
    return list(_warnings(shown))


def _warnings(shown: Shown) -> Iterator[str]:
    if shown.withdrawn:
        day, reason = shown.withdrawn
        yield f"Withdrawn on {day}: {reason}"
    if shown.current > shown.document.number:
        yield (
            f"Superseded: this is edition {shown.document.number}; "
            f"edition {shown.current} is current."
        )
    yield from shown.corrected
    if shown.overdue:
        yield f"Review overdue since {shown.overdue}."
    numbers = {str(item["id"]): n for n, item in enumerate(shown.document.references, start=1)}
    for key, said in shown.notices.items():
        resting = [s.id for s in statements_of(shown.document) if _rests(s, key)]
        where = f"; statements that rest on it: {', '.join(resting)}" if resting else ""
        when = f" ({said[0].day})" if said[0].day else ""
        yield f"{WORDS[said[0].kind]}{when}: reference {numbers[key]}{where}."


def _rests(statement: Statement, key: str) -> bool:
    return any(cite.reference == key for cite in statement.cites)


def marks(shown: Shown, site: str) -> Json:
    """What every answer carries: which edition, its hash and dates, and what is known today."""
    document = shown.document
    return {
        "topic": document.topic.id,
        "title": document.topic.title,
        "url": f"{site}/topics/{document.topic.slug}/",
        "edition": document.number,
        "edition_url": shown.address(site),
        "hash": shown.digest,
        "published": document.published,
        "edited": document.edited,
        "reviewed": document.reviewed,
        "review_due": document.review_due,
        "overdue": bool(shown.overdue),
        "current_edition": shown.current,
        "withdrawn": shown.withdrawn is not None,
        "retracted_references": shown.retracted(),
        "warnings": warnings(shown),
    }


def headers(shown: Shown) -> dict[str, str]:
    """The same for formats that have no place for it, as HTTP headers (ASCII only)."""
    document = shown.document
    return {
        "Statim-Edition": str(document.number),
        "Statim-Hash": shown.digest,
        "Statim-Reviewed": document.reviewed or "never",
        "Statim-Review-Due": document.review_due or "none",
        "Statim-Overdue": "yes" if shown.overdue else "no",
        "Statim-Retracted": str(len(shown.retracted())),
        "Statim-Withdrawn": "yes" if shown.withdrawn else "no",
    }
