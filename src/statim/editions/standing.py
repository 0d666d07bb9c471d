"""Where each topic stands now: what follows from the record, kept for fast reading.

`stand` sets a topic's own row at publication; `settle` renews the related pages of every
topic that the change touches, and turns those whose page would read differently.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from statim.editions.document import Document, statements_of
from statim.editions.folding import fold
from statim.editions.models import CitedWork, Edition, FormerAddress, Standing, TopicLink
from statim.editions.shelves import shelf_of

MOST_RELATED = 8
SAME_WORKS = "cites the same works"
LINKS_HERE = "links here"
CHOSEN = "chosen by the author"

_TOPIC_LINK = re.compile(r'href="/topics/([a-z0-9-]+)/')


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
        [_row(e, d) for e, d in zip(editions, documents, strict=True)],
        update_conflicts=True,
        unique_fields=["topic"],
        update_fields=[f.name for f in Standing._meta.fields if f.name != "topic"],
    )
    _remember_uses(documents, [e.topic for e in editions if e.topic in before])


def _row(edition: Edition, document: Document) -> Standing:
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
    )


def _remember_uses(documents: Sequence[Document], known: Sequence[str]) -> None:
    if known:
        CitedWork.objects.filter(topic__in=known).delete()
        TopicLink.objects.filter(topic__in=known).delete()
    CitedWork.objects.bulk_create(
        [
            CitedWork(topic=document.topic.id, work=work)
            for document in documents
            for work in sorted(set(_works(document)))
        ]
    )
    TopicLink.objects.bulk_create(
        [
            TopicLink(topic=document.topic.id, slug=slug)
            for document in documents
            for slug in sorted(set(_links(document)))
        ]
    )


def _works(document: Document) -> Iterator[str]:
    for item in document.references:
        yield work_key(item)


def work_key(item: dict[str, Any]) -> str:
    """A CSL item's strongest identifier: DOI, PubMed id, ISBN, URL, else its own id."""
    for kind in ("DOI", "PMID", "ISBN", "URL"):
        if value := str(item.get(kind) or "").strip():
            return f"{kind.lower()}:{value.casefold()}"[:300]
    return f"id:{item.get('id', '')}"[:300]


def _links(document: Document) -> Iterator[str]:
    for related in document.related:
        yield related.slug
    for statement in statements_of(document):
        if "/topics/" in statement.html:
            yield from _TOPIC_LINK.findall(statement.html)


def settle(topics: Iterable[str]) -> None:
    """Renew the related pages of these topics and of those that they touch."""
    touched = set(topics)
    for topic in list(touched):
        touched |= _neighbours(topic)
    for standing in Standing.objects.filter(topic__in=touched).select_related("edition"):
        related = _related(standing)
        if related != standing.related:
            fresh = not standing.related and standing.turn == 0
            Standing.objects.filter(topic=standing.topic).update(
                related=related, turn=0 if fresh else standing.turn + 1
            )


def _neighbours(topic: str) -> set[str]:
    works = CitedWork.objects.filter(topic=topic).values("work")
    near = set(CitedWork.objects.filter(work__in=works).values_list("topic", flat=True)[:500])
    slugs = TopicLink.objects.filter(topic=topic).values("slug")
    near |= set(Standing.objects.filter(slug__in=slugs).values_list("topic", flat=True)[:500])
    own = Standing.objects.filter(topic=topic).values("slug")
    return near | set(TopicLink.objects.filter(slug__in=own).values_list("topic", flat=True)[:500])


def _related(standing: Standing) -> list[dict[str, str]]:
    """Chosen pages first, then those that cite the same works, then those that link here."""
    chosen = [r["slug"] for r in json.loads(standing.edition.canonical)["related"]]
    online = Standing.objects.filter(withdrawn__isnull=True).exclude(topic=standing.topic)
    works = CitedWork.objects.filter(topic=standing.topic).values("work")
    shared = Counter(
        CitedWork.objects.filter(work__in=works)
        .exclude(topic=standing.topic)
        .values_list("topic", flat=True)[:2000]
    )
    linking = TopicLink.objects.filter(slug=standing.slug).values_list("topic", flat=True)[:200]
    rows = [
        *((s, CHOSEN) for s in _by_slug(online, chosen)),
        *((s, SAME_WORKS) for s in _by_topic(online, [t for t, _ in shared.most_common(20)])),
        *((s, LINKS_HERE) for s in _by_topic(online, list(linking))),
    ]
    found: dict[str, dict[str, str]] = {}
    for other, why in rows:
        found.setdefault(other.slug, {"slug": other.slug, "title": other.title, "why": why})
    kept = [r for r in found.values() if r["why"] == CHOSEN]
    rest = [r for r in found.values() if r["why"] != CHOSEN]
    return kept + rest[: max(0, MOST_RELATED - len(kept))]


def _by_slug(online: Any, slugs: list[str]) -> list[Standing]:
    found = {s.slug: s for s in online.filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found]


def _by_topic(online: Any, topics: list[str]) -> list[Standing]:
    found = {s.topic: s for s in online.filter(topic__in=topics)}
    return [found[topic] for topic in topics if topic in found]
