"""What changed between any two saved versions, or since what is published, by statement."""

from __future__ import annotations

from dataclasses import replace

from statim.editions.changes import Changes, between
from statim.editions.document import Document, Statement
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
    """What a saved version would change of what readers see; everything, where nothing is
    published. Of reviews nothing is said: a version that is not yet published has none. Raises
    topics' NoSuchVersion."""
    latest = latest_of_topic(topic_id)
    draft = _unreviewed(frozen_version(topic_id, number))
    return between(_unreviewed(latest.document) if latest else None, draft)


def _unreviewed(document: Document) -> Document:
    def plain(statement: Statement) -> Statement:
        children = tuple(plain(child) for child in statement.children)
        return replace(statement, verified=None, children=children)

    return replace(
        document,
        reviewed=None,
        review_due=None,
        reviewers=(),
        reviewed_elsewhere=False,
        sections=tuple(
            replace(section, statements=tuple(plain(each) for each in section.statements))
            for section in document.sections
        ),
    )
