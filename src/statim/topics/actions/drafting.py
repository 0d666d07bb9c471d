"""Saving drafts: a new topic, an edit, an older version brought back, another address.

Who may is not asked here but by the desk (`editorial`), which calls this.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.editions import queries as editions
from statim.editions.document import Section, Statement
from statim.editions.errors import NoSuchEdition
from statim.editions.inline import plain_text
from statim.editions.validation import SLUG
from statim.topics.actions.importing import DRAFTED, set_draft, with_library_keys, works_of
from statim.topics.computing import with_numbers
from statim.topics.errors import (
    NoAddress,
    NoSuchTopic,
    NoSuchVersion,
    NoTitle,
    SlugTaken,
    StaleDraft,
)
from statim.topics.manuscript import Doubt, Manuscript, from_dict
from statim.topics.matching import keep_ids, new_id
from statim.topics.models import Topic, Version, What
from statim.topics.queries import manuscript_of
from statim.topics.versions import Saved, keep_versions
from statim.topics.wording import ids_kept_once

LONGEST_ADDRESS = 200


def new_topic(title: str, slug: str, specialty: tuple[str, ...], *, by: Actor) -> Topic:
    """An empty topic and its first version. Raises NoTitle, NoAddress or SlugTaken."""
    title = " ".join(title.split())
    if not title:
        raise NoTitle
    with transaction.atomic():
        _check_address(slug, "")
        now = timezone.now()
        topic = Topic(id=new_id(), created_by=by.name, created=now)
        manuscript = Manuscript(id=topic.pk, title=title, slug=slug, specialty=tuple(specialty))
        set_draft(topic, manuscript, now)
        topic.save(force_insert=True)
        keep_versions([Saved(topic, None)], by=by, what=What.NEW, now=now)
        _tell("new topic", topic, by, slug=slug)
    return topic


def save_draft(topic_id: str, manuscript: Manuscript, *, revision: int, by: Actor) -> Version:
    """Keep the manuscript as the topic's draft and as a new version; the version.

    `revision` is the one that the writer began from: StaleDraft where another stands now. Ids
    that come with the statements win; a copy of a statement gets an id of its own; statements
    without one are matched. Address, reviewers, the day of the review and verifications are
    kept as they were or left out: they are not the writer's to set. What changes nothing writes
    nothing. Raises NoSuchTopic, StaleDraft or NoTitle, with nothing written.
    """
    if not manuscript.title.strip():
        raise NoTitle
    with transaction.atomic():
        topic = _held(topic_id)
        _check_revision(topic, revision)
        now = timezone.now()
        draft = _as_written(manuscript, topic)
        draft = with_library_keys(draft, works_of([draft], by=by)[0])
        if draft == manuscript_of(topic):
            return Version.objects.get(topic=topic, number=topic.revision)
        draft = replace(draft, edited=now.astimezone(UTC).date().isoformat())
        return _kept(topic, draft, by, What.EDIT, now)


def restore_version(topic_id: str, number: int, *, revision: int, by: Actor) -> Version:
    """Make an older version the draft again, as a new version; the address stays as it is.

    Whose words come back is their author still; who brought them back is not. Raises
    NoSuchTopic, NoSuchVersion or StaleDraft, with nothing written.
    """
    with transaction.atomic():
        topic = _held(topic_id)
        _check_revision(topic, revision)
        old = Version.objects.filter(topic=topic, number=number).first()
        if old is None:
            raise NoSuchVersion(topic.title, number)
        draft = replace(
            from_dict(old.draft),
            slug=topic.slug,
            doubts=tuple(Doubt(**doubt) for doubt in old.doubts),
        )
        return _kept(topic, draft, by, What.RESTORE, timezone.now(), of=number)


def readdress(topic_id: str, slug: str, *, by: Actor, tell: bool = True) -> Topic:
    """Give the draft another address. `tell` is off where another act of the same transaction
    leaves the audit row. Raises NoSuchTopic, NoAddress or SlugTaken."""
    with transaction.atomic():
        topic = _held(topic_id)
        _check_address(slug, topic.pk)
        before, topic.slug = topic.slug, slug
        topic.draft = {**topic.draft, "slug": slug}
        topic.updated = timezone.now()
        topic.save(update_fields=["slug", "draft", "updated"])
        if tell:
            _tell("move", topic, by, slug=slug, before=before)
    return topic


def _held(topic_id: str) -> Topic:
    topic = Topic.objects.select_for_update().filter(id=topic_id).first()
    if topic is None:
        raise NoSuchTopic(topic_id)
    return topic


def _check_revision(topic: Topic, revision: int) -> None:
    if topic.revision == revision:
        return
    last = Version.objects.filter(topic=topic, number=topic.revision).first()
    when: datetime = last.at if last else topic.updated
    said = when.astimezone(UTC).isoformat(timespec="seconds")
    raise StaleDraft(topic.title, last.by_name if last else "somebody", said)


def _check_address(slug: str, own: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_ADDRESS:
        raise NoAddress(slug)
    other = Topic.objects.filter(slug=slug).exclude(id=own).first()
    if other:
        raise SlugTaken(slug, other.title)
    try:
        owner = editions.topic_at(slug)
    except NoSuchEdition:
        return
    if owner != own:
        raise SlugTaken(slug, "published, or once published, there")


def _as_written(manuscript: Manuscript, topic: Topic) -> Manuscript:
    """What the writer sent, with ids, and with what is not the writer's to set as it was."""
    before = manuscript_of(topic)
    latest = editions.latest_of_topic(topic.pk)
    sections = keep_ids(
        before.sections,
        ids_kept_once(_unverified(manuscript.sections)),
        latest.document.sections if latest else (),
    )
    return replace(
        manuscript,
        id=topic.pk,
        slug=topic.slug,
        title=" ".join(manuscript.title.split()),
        reviewed=before.reviewed,
        reviewers=before.reviewers,
        review_due=before.review_due,
        edited=before.edited,
        sections=with_numbers(sections),
        reviewed_elsewhere=before.reviewed_elsewhere,
    )


def _unverified(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    def plain(statement: Statement) -> Statement:
        return replace(
            statement,
            text=plain_text(statement.html),
            verified=None,
            children=tuple(plain(child) for child in statement.children),
        )

    return tuple(replace(s, statements=tuple(plain(c) for c in s.statements)) for s in sections)


def _kept(
    topic: Topic, draft: Manuscript, by: Actor, what: What, now: datetime, of: int | None = None
) -> Version:
    before = topic.draft
    set_draft(topic, draft, now)
    topic.save(update_fields=DRAFTED)
    version = keep_versions([Saved(topic, before)], by=by, what=what, now=now, of=of)[0]
    detail = {"version": version.number} | ({"of": of} if of else {})
    _tell("restore version" if of else "save draft", topic, by, **detail)
    return version


def _tell(act: str, topic: Topic, by: Actor, **detail: object) -> None:
    record(act, by=by, object_kind="topic", object_id=topic.pk, detail=detail)
