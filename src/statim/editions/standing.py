"""Where each topic stands now: what follows from the record, kept for fast reading.

`stand` sets a topic's own row at publication; `relating.settle` then renews the related pages
of every topic that the change touches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from statim.editions.coded import remember_codes
from statim.editions.corrections import corrected_on, remember
from statim.editions.document import Document, statements_of
from statim.editions.folding import fold
from statim.editions.models import CitedWork, Edition, FormerAddress, Standing, TopicLink
from statim.editions.pieces import markup_of
from statim.editions.shelves import shelf_of

LINK_WITHIN = re.compile(r'href="/topics/([a-z0-9-]+)/')


def stand(
    editions: Sequence[Edition], documents: Sequence[Document], before: Mapping[str, Standing]
) -> None:
    """Make these editions their topics' current ones, and remember what they cite and link to.

    `before` is where the topics stood until now, by topic id.
    """
    moved = [
        FormerAddress(slug=before[e.topic].slug, topic=e.topic)
        for e in editions
        if e.topic in before and before[e.topic].slug != e.slug
    ]
    if moved:
        FormerAddress.objects.bulk_create(moved, ignore_conflicts=True)
    FormerAddress.objects.filter(slug__in=[e.slug for e in editions]).delete()
    Standing.objects.bulk_create(
        [_row_after(e, d, before.get(e.topic)) for e, d in zip(editions, documents, strict=True)],
        update_conflicts=True,
        unique_fields=["topic"],
        update_fields=[f.name for f in Standing._meta.fields if f.name != "topic"],
    )
    remember(editions, documents)
    known = [e.topic for e in editions if e.topic in before]
    _remember_uses(documents, known)
    remember_codes(documents, known)


def _row_after(edition: Edition, document: Document, before: Standing | None) -> Standing:
    row = row_of(edition, document)
    row.corrected = corrected_on(edition, document, before)
    return row


def row_of(edition: Edition, document: Document) -> Standing:
    """Where a topic stands at this edition, not yet stored."""
    topic = document.topic
    return Standing(
        topic=topic.id,
        slug=topic.slug,
        edition=edition,
        number=edition.number,
        hash=edition.hash,
        title=topic.title,
        title_key=fold(topic.title),
        words=fold(" \n".join([topic.title, *topic.synonyms])),
        specialty=" / ".join(topic.specialty),
        shelf=shelf_of(topic.specialty),
        published=edition.published,
        reviewed=document.reviewed or "",
        review_due=document.review_due or "",
        emergency=document.emergency,
    )


def _remember_uses(documents: Sequence[Document], known: Sequence[str]) -> None:
    if known:
        CitedWork.objects.filter(topic__in=known).delete()
        TopicLink.objects.filter(topic__in=known).delete()
    CitedWork.objects.bulk_create(
        [
            CitedWork(topic=document.topic.id, work=work)
            for document in documents
            for work in sorted(works_of(document))
        ]
    )
    TopicLink.objects.bulk_create(
        [
            TopicLink(topic=document.topic.id, slug=slug)
            for document in documents
            for slug in sorted(links_of(document))
        ]
    )


def works_of(document: Document) -> set[str]:
    """The strongest identifier of each work that the document lists."""
    return {work_key(item) for item in document.references}


def work_key(item: dict[str, Any]) -> str:
    """A CSL item's strongest identifier: DOI, PubMed id, ISBN, URL, else its own id."""
    for kind in ("DOI", "PMID", "ISBN", "URL"):
        if value := str(item.get(kind) or "").strip():
            return f"{kind.lower()}:{value.casefold()}"[:300]
    return f"id:{item.get('id', '')}"[:300]


def links_of(document: Document) -> set[str]:
    """The addresses of the topics that the document leads to, in its text or as related."""
    found = {related.slug for related in document.related}
    for statement in statements_of(document):
        for piece in markup_of(statement):
            if "/topics/" in piece:
                found.update(LINK_WITHIN.findall(piece))
    return found
