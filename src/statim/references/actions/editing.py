"""Changing a work's record by hand. Editions and drafts keep what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785
from django.db import IntegrityError, transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.references.actions.indexing import describe, index_words
from statim.references.errors import ChangedMeanwhile, IdentifierTaken, NotAWork
from statim.references.formats.record import checked
from statim.references.identity import Identity, identity_of
from statim.references.models import Alias, Work
from statim.references.queries import row_of

Json = dict[str, Any]

FIELDS = (("doi", "DOI"), ("pmid", "PubMed id"), ("isbn", "ISBN"), ("url", "address"))
LARGEST = 64 * 1024  # bytes: a record with 2,000 authors is smaller


def edit_work(key: str, item: Mapping[str, Any], *, seen: str, by: Actor) -> Json:
    """Make `item` the record of the work, whole: what it leaves out is gone from the library.

    `seen` is the `mark_of` the record that was changed. Returns the item as kept. Raises
    NoSuchWork, NotAWork, ChangedMeanwhile or IdentifierTaken, with nothing written.
    """
    ready = read_record(item)
    with transaction.atomic():
        row = row_of(key, lock=True)
        if mark_of(row.csl) != seen:
            raise ChangedMeanwhile(row.key)
        if ready != row.csl:
            _change(row, ready, by)
        return {"id": row.key, **row.csl}


def read_record(item: Mapping[str, Any]) -> Json:
    """The item as it would be kept, without its id. Raises NotAWork with every fault."""
    read = checked("record", {k: v for k, v in item.items() if k != "id"})
    if read.item is None:
        raise NotAWork([f"{fault[0].upper()}{fault[1:]}." for fault in read.reason.split("; ")])
    if len(rfc8785.dumps(read.item)) > LARGEST:
        raise NotAWork([say("The record is larger than %(most)s kB.", most=LARGEST // 1024)])
    return read.item


def mark_of(item: Mapping[str, Any]) -> str:
    """What tells one state of a record from another."""
    return hashlib.sha256(rfc8785.dumps({k: v for k, v in item.items() if k != "id"})).hexdigest()


def _change(row: Work, ready: Json, by: Actor) -> None:
    fields = {f for f in {*row.csl, *ready} if row.csl.get(f) != ready.get(f)}
    detail = {
        "before": {f: row.csl[f] for f in sorted(fields) if f in row.csl},
        "after": {f: ready[f] for f in sorted(fields) if f in ready},
    }
    known = identity_of(ready)
    _refuse_taken(row, known)
    row.csl = ready
    row.edited = timezone.now()
    for name in ("doi", "pmid", "isbn", "url", "alike"):
        setattr(row, name, getattr(known, name))
    describe(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # taken at this very moment
        _refuse_taken(row, known)
        raise ChangedMeanwhile(row.key) from error
    index_words([row], known=True)
    record("edit work", by=by, object_kind="work", object_id=row.key, detail=detail)


def _refuse_taken(row: Work, known: Identity) -> None:
    for name, label in FIELDS:
        value = getattr(known, name)
        if not value:
            continue
        other = Work.objects.filter(**{name: value}).exclude(pk=row.pk).first()
        merged = Alias.objects.filter(**{name: value}).exclude(work=row).first()
        if other or merged:
            key = other.key if other else merged.work.key if merged else ""
            raise IdentifierTaken(label, value, key)
