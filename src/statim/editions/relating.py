"""Related pages: what each topic's page offers beside what the author chose.

Chosen pages first, then pages that cite the same works, then pages that link here. Renewed at
publication for every topic that the change touches, so that reading never asks.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from statim.design.speech import later
from statim.editions.models import CitedWork, FormerAddress, Standing, TopicLink

MOST_RELATED = 8
MOST_TOUCHED = 500
SAME_WORKS = later("cites the same works")
LINKS_HERE = later("links here")
CHOSEN = "chosen by the author"

Related = list[dict[str, str]]


def settle(topics: Iterable[str]) -> None:
    """Renew the related pages of these topics and of those that they touch.

    A topic settled for the first time since its edition comes to turn 1; later, the turn grows
    only where its related pages changed. Takes a handful of queries, however many topics.
    """
    touched = touched_by(topics)
    if not touched:
        return
    rows = list(Standing.objects.filter(topic__in=touched).select_related("edition"))
    found = _related_of(rows)
    changed = [row for row in rows if found[row.topic] != row.related]
    for row in changed:
        row.turn += 1
        row.related = found[row.topic]
    Standing.objects.bulk_update(changed, ["related", "turn"], batch_size=200)


def touched_by(topics: Iterable[str]) -> set[str]:
    """The topics, and those that share a work with them, link to them or are linked from them."""
    topics = set(topics)
    if not topics:
        return topics
    works = CitedWork.objects.filter(topic__in=topics).values("work")
    near = CitedWork.objects.filter(work__in=works).values_list("topic", flat=True).distinct()
    slugs = TopicLink.objects.filter(topic__in=topics).values("slug")
    linked = Standing.objects.filter(slug__in=slugs).values_list("topic", flat=True)
    moved = FormerAddress.objects.filter(slug__in=slugs).values_list("topic", flat=True)
    own = _addresses(topics)
    linking = TopicLink.objects.filter(slug__in=own).values_list("topic", flat=True).distinct()
    return topics.union(*(rows[:MOST_TOUCHED] for rows in (near, linked, moved, linking)))


def _addresses(topics: set[str]) -> dict[str, str]:
    """Every address at which the topics stand or stood, and the topic behind it."""
    addresses: dict[str, str] = {}
    for model in (FormerAddress, Standing):
        rows = model.objects.filter(topic__in=topics)
        addresses |= dict(rows.values_list("slug", "topic"))
    return addresses


def _related_of(rows: list[Standing]) -> dict[str, Related]:
    """Topic id to its related pages, for all rows at once."""
    chosen = {
        row.topic: [r["slug"] for r in json.loads(row.edition.canonical)["related"]] for row in rows
    }
    sharing = _sharing({row.topic for row in rows})
    linking = _linking(_addresses({row.topic for row in rows}))
    wanted = {slug for slugs in chosen.values() for slug in slugs}
    others = {topic for topics in (*sharing.values(), *linking.values()) for topic in topics}
    online = Standing.objects.filter(withdrawn__isnull=True).only("topic", "slug", "title")
    moved = dict(FormerAddress.objects.filter(slug__in=wanted).values_list("slug", "topic"))
    by_slug = {row.slug: row for row in online.filter(slug__in=wanted)}
    by_topic = {row.topic: row for row in online.filter(topic__in=others.union(moved.values()))}
    by_slug |= {slug: by_topic[topic] for slug, topic in moved.items() if topic in by_topic}
    related: dict[str, Related] = {}
    for row in rows:
        offered = [
            *((by_slug.get(slug), CHOSEN) for slug in chosen[row.topic]),
            *((by_topic.get(topic), SAME_WORKS) for topic in sharing[row.topic]),
            *((by_topic.get(topic), LINKS_HERE) for topic in linking[row.topic]),
        ]
        related[row.topic] = _listed(row, offered)
    return related


def _listed(row: Standing, offered: list[tuple[Standing | None, str]]) -> Related:
    """Each page once, by its best reason; never more than MOST_RELATED beside the chosen."""
    pages: dict[str, dict[str, str]] = {}
    for other, why in offered:
        if other is not None and other.topic != row.topic:
            pages.setdefault(other.slug, {"slug": other.slug, "title": other.title, "why": why})
    chosen = [page for page in pages.values() if page["why"] == CHOSEN]
    rest = [page for page in pages.values() if page["why"] != CHOSEN]
    return chosen + rest[: max(0, MOST_RELATED - len(chosen))]


def _sharing(topics: set[str]) -> defaultdict[str, list[str]]:
    """Topic id to the topics that cite the same works, the most shared first."""
    works: defaultdict[str, set[str]] = defaultdict(set)
    for topic, work in CitedWork.objects.filter(topic__in=topics).values_list("topic", "work"):
        works[work].add(topic)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    citing = CitedWork.objects.filter(work__in=works).order_by("topic")
    for other, work in citing.values_list("topic", "work"):
        for topic in works[work]:
            if topic != other:
                counts[topic][other] += 1
    return defaultdict(
        list, {topic: [t for t, _ in count.most_common(20)] for topic, count in counts.items()}
    )


def _linking(slugs: dict[str, str]) -> defaultdict[str, list[str]]:
    """Topic id to the topics whose pages link to it."""
    linking: defaultdict[str, list[str]] = defaultdict(list)
    rows = TopicLink.objects.filter(slug__in=slugs).order_by("topic").values_list("slug", "topic")
    for slug, topic in rows:
        linking[slugs[slug]].append(topic)
    return linking
