"""Reading the desk's topics. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence

from statim.topics.errors import NoSuchTopic
from statim.topics.manuscript import Manuscript, from_dict
from statim.topics.models import Topic


def topic(topic_id: str) -> Topic:
    """One topic by its id. Raises NoSuchTopic."""
    found = Topic.objects.filter(id=topic_id).first()
    if found is None:
        raise NoSuchTopic(topic_id)
    return found


def topic_at(slug: str) -> Topic:
    """One topic by its address. Raises NoSuchTopic."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchTopic(slug)
    return found


def manuscript_of(found: Topic) -> Manuscript:
    """What a topic's draft says, its doubts included."""
    return from_dict({**found.draft, "doubts": found.doubts})


def named(slugs: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Slug to (id, title) of those topics that are on the desk."""
    if not slugs:
        return {}
    rows = Topic.objects.filter(slug__in=slugs).values_list("slug", "id", "title")
    return {slug: (topic_id, title) for slug, topic_id, title in rows}
