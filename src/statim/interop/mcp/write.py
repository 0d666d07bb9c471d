"""A topic as tools get it: statements with everything that they rest on, and every mark. Pure.

Words go through unchanged. Nothing is summarised, ranked by patient, or put in other words.
"""

from __future__ import annotations

from typing import Any

from statim.editions.document import Section, Statement, citation_numbers
from statim.editions.kinds import Table
from statim.editions.pieces import line_of
from statim.interop.door.shown import Shown, marks, told
from statim.publisher.house import House
from statim.references.notices import WORDS

Json = dict[str, Any]


def topic(shown: Shown, house: House) -> Json:
    """The whole edition."""
    return {
        "marks": about(shown, house),
        "sections": [_section(shown, one, house) for one in shown.document.sections],
        "references": references(shown),
    }


def about(shown: Shown, house: House) -> Json:
    """Which edition, its dates and marks, whose it is and on what terms."""
    topic = shown.document.topic
    return {
        **marks(shown, house.url),
        "synonyms": list(topic.synonyms),
        "specialty": list(topic.specialty),
        "codes": [{"system": c.system, "code": c.code, "display": c.display} for c in topic.codes],
        "authors": [p.name for p in shown.document.authors],
        "reviewers": [p.name for p in shown.document.reviewers],
        "publisher": house.publisher,
        "copyright": house.copyright,
        "disclaimer": house.disclaimer,
        "audience": house.audience_notice,
    }


def _section(shown: Shown, section: Section, house: House) -> Json:
    return {
        "heading": section.heading,
        "level": section.level,
        "statements": [statement(shown, one, house) for one in section.statements],
    }


def statement(shown: Shown, said: Statement, house: House) -> Json:
    """One statement and what is nested under it."""
    numbers = citation_numbers(shown.document)
    value: Json = {
        "id": said.id,
        "url": f"{shown.address(house.url)}#s-{said.id}",
        "kind": said.kind,
        "text": line_of(said),
        "citations": [
            {"reference": c.reference, "number": numbers[c.reference], "locator": c.locator}
            for c in said.cites
        ],
        "certainty": said.certainty,
        "verified": {"by": said.verified.by, "on": said.verified.on} if said.verified else None,
        "edition": shown.document.number,
        "reviewed": shown.document.reviewed,
        "overdue": bool(shown.overdue),
        "notices": told(shown, said),
    }
    if said.strength:
        value |= {"strength": said.strength, "strength_reason": said.strength_reason}
    if said.table:
        value["table"] = _table(said.table)
    if said.figure:
        value["figure"] = {"shows": said.figure.alt, "source": said.figure.source}
    value["children"] = [statement(shown, one, house) for one in said.children]
    return value


def _table(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.head, *table.rows) if row]


def references(shown: Shown) -> list[Json]:
    """The references in citation order, each with what stands against its work."""
    return [
        {
            "number": number,
            "csl": dict(item),
            "notices": [
                {"kind": WORDS[n.kind], "day": n.day, "reasons": list(n.reasons),
                 "source": n.source}
                for n in shown.notices.get(str(item["id"]), ())
            ],
        }
        for number, item in enumerate(shown.document.references, start=1)
    ]  # fmt: skip
