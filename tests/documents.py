"""Short ways to draw statements and documents for tests. Nothing here touches a database."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from statim.editions.document import (
    Change,
    Citation,
    Document,
    Person,
    RelatedTopic,
    Section,
    Statement,
    TopicIdentity,
)
from statim.editions.inline import sanitise


def says(
    statement_id: str,
    text: str,
    *children: Statement,
    cites: Sequence[str | tuple[str, str]] = (),
    html: str | None = None,
    **fields: Any,
) -> Statement:
    """A statement; each cite is a reference id, or (reference id, locator), marked at its end."""
    marks = "".join(f'<cite data-cites="{n}"></cite>' for n in range(len(cites)))
    pairs = [(c, None) if isinstance(c, str) else c for c in cites]
    return Statement(
        id=statement_id,
        text=text,
        html=sanitise(escape(text, quote=False)) + marks if html is None else html,
        cites=tuple(Citation(reference=r, locator=at) for r, at in pairs),
        children=children,
        **fields,
    )


def article(key: str, title: str = "A trial", **fields: Any) -> dict[str, Any]:
    """A CSL-JSON journal article."""
    return {"id": key, "type": "article-journal", "title": title, **fields}


def page(
    *sections: Section,
    topic: str = "t1",
    slug: str = "a-topic",
    title: str = "A topic",
    synonyms: Sequence[str] = (),
    specialty: Sequence[str] = ("Psychiatry",),
    references: Sequence[dict[str, Any]] = (),
    related: Sequence[tuple[str, str, str]] = (),
    kind: str = "new",
    note: str = "",
    **dates: str | None,
) -> Document:
    """A document that the record has not yet taken; dates: edited, reviewed, review_due."""
    return Document(
        topic=TopicIdentity(
            id=topic, slug=slug, title=title, synonyms=tuple(synonyms), specialty=tuple(specialty)
        ),
        number=0,
        published="",
        edited=dates.get("edited"),
        reviewed=dates.get("reviewed"),
        review_due=dates.get("review_due"),
        authors=(Person(name="Authoring team"),),
        reviewers=(),
        change=Change(kind=kind, note=note),
        sections=sections,
        references=tuple(references),
        related=tuple(RelatedTopic(id=i, slug=s, title=t) for i, s, t in related),
        previous=None,
    )
