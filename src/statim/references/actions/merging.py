"""Making two works one, and saying of two that they are not one.

The dropped work's key leads to the kept one for ever, its record stays beside it, and whatever
finds the one finds the other. Drafts are rewritten by who joins the rooms; editions keep
their bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.references.actions.indexing import describe, index_words
from statim.references.completing import completed
from statim.references.errors import AlreadyOne
from statim.references.identity import identity_of
from statim.references.models import Alias, Apart, Work
from statim.references.queries import item_of, row_of
from statim.references.shelf import NAMES

Json = dict[str, Any]


def merge_works(keep: str, drop: str, *, drafts: Sequence[str] = (), by: Actor) -> Json:
    """Make `drop` one with `keep`: fields that the kept record lacks are taken over, none is
    overwritten. Returns the kept item.

    `drafts` are the topics whose drafts were rewritten with it, for the log. Raises NoSuchWork
    or AlreadyOne, with nothing written.
    """
    with transaction.atomic():
        kept, dropped = _both(keep, drop)
        former = Alias(
            key=dropped.key, stem=dropped.stem, work=kept, csl=dropped.csl,
            **{name: getattr(dropped, name) for name in NAMES},
        )  # fmt: skip
        _keep_known(former, dropped)
        Alias.objects.filter(work=dropped).update(work=kept)
        _keep_apart(kept, dropped)
        dropped.delete()
        former.save()
        fresh = _complete(kept, former.csl)
        record(
            "merge works", by=by, object_kind="work", object_id=kept.key,
            detail={"dropped": former.key, "record": former.csl, "completed": fresh,
                    "drafts": list(drafts)},
        )  # fmt: skip
        return item_of(kept)


def keep_apart(one: str, other: str, *, by: Actor) -> None:
    """Remember that two works are not the same, so that they are not offered for merging again.

    Raises NoSuchWork or AlreadyOne. Saying it twice changes nothing.
    """
    with transaction.atomic():
        first, second = sorted(_both(one, other), key=lambda row: row.pk)
        _, new = Apart.objects.get_or_create(one=first, other=second)
        if new:
            detail = {"other": second.key}
            record(
                "keep works apart", by=by, object_kind="work", object_id=first.key, detail=detail
            )


def _both(one: str, other: str) -> tuple[Work, Work]:
    """Both rows, held in one order whoever asks, as they stand once held.

    Where one was merged away while this waited, what is held is let go before the right one is
    asked for: whoever waits for more while holding some may wait in a ring.
    """
    while True:
        pks = {row_of(key).pk for key in (one, other)}
        before = transaction.savepoint()
        list(Work.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
        first, second = row_of(one), row_of(other)
        if {first.pk, second.pk} <= pks:
            break
        transaction.savepoint_rollback(before)
    if first.pk == second.pk:
        raise AlreadyOne(one, other)
    return first, second


def _keep_known(former: Alias, dropped: Work) -> None:
    """What the record says and another work held is remembered too: now it leads here."""
    for name in ("doi", "pmid", "isbn", "url"):
        if not getattr(former, name):
            setattr(former, name, getattr(identity_of(dropped.csl), name))


def _keep_apart(kept: Work, dropped: Work) -> None:
    """What was kept apart from the dropped work is kept apart from the kept one."""
    said = Apart.objects.filter(one=dropped) | Apart.objects.filter(other=dropped)
    for row in said:
        other = row.other_id if row.one_id == dropped.pk else row.one_id
        if other != kept.pk:
            first, second = sorted((kept.pk, other))
            Apart.objects.get_or_create(one_id=first, other_id=second)


def _complete(kept: Work, record_of_dropped: Json) -> list[str]:
    kept.csl, fresh = completed(kept.csl, record_of_dropped)
    known = identity_of(kept.csl)
    for name in NAMES:
        value = getattr(known, name)
        taken = name != "alike" and Work.objects.filter(**{name: value}).exclude(pk=kept.pk)
        if not (value and taken):
            setattr(kept, name, value)
    if fresh:
        kept.edited = timezone.now()
    describe(kept)
    kept.save()
    index_words([kept], known=True)
    return fresh
