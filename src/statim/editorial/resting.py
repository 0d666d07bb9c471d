"""Which references of online pages carry a notice, and which statements rest on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from statim.editions import queries as editions
from statim.editions.citing import cited_works, topics_citing
from statim.editions.document import Document, Statement, statements_of
from statim.references.notices import Notice
from statim.references.queries import notices_about, notices_about_keys


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
        for each in resting_on(document, [next(notices) for _ in document.references])
    ]
    return sorted(found, key=lambda each: (each.title.casefold(), each.slug, each.number))


def resting_on(document: Document, notices: Sequence[Sequence[Notice]]) -> list[Resting]:
    """The references of one page about which a notice stands; `notices` are those about each of
    its references, in order."""
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
