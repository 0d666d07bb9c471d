"""Which drafts hold a work, and putting a record into them: the one place that knows how.

A draft holds its references by value, under the library's keys. Nothing here logs: who calls
records the act.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from statim.audit.actor import Actor
from statim.editions.document import Citation, Section, Statement
from statim.references.completing import as_used
from statim.topics.actions.importing import DRAFTED, set_draft
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.models import Topic, What
from statim.topics.queries import manuscript_of
from statim.topics.versions import Saved, keep_versions

Json = dict[str, Any]
Works = Mapping[str, Json]  # the key that a draft uses to the library's item, under its own key

_KEYS = {
    "sqlite": "SELECT DISTINCT json_extract(one.value, '$.id')"
    " FROM topics_topic, json_each(topics_topic.draft, '$.references') AS one",
    "postgresql": "SELECT DISTINCT one.value ->> 'id'"
    " FROM topics_topic, jsonb_array_elements(topics_topic.draft -> 'references') AS one(value)",
}


def keys_in_drafts() -> set[str]:
    """The key of every reference of every draft."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS[connection.vendor])
        return {row[0] for row in cursor.fetchall() if row[0]}


def drafts_with(keys: Collection[str], *, lock: bool = False) -> list[Topic]:
    """The topics whose draft lists a work under one of these keys, by title."""
    written = Q()
    for key in keys:
        written |= Q(written__contains=f'"{key}"')
    if not written:
        return []
    rows = Topic.objects.select_for_update() if lock else Topic.objects.all()
    found = rows.annotate(written=Cast("draft", TextField())).filter(written).order_by("id")
    held = [topic for topic in found if keys_of(topic) & set(keys)]
    return sorted(held, key=lambda topic: topic.title.casefold())


def keys_of(topic: Topic) -> set[str]:
    """The keys of a draft's references."""
    return {str(item.get("id")) for item in topic.draft.get("references", ())}


def statements_citing(topic: Topic, keys: Collection[str]) -> list[Statement]:
    """The draft's statements that cite a work under one of these keys, in reading order."""
    said = statements_in(manuscript_of(topic).sections)
    return [s for s in said if any(cite.reference in keys for cite in s.cites)]


def renew(topics: Sequence[Topic], works: Works, *, by: Actor) -> list[str]:
    """Put the works into the drafts, in place of what they had under these keys, each as a new
    version; returns the ids of those that changed. Call inside a transaction that holds them."""
    now = timezone.now()
    saved: list[Saved] = []
    for topic in topics:
        before, old = topic.draft, manuscript_of(topic)
        new = with_works(old, works)
        if new != old:
            day = now.astimezone(UTC).date().isoformat()
            set_draft(topic, replace(new, edited=day), now)
            topic.save(update_fields=DRAFTED)
            saved.append(Saved(topic, before))
    keep_versions(saved, by=by, what=What.EDIT, now=now)
    return [str(each.topic.pk) for each in saved]


def with_works(manuscript: Manuscript, works: Works) -> Manuscript:
    """The manuscript with these works for those under their keys. Every citation stays, with its
    locator; the string that a use was read from stays with that use."""
    references: dict[str, Json] = {}
    for item in manuscript.references:
        work = works.get(str(item["id"]))
        kept = as_used(work, work["id"], item) if work else dict(item)
        references.setdefault(kept["id"], kept)
    keys = {key: str(work["id"]) for key, work in works.items()}
    change = manuscript.change
    return replace(
        manuscript,
        references=tuple(references.values()),
        change=change and replace(change, source=keys.get(change.source, change.source)),
        sections=tuple(_section(section, keys) for section in manuscript.sections),
    )


def _section(section: Section, keys: Mapping[str, str]) -> Section:
    return replace(section, statements=_statements(section.statements, keys))


def _statements(said: Sequence[Statement], keys: Mapping[str, str]) -> tuple[Statement, ...]:
    return tuple(
        replace(
            statement,
            cites=tuple(
                Citation(reference=keys.get(c.reference, c.reference), locator=c.locator)
                for c in statement.cites
            ),
            children=_statements(statement.children, keys),
        )
        for statement in said
    )
