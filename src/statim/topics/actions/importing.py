"""Taking manuscripts over as drafts, one or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from statim.audit.actions import Act, record_many
from statim.audit.actor import Actor
from statim.editions import queries as editions
from statim.editions.document import Citation, Json, Section, Statement
from statim.editions.media import keep
from statim.references.actions import keep_works
from statim.references.identifiers import with_normal_identifiers
from statim.references.items import tidy_item
from statim.topics.computing import with_numbers
from statim.topics.errors import SlugTaken
from statim.topics.manuscript import (
    Manuscript,
    doubts_to_list,
    from_dict,
    to_dict,
    was_printed,
)
from statim.topics.matching import keep_ids, new_id
from statim.topics.models import Topic, What
from statim.topics.versions import Saved, keep_versions

DRAFTED = ("slug", "title", "draft", "doubts", "doubted", "revision", "updated")


def import_manuscript(manuscript: Manuscript, *, by: Actor) -> Topic:
    """Keep the manuscript as a topic's draft, in one transaction.

    The topic is found again by its id, then by its slug; statements without ids are matched to
    its draft and its latest edition; references become works of the library and citations are
    rewritten to the library's keys. Raises SlugTaken or SameIdTwice, with nothing written.
    """
    return import_manuscripts([manuscript], by=by)[0]


def import_manuscripts(manuscripts: Sequence[Manuscript], *, by: Actor) -> list[Topic]:
    """Keep manuscripts of different topics as drafts, in order, all of them or none."""
    for picture in (picture for manuscript in manuscripts for picture in manuscript.pictures):
        keep(picture)  # before the draft that names it; one that nothing names does no harm
    with transaction.atomic():
        found = _found_again(manuscripts)
        works = works_of(manuscripts, by=by)
        topics, acts, now = [], [], timezone.now()
        before: list[Json | None] = []
        for manuscript, topic, library in zip(manuscripts, found, works, strict=True):
            new = topic is None
            kept = _as_kept(with_library_keys(manuscript, library), topic)
            before.append(None if topic is None else topic.draft)
            topics.append(_row(topic or Topic(id=kept.id, created_by=by.name), kept, now))
            acts.append(_imported(topics[-1], new))
        _save(topics, found)
        saved = [Saved(*pair) for pair in zip(topics, before, strict=True)]
        keep_versions(saved, by=by, what=What.IMPORT, now=now)
        record_many(acts, by=by)
    return topics


def _found_again(manuscripts: Sequence[Manuscript]) -> list[Topic | None]:
    """The topic on the desk that each one is, or None. Raises SlugTaken where an address
    belongs to another topic, on the desk or among the manuscripts."""
    ids = [manuscript.id for manuscript in manuscripts if manuscript.id]
    slugs = [manuscript.slug for manuscript in manuscripts]
    wanted = Topic.objects.filter(Q(id__in=ids) | Q(slug__in=slugs))
    rows = list(wanted.order_by("id").select_for_update())
    by_id = {topic.pk: topic for topic in rows}
    by_slug = {topic.slug: topic for topic in rows}
    found: list[Topic | None] = []
    owners: dict[str, str] = {}
    for place, manuscript in enumerate(manuscripts):
        at_slug = by_slug.get(manuscript.slug)
        topic = by_id.get(manuscript.id) or at_slug
        if at_slug and topic is not at_slug:
            raise SlugTaken(manuscript.slug, at_slug.title)
        owner = topic.pk if topic else f"new {place}"
        if manuscript.slug in owners or owner in owners.values():
            raise SlugTaken(manuscript.slug, "another file of the same import")
        owners[manuscript.slug] = owner
        found.append(topic)
    return found


def works_of(manuscripts: Sequence[Manuscript], *, by: Actor) -> list[list[Json]]:
    """The works for each manuscript's references, in order, under the library's keys."""
    items = [item for manuscript in manuscripts for item in manuscript.references]
    works = iter(keep_works(items, by=by) if items else [])
    return [[_chosen(item, next(works)) for item in m.references] for m in manuscripts]


def _chosen(item: Json, work: Json) -> Json:
    """What was read from a printed string gives way to the library's record of the work; what
    an author wrote as data stands as written, so that a file says the same on every site."""
    if was_printed(item) or not item.get("title"):
        return work
    return {**with_normal_identifiers(tidy_item(item)), "id": work["id"]}


def with_library_keys(manuscript: Manuscript, library: Sequence[Json]) -> Manuscript:
    """The manuscript citing the library's keys; `library` is its works, in order."""
    keys = {
        str(item["id"]): str(work["id"])
        for item, work in zip(manuscript.references, library, strict=True)
    }
    if all(key == kept for key, kept in keys.items()):
        return replace(manuscript, references=tuple(library))
    change = manuscript.change
    return replace(
        manuscript,
        change=change and replace(change, source=keys.get(change.source, change.source)),
        references=tuple({str(work["id"]): work for work in library}.values()),
        sections=tuple(
            replace(section, statements=_rewritten(section.statements, keys))
            for section in manuscript.sections
        ),
    )


def _rewritten(statements: Sequence[Statement], keys: Mapping[str, str]) -> tuple[Statement, ...]:
    return tuple(
        replace(
            statement,
            cites=tuple(
                Citation(reference=keys.get(cite.reference, cite.reference), locator=cite.locator)
                for cite in statement.cites
            ),
            children=_rewritten(statement.children, keys),
        )
        for statement in statements
    )


def _as_kept(manuscript: Manuscript, topic: Topic | None) -> Manuscript:
    if topic is None:
        sections = with_numbers(keep_ids((), manuscript.sections))
        return replace(manuscript, id=manuscript.id or new_id(), sections=sections)
    sections = with_numbers(_matched(manuscript.sections, topic))
    return replace(manuscript, id=topic.pk, sections=sections)


def _matched(sections: tuple[Section, ...], topic: Topic) -> tuple[Section, ...]:
    latest = editions.latest_of_topic(topic.pk)
    return keep_ids(
        from_dict(topic.draft).sections, sections, latest.document.sections if latest else ()
    )


def _row(topic: Topic, manuscript: Manuscript, now: datetime) -> Topic:
    set_draft(topic, manuscript, now)
    return topic


def set_draft(topic: Topic, manuscript: Manuscript, now: datetime) -> None:
    """Put the manuscript into the topic, one revision on; the caller stores it."""
    topic.slug = manuscript.slug
    topic.title = manuscript.title
    topic.draft = to_dict(manuscript)
    del topic.draft["doubts"]
    topic.doubts = doubts_to_list(manuscript.doubts)
    topic.doubted = len(topic.doubts)
    topic.updated = now
    topic.revision += 1


def _save(topics: Sequence[Topic], found: Sequence[Topic | None]) -> None:
    new = [topic for topic, known in zip(topics, found, strict=True) if known is None]
    old = [topic for topic in found if topic is not None]
    if new:
        Topic.objects.bulk_create(new)
    if old:
        Topic.objects.bulk_update(old, [*DRAFTED])


def _imported(topic: Topic, new: bool) -> Act:
    return Act(
        act="import",
        object_kind="topic",
        object_id=topic.pk,
        detail={"slug": topic.slug, "new": new, "doubts": len(topic.doubts)},
    )
