"""What republishing would change: references as printed now, and as they would be. Reads only.

Nothing happens to an edition when a work is edited; a page prints the new record from the next
edition on, once the topic's draft has taken it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statim.editorial.library.drafts import drafts_with
from statim.editorial.library.uses import Use, keys_of_work, on_pages
from statim.publisher.queries import house
from statim.references.actions import format_bibliography
from statim.references.completing import as_used
from statim.references.models import Work

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reprint:
    """One reference of one page, as printed there and as the record would print it."""

    use: Use
    after: str


@dataclass(frozen=True, slots=True)
class DraftBehind:
    """A draft whose reference is printed otherwise than the record would be."""

    topic: str
    title: str
    before: str
    after: str


def reprints(row: Work, record: Mapping[str, Any]) -> list[Reprint]:
    """The references on pages that this record of the work would print otherwise."""
    uses = on_pages(row)
    printed = _printed([as_used(record, row.key, use.item or {}) for use in uses])
    return [
        Reprint(use, after)
        for use, after in zip(uses, printed, strict=True)
        if after != use.printed
    ]


def drafts_behind(row: Work, record: Mapping[str, Any]) -> list[DraftBehind]:
    """The drafts that would print the work otherwise with this record."""
    keys = keys_of_work(row)
    held = [
        (topic, item)
        for topic in drafts_with(keys)
        for item in topic.draft["references"]
        if item["id"] in keys
    ]
    before = _printed([item for _, item in held])
    after = _printed([as_used(record, row.key, item) for _, item in held])
    return [
        DraftBehind(str(topic.pk), topic.title, one, other)
        for (topic, _), one, other in zip(held, before, after, strict=True)
        if one != other
    ]


def to_publish() -> list[Reprint]:
    """The pages that print an older record than the library holds, of works that somebody
    edited: work for whoever publishes them."""
    edited = Work.objects.filter(edited__isnull=False).order_by("-edited")
    return [reprint for row in edited for reprint in reprints(row, row.csl)]


def _printed(items: Sequence[Mapping[str, Any]]) -> list[str]:
    return format_bibliography(items, house().citation_style)
