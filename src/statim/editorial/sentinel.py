"""The sentinel: notices about works, brought to every page that cites them, and as work to do.

Joins `references` (what is said of a work) and `editions` (who cites it). No edition changes:
pages are turned, so that their next reading shows what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from statim.audit.actor import Actor
from statim.editions import queries as editions
from statim.editions.actions import hold_record, mark_works
from statim.editions.citing import cited_works, topics_citing
from statim.editions.document import Document, Statement, statements_of
from statim.references import actions as references
from statim.references.notices import Notice, names_of_item
from statim.references.queries import (
    names_of_keys,
    notices_about,
    notices_about_keys,
    works_with_keys,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list of notices changed: notices that came and went, topics whose pages turned."""

    added: int
    gone: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """A noticed reference of a current page, and the statements that rest on it.

    `number` is the reference's on the page; `notices` hold, the gravest first. No statement
    means that the page lists the work without citing it.
    """

    topic: str
    slug: str
    title: str
    edition: int
    number: int
    work: str
    work_title: str
    notices: tuple[Notice, ...]
    statements: tuple[Statement, ...]


def take_notices(notices: Sequence[Notice], *, source: str, by: Actor) -> Taken:
    """Keep what a source says, in place of all that it said before, and turn the pages that it
    touches: both or neither. Raises references' SourceNeeded."""
    with transaction.atomic():
        hold_record()
        changed = references.replace_notices(notices, source=source, by=by)
        works = _keys_with(changed.works)
        topics = mark_works(works, by=by) if works else []
    return Taken(changed.added, changed.gone, tuple(topics))


def notice_works(keys: Collection[str], *, by: Actor) -> list[str]:
    """Turn the pages that cite these works of the library, given by key, where a notice stands
    about one: for works that came to be known by another identifier. Returns topics' ids."""
    items = list(works_with_keys(keys).values())
    found = [item for item, said in zip(items, notices_about(items), strict=True) if said]
    works = _keys_with(frozenset(name for item in found for name in names_of_item(item)))
    return mark_works(works, by=by) if works else []


def _keys_with(names: frozenset[str]) -> set[str]:
    """The works that current editions cite and that go by one of these names."""
    cited = cited_works() if names else []
    return {key for key, own in zip(cited, names_of_keys(cited), strict=True) if own & names}


def resting() -> list[Resting]:
    """Every noticed reference of every page that can be read now, by title and number."""
    cited = cited_works()
    noticed = [key for key, said in zip(cited, notices_about_keys(cited), strict=True) if said]
    documents = [p.document for p in editions.online_among(topics_citing(noticed))]
    items = [item for document in documents for item in document.references]
    notices = iter(notices_about(items))
    found = [
        each
        for document in documents
        for each in _resting_on(document, [next(notices) for _ in document.references])
    ]
    return sorted(found, key=lambda each: (each.title.casefold(), each.slug, each.number))


def _resting_on(document: Document, notices: Sequence[Sequence[Notice]]) -> list[Resting]:
    citing: dict[str, list[Statement]] = {}
    for statement in statements_of(document):
        for reference in {cite.reference for cite in statement.cites}:
            citing.setdefault(reference, []).append(statement)
    return [
        Resting(
            topic=document.topic.id,
            slug=document.topic.slug,
            title=document.topic.title,
            edition=document.number,
            number=number,
            work=item["id"],
            work_title=str(item.get("title") or item["id"]),
            notices=tuple(said),
            statements=tuple(citing.get(item["id"], ())),
        )
        for number, (item, said) in enumerate(
            zip(document.references, notices, strict=True), start=1
        )
        if said
    ]
