"""Manuscript to Document: the one way by which what is written becomes what can be published.

Pure. Nothing is added: the record fills in number, time and chain, the action the related
topics by value. What comes out is still to pass `editions.validation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from statim.editions.document import (
    Change,
    Document,
    Json,
    RelatedTopic,
    Section,
    Statement,
    TopicIdentity,
)
from statim.editions.inline import plain_text
from statim.editions.kinds import Cell, Table
from statim.topics.computing import filled
from statim.topics.manuscript import Manuscript, statements_in


def freeze(manuscript: Manuscript, related: Sequence[RelatedTopic] = ()) -> Document:
    """The manuscript as a Document: number 0, not yet published, chained to nothing.

    References stand in the order of their first citation, then those that nothing cites. Numbers
    that stand in words are filled in from the comparisons.
    """
    return Document(
        topic=TopicIdentity(
            id=manuscript.id,
            slug=manuscript.slug,
            title=manuscript.title,
            synonyms=manuscript.synonyms,
            specialty=manuscript.specialty,
            codes=manuscript.codes,
        ),
        number=0,
        published="",
        edited=manuscript.edited,
        reviewed=manuscript.reviewed,
        review_due=manuscript.review_due,
        authors=manuscript.authors,
        reviewers=manuscript.reviewers,
        change=manuscript.change or Change(kind="new"),
        sections=filled(tuple(_frozen(section) for section in manuscript.sections)),
        references=_in_order(manuscript),
        related=tuple(related)
        or tuple(RelatedTopic(id="", slug=slug, title=slug) for slug in manuscript.related),
        previous=None,
        emergency=manuscript.emergency,
        reviewed_elsewhere=manuscript.reviewed_elsewhere and bool(manuscript.reviewed),
    )


def _frozen(section: Section) -> Section:
    return replace(section, statements=tuple(_with_text(s) for s in section.statements))


def _with_text(statement: Statement) -> Statement:
    text = plain_text(statement.html)
    children = tuple(_with_text(child) for child in statement.children)
    table = statement.table and _table_with_text(statement.table)
    return replace(statement, text=text, children=children, table=table)


def _table_with_text(table: Table) -> Table:
    return replace(
        table,
        head=tuple(_cell_with_text(cell) for cell in table.head),
        rows=tuple(tuple(_cell_with_text(cell) for cell in row) for row in table.rows),
    )


def _cell_with_text(cell: Cell) -> Cell:
    return replace(cell, text=plain_text(cell.html))


def _in_order(manuscript: Manuscript) -> tuple[Json, ...]:
    items = {str(item.get("id") or ""): item for item in manuscript.references}
    cited = (
        cite.reference
        for statement in statements_in(manuscript.sections)
        for cite in statement.cites
    )
    order = [key for key in dict.fromkeys(cited) if key in items]
    known = set(order)
    rest = [item for item in manuscript.references if item.get("id") not in known]
    return (*(items[key] for key in order), *rest)
