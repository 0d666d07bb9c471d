"""Taking over many new topics at once: a first load, where asking one by one would be slow."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from statim.audit.actions import Act, record_many
from statim.audit.actor import Actor
from statim.topics.errors import SlugTaken
from statim.topics.manuscript import Manuscript, doubts_to_list, to_dict
from statim.topics.models import Topic


def import_new(manuscripts: Sequence[Manuscript], *, by: Actor) -> list[Topic]:
    """Keep manuscripts of topics that are not on the desk yet as drafts, all or none.

    Their ids and those of their statements must be set, and their references be the library's.
    Raises SlugTaken where a topic stands at one of the addresses already.
    """
    with transaction.atomic():
        taken = Topic.objects.filter(slug__in=[m.slug for m in manuscripts]).first()
        if taken:
            raise SlugTaken(taken.slug, taken.title)
        topics = Topic.objects.bulk_create([_row(m) for m in manuscripts])
        record_many([_imported(topic) for topic in topics], by=by)
    return topics


def _row(manuscript: Manuscript) -> Topic:
    draft = to_dict(manuscript)
    del draft["doubts"]
    return Topic(
        id=manuscript.id,
        slug=manuscript.slug,
        title=manuscript.title[:500],
        draft=draft,
        doubts=doubts_to_list(manuscript.doubts),
    )


def _imported(topic: Topic) -> Act:
    return Act(
        act="import",
        object_kind="topic",
        object_id=topic.pk,
        detail={"slug": topic.slug, "new": True, "doubts": len(topic.doubts)},
    )
