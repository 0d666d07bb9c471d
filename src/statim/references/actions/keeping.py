"""Keeping works: found again and completed, else added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.references.actions.indexing import DESCRIBED, describe, index_words
from statim.references.completing import as_used, completed
from statim.references.identifiers import with_normal_identifiers
from statim.references.identity import identity_of
from statim.references.items import tidy_item
from statim.references.keys import free_key, own_key, stem_of
from statim.references.models import Work
from statim.references.queries import aliases_like, keys_of_stems, rows_like
from statim.references.shelf import NAMES, Shelf

Json = dict[str, Any]


def keep_works(items: Sequence[Mapping[str, Any]], *, by: Actor) -> list[Json]:
    """Each item as the library keeps it, in order: found again, else added.

    A known work is completed where it lacks a field, never overwritten. Nothing new costs one
    query; no items cost none. One audit row tells of what was added and completed.
    """
    if not items:
        return []
    ready = [with_normal_identifiers(tidy_item(item)) for item in items]
    known = Shelf(rows_like(identity_of(item) for item in ready))
    rows = [known.row_for(item) for item in ready]
    if all(row and not completed(row.csl, item)[1] for row, item in zip(rows, ready, strict=True)):
        found = [row for row in rows if row]
        return [as_used(r.csl, r.key, item) for r, item in zip(found, ready, strict=True)]
    try:
        with transaction.atomic():
            return _keep(ready, by)
    except IntegrityError:  # somebody else added the same work at this moment: find it now
        with transaction.atomic():
            return _keep(ready, by)


def _keep(ready: list[Json], by: Actor) -> list[Json]:
    sought = [identity_of(item) for item in ready]
    rows = rows_like(sought, lock=True)  # first, so that a merge at this moment is seen whole
    shelf = Shelf(rows, aliases_like(sought, rows))
    taken = keys_of_stems(_stems(ready))
    new: list[Work] = []
    changed: dict[str, Work] = {}
    fields: dict[str, list[str]] = {}
    kept: list[Work] = []
    for item in ready:
        row = shelf.row_for(item)
        if row is None:
            row = _new_row(item, taken, shelf)
            new.append(row)
            taken.add(row.key)
        else:
            row.csl, fresh = completed(row.csl, item)
            if fresh and row not in new:
                changed[row.key] = row
                fields[row.key] = sorted({*fields.get(row.key, []), *fresh})
        _find_by(row, shelf)
        shelf.put(row)
        kept.append(row)
    for row in (*new, *changed.values()):
        describe(row)
    Work.objects.bulk_create(new)
    if changed:
        Work.objects.bulk_update(changed.values(), ["csl", *NAMES, *DESCRIBED], batch_size=200)
        index_words(list(changed.values()), known=True)
    index_words(new, known=False)
    _tell(new, fields, by)
    return [as_used(row.csl, row.key, item) for row, item in zip(kept, ready, strict=True)]


def _stems(items: Iterable[Mapping[str, Any]]) -> set[str]:
    stems = set()
    for item in items:
        stems.add(stem_of(item))
        if own := own_key(item):
            stems.add(own[1])
    return stems


def _new_row(item: Json, taken: set[str], shelf: Shelf) -> Work:
    stem = stem_of(item)
    key = free_key(stem, taken)
    if (own := own_key(item)) and own[0] not in taken:
        key, stem = own
    return Work(key=key, stem=stem, csl={k: v for k, v in item.items() if k != "id"})


def _find_by(row: Work, shelf: Shelf) -> None:
    """Set what the row is found by; an identifier that another row holds is left to that row."""
    for name, value in asdict(identity_of(row.csl)).items():
        free = name == "alike" or not shelf.holds(name, value, for_another_than=row)
        if free or value == getattr(row, name):
            setattr(row, name, value)


def _tell(new: list[Work], fields: Mapping[str, list[str]], by: Actor) -> None:
    if not new and not fields:
        return
    keys = [row.key for row in new] or list(fields)
    record(
        "keep works",
        by=by,
        object_kind="work",
        object_id=keys[0],
        detail={"added": [row.key for row in new], "completed": dict(fields)},
    )
