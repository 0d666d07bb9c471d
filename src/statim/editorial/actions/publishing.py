"""Publishing drafts as they are, and withdrawing: what the operator of the machine may do.

The desk publishes what was reviewed (`releasing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction

from statim.audit.actor import Actor
from statim.editions import actions as record
from statim.editions import queries as editions
from statim.editions.actions import Submission
from statim.editions.document import Change, Document
from statim.editions.errors import NothingChanged
from statim.editorial.freezing import Names, bibliographies, names_of, related, said_of_review
from statim.topics.actions import import_manuscripts
from statim.topics.freeze import freeze
from statim.topics.manuscript import Manuscript
from statim.topics.queries import manuscript_of, topic


@dataclass(frozen=True, slots=True)
class Publication:
    """What was just published: the topic's id and address, the edition's number and hash."""

    topic: str
    slug: str
    title: str
    number: int
    hash: str


def publish(
    topic_id: str, *, by: Actor, settle_now: bool = True, at: datetime | None = None
) -> Publication:
    """Publish a topic's draft as its next edition: whole, or refused by name.

    Raises topics' NoSuchTopic and editions' Unpublishable, AddressInUse or NothingChanged, with
    nothing written. Who publishes many one by one leaves `settle_now` off and calls
    `editions.actions.settle_many` at the end.
    """
    with transaction.atomic():
        draft = manuscript_of(topic(topic_id))
        return _publish([draft], by=by, settle_now=settle_now, at=at)[0]


def publish_manuscripts(
    manuscripts: Sequence[Manuscript],
    *,
    by: Actor,
    settle_now: bool = True,
    at: datetime | None = None,
) -> list[Publication]:
    """Take manuscripts of different topics over and publish them, in one transaction: all of
    them, or none.

    Raises what `import_manuscript` and `publish` raise, for the first that is refused.
    """
    with transaction.atomic():
        drafts = [manuscript_of(topic) for topic in import_manuscripts(manuscripts, by=by)]
        return _publish(drafts, by=by, settle_now=settle_now, at=at)


def withdraw(slug: str, *, reason: str, by: Actor) -> None:
    """Take a topic offline, with the reason that readers will see.

    Raises editions' NoSuchEdition, AlreadyWithdrawn or ReasonNeeded, with nothing written.
    """
    record.withdraw(slug, reason=reason, by=by)


def _publish(
    drafts: Sequence[Manuscript], *, by: Actor, settle_now: bool, at: datetime | None
) -> list[Publication]:
    today = (at or datetime.now(UTC)).date().isoformat()
    names = names_of(drafts)
    documents = [
        _document(draft, editions.latest_of_topic(draft.id), today, names) for draft in drafts
    ]
    published = record.append_many(
        [Submission(*pair) for pair in zip(documents, bibliographies(documents), strict=True)],
        by=by,
        at=at,
        settle_now=settle_now,
    )
    return [Publication(e.topic, e.slug, e.title, e.number, e.hash) for e in published]


def _document(
    draft: Manuscript, latest: editions.Published | None, today: str, names: Names
) -> Document:
    """The draft frozen. Where nobody gave a day of the last edit, it is the day on which the
    text enters the record."""
    draft = replace(draft, edited=draft.edited or today, change=_change(draft, latest))
    document = said_of_review(freeze(draft, related(draft.related, names)))
    if latest and _same_but_names(document, latest):
        raise NothingChanged(latest.slug, latest.number)
    return document


def _same_but_names(document: Document, latest: editions.Published) -> bool:
    """Whether only the names of related pages differ from the latest edition, which is no news
    about this topic. (The record itself refuses what says the very same.)"""
    before = latest.document.related
    if document.related == before or [r.slug for r in document.related] != [r.slug for r in before]:
        return False
    return editions.says_the_same(replace(document, related=before), latest)


def _change(draft: Manuscript, latest: editions.Published | None) -> Change:
    """The author's note; where there is none, or it is the one of the edition before, what can
    be told from the text itself."""
    if latest is None:
        return draft.change or Change(kind="new")
    said = draft.change
    if said and said.kind != "new" and said != latest.document.change:
        return said
    same_words = draft.sections == latest.document.sections
    return Change(kind="references" if same_words else "clarification")
