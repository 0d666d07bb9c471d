"""Adding, editing and merging works from the desk: the library, the drafts and the pages' marks
together, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.editions.actions import hold_record
from statim.editorial.library.drafts import drafts_with, renew
from statim.editorial.library.uses import keys_of_work
from statim.editorial.permissions import EDIT_WORKS, MANAGE_LIBRARY, MERGE_WORKS, check_may
from statim.editorial.sentinel import notice_works
from statim.references import actions as references
from statim.references.queries import item_of, row_of
from statim.references.shelf import known_keys

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A work as the library keeps it, and whether it was not there before."""

    item: Json
    new: bool


def add_works(items: Sequence[Mapping[str, Any]], *, by: Actor) -> list[Kept]:
    """Each item as the library keeps it, found again or added; pages turn where a known work
    came to be known by an identifier about which a notice stands."""
    check_may(by, MANAGE_LIBRARY)
    if not items:
        return []
    with transaction.atomic():
        hold_record()
        known = {key for key in known_keys(items) if key}
        kept = references.keep_works(items, by=by)
        notice_works({item["id"] for item in kept} & known, by=by)
    return [Kept(item, item["id"] not in known) for item in kept]


def merge_works(keep: str, drop: str, *, by: Actor) -> Json:
    """Make two works one; every draft that cites the dropped one cites the kept one instead.

    Editions keep their bytes; what is said against either work is said of both. Returns the
    kept item. Raises NotAllowed, or references' NoSuchWork or AlreadyOne, with nothing written.
    """
    check_may(by, MERGE_WORKS)
    with transaction.atomic():
        hold_record()
        kept, dropped = row_of(keep, lock=True), row_of(drop, lock=True)
        keys = keys_of_work(dropped)
        topics = drafts_with(keys, lock=True)
        ids = [str(topic.pk) for topic in topics]
        item = references.merge_works(kept.key, dropped.key, drafts=ids, by=by)
        renew(topics, dict.fromkeys([kept.key, *keys], item), by=by)
        notice_works([kept.key], by=by)
    return item


def keep_apart(one: str, other: str, *, by: Actor) -> None:
    """Say of two works that they are not the same. Raises NotAllowed, NoSuchWork, AlreadyOne."""
    check_may(by, MERGE_WORKS)
    references.keep_apart(one, other, by=by)


def edit_work(key: str, item: Mapping[str, Any], *, seen: str, by: Actor) -> Json:
    """Change a work's record; drafts and editions stay as they are. Raises NotAllowed, or what
    `references.actions.edit_work` raises, with nothing written."""
    check_may(by, EDIT_WORKS)
    with transaction.atomic():
        hold_record()
        kept = references.edit_work(key, item, seen=seen, by=by)
        notice_works([kept["id"]], by=by)
    return kept


def take_into_drafts(key: str, topics: Collection[str], *, by: Actor) -> list[str]:
    """Put the library's record of a work into the drafts of these topics, which are then to be
    published. Returns the ids of those that changed. Raises NotAllowed or NoSuchWork."""
    check_may(by, EDIT_WORKS)
    with transaction.atomic():
        row = row_of(key, lock=True)
        keys = keys_of_work(row)
        wanted = [t for t in drafts_with(keys, lock=True) if str(t.pk) in topics]
        changed = renew(wanted, dict.fromkeys(keys, item_of(row)), by=by)
        if changed:
            record(
                "renew drafts", by=by, object_kind="work", object_id=row.key,
                detail={"drafts": changed},
            )  # fmt: skip
    return changed
