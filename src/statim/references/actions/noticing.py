"""Keeping what sources say of works: retractions, concerns, corrections, reinstatements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.references.errors import SourceNeeded
from statim.references.models import Notice as NoticeRow
from statim.references.notices import Notice, names_of
from statim.references.queries import notice_rows

NoticeValues = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a new list changed: how many notices came and went, and the names ("doi:…", "pmid:…")
    of the works about which the source now says something else."""

    added: int
    gone: int
    works: frozenset[str]


def replace_notices(notices: Sequence[Notice], *, source: str, by: Actor) -> Replaced:
    """Make these the notices of their source, in place of all that it said before.

    Only what differs is written. Raises SourceNeeded. One audit row where anything changed.
    """
    source = source.strip()
    if not source or len(source) > 100:
        raise SourceNeeded
    with transaction.atomic():
        wanted = Counter(_notice_row(notice, source) for notice in notices)
        kept = notice_rows(source)
        gone = _left_over(kept, wanted)
        new = list(wanted.elements())
        for start in range(0, len(gone), 500):
            NoticeRow.objects.filter(pk__in=gone[start : start + 500]).delete()
        _insert(new)
        works = _named(new) | _named([kept[pk] for pk in gone])
        if new or gone:
            counts = {"listed": len(notices), "added": len(new), "gone": len(gone)}
            record(
                "load notices", by=by, object_kind="notices", object_id=source,
                detail={**counts, "works": len(works)},
            )  # fmt: skip
    return Replaced(added=len(new), gone=len(gone), works=works)


def _notice_row(notice: Notice, source: str) -> NoticeValues:
    """A notice as a row of `queries.NOTICE`."""
    n = notice
    reasons = ";".join(n.reasons)
    return (n.kind, n.doi, n.pmid, n.day, n.notice_doi, n.notice_pmid, reasons, n.place, source)


def _left_over(kept: Mapping[int, NoticeValues], wanted: Counter[NoticeValues]) -> list[int]:
    """The rows that are wanted no more; those that are, are taken off what is wanted."""
    gone = []
    for pk, row in kept.items():
        if wanted[row] > 0:
            wanted[row] -= 1
        else:
            gone.append(pk)
    return gone


_INSERT = (  # plain SQL: a whole list is 60,000 rows, and objects take four times as long
    "INSERT INTO references_notice"
    " (kind, doi, pmid, day, notice_doi, notice_pmid, reasons, place, source)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def _insert(rows: Sequence[NoticeValues]) -> None:
    """Rows of `queries.NOTICE`, in its order."""
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)


def _named(rows: Iterable[NoticeValues]) -> frozenset[str]:
    return frozenset(name for row in rows for name in names_of(row[1], row[2]))
