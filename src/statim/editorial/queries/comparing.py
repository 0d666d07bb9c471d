"""What changed between any two saved versions, or since what is published, by statement."""

from __future__ import annotations

from statim.editions.changes import Changes, between
from statim.editions.document import Document
from statim.editions.queries import latest_of_topic
from statim.topics.freeze import freeze
from statim.topics.queries import manuscript_at, version


def frozen_version(topic_id: str, number: int) -> Document:
    """A saved version as the Document that it would be, for previews and comparisons; not
    published, nothing verified. Raises topics' NoSuchVersion."""
    return freeze(manuscript_at(version(topic_id, number)))


def compare_versions(topic_id: str, old: int, new: int) -> Changes:
    """What changed from one saved version to another, whichever is the later. Raises topics'
    NoSuchVersion."""
    return between(frozen_version(topic_id, old), frozen_version(topic_id, new))


def changes_since_published(topic_id: str, number: int) -> Changes:
    """What a saved version would change for readers; everything, where nothing is published.
    Raises topics' NoSuchVersion."""
    latest = latest_of_topic(topic_id)
    return between(latest.document if latest else None, frozen_version(topic_id, number))
