"""Looks each online page through once: what it says without a source, which of its works carry a
notice, who stands behind it. Kept in a table, so that no list of the desk reads editions.

A follower of the record with a cursor in the database: at each publication, and each minute for
what another process published. A notice that comes or goes has its pages looked at again in the
transaction that brings it. The table can be made again from the record at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from statim.editions.document import Document
from statim.editions.folding import fold
from statim.editions.following import Mark, changed_after, current_editions, is_of_this_record, mark
from statim.editions.quality import site_policy, uncited_in
from statim.editorial.models import LookedThrough, LookedTo
from statim.editorial.resting import resting_on
from statim.references.notices import Notice
from statim.references.queries import notices_about

RULES = "2"  # raised when what is looked for changes
BATCH = 200  # editions


def catch_up() -> int:
    """Look at every page that changed since the cursor; how many those were. From the beginning
    where the rules changed or the record is another (a restored backup)."""
    done = 0
    while not_looked_at():
        with transaction.atomic():
            cursor = _held()
            topics, then = changed_after(_reached(cursor), BATCH)
            _look_at(topics)
            cursor.sequence, cursor.hash = then.sequence, then.hash
            cursor.withdrawals, cursor.made_with = then.withdrawals, _recipe()
            cursor.save(force_update=True)
        done += len(topics)
    return done


def look_again(topics: Sequence[str]) -> None:
    """Look at these topics' pages anew, within the caller's transaction."""
    _held()
    for start in range(0, len(topics), BATCH):
        _look_at(topics[start : start + BATCH])


def not_looked_at() -> int:
    """How many editions and withdrawals the table does not know yet. Two indexed reads."""
    cursor = LookedTo.objects.filter(id=1).first() or LookedTo()
    now = mark()
    here = Mark(cursor.sequence, cursor.hash, cursor.withdrawals)
    if here == now and cursor.made_with == _recipe():
        return 0
    reached = _reached(cursor)
    return now.sequence - reached.sequence + now.withdrawals - reached.withdrawals


def _held() -> LookedTo:
    """The cursor, held to the end of the transaction: one looks at a time, so that what was found
    before a notice came is never written after what was found with it."""
    return LookedTo.objects.select_for_update().get_or_create(id=1)[0]


def _reached(cursor: LookedTo) -> Mark:
    reached = Mark(cursor.sequence, cursor.hash, cursor.withdrawals)
    known = cursor.made_with == _recipe() and is_of_this_record(reached)
    return reached if known else Mark()


def _look_at(topics: Sequence[str]) -> None:
    documents = [page.document for page, _ in current_editions(topics)]
    said = iter(notices_about([item for each in documents for item in each.references]))
    rows = [_found_in(each, [next(said) for _ in each.references]) for each in documents]
    LookedThrough.objects.filter(topic__in=set(topics) - {row.topic for row in rows}).delete()
    LookedThrough.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["topic"],
        update_fields=[f.name for f in LookedThrough._meta.fields if f.name != "topic"],
    )


def _found_in(document: Document, notices: Sequence[Sequence[Notice]]) -> LookedThrough:
    uncited = [(each.statement, each.what) for each in uncited_in(document, site_policy())]
    noticed: list[dict[str, Any]] = [
        {"number": each.number, "work": each.work_title, "kind": each.notices[0].kind,
         "statements": len(each.statements)}
        for each in resting_on(document, notices)
    ]  # fmt: skip
    return LookedThrough(
        topic=document.topic.id, title=document.topic.title,
        title_key=fold(document.topic.title), uncited=uncited, uncited_count=len(uncited),
        noticed=noticed, noticed_count=len(noticed),
        people={"author": [person.name for person in document.authors],
                "reviewer": [person.name for person in document.reviewers]},
    )  # fmt: skip


def _recipe() -> str:
    """The rules, and the part of the site's policy that they read."""
    exempt = "\0".join(sorted(site_policy().exempt))
    return f"{RULES}:{hashlib.sha256(exempt.encode()).hexdigest()[:16]}"
