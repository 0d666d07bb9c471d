"""Keeping works and notices about works; printing references through what was printed before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import rfc8785
from django.db import IntegrityError, connection, transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.references.completing import as_used, completed
from statim.references.csl import render
from statim.references.errors import SourceNeeded
from statim.references.identifiers import with_normal_identifiers
from statim.references.identity import identity_of, same_work
from statim.references.items import tidy_item
from statim.references.keys import free_key, own_key, stem_of
from statim.references.models import Formatted, Work
from statim.references.models import Notice as NoticeRow
from statim.references.notices import Notice, names_of
from statim.references.queries import keys_of_stems, notice_rows, printed, rows_like

Json = dict[str, Any]
NoticeValues = tuple[Any, ...]


def keep_works(items: Sequence[Mapping[str, Any]], *, by: Actor) -> list[Json]:
    """Each item as the library keeps it, in order: found again, else added.

    A known work is completed where it lacks a field, never overwritten. Nothing new costs one
    query; no items cost none. One audit row tells of what was added and completed.
    """
    if not items:
        return []
    ready = [with_normal_identifiers(tidy_item(item)) for item in items]
    known = _Shelf(rows_like(identity_of(item) for item in ready))
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


class _Shelf:
    """The rows in question, by everything that they can be found by."""

    def __init__(self, rows: Iterable[Work]) -> None:
        self.by: dict[tuple[str, str], list[Work]] = {}
        for row in rows:
            self.put(row)

    def put(self, row: Work) -> None:
        names = ("doi", "pmid", "isbn", "url", "alike")
        for name in names:
            found = self.by.setdefault((name, getattr(row, name)), [])
            if row not in found:
                found.append(row)

    def row_for(self, item: Mapping[str, Any]) -> Work | None:
        for name, value in asdict(identity_of(item)).items():
            for row in self.by.get((name, value), []) if value else []:
                if same_work(row.csl, item):
                    return row
        return None

    def holds(self, name: str, value: str) -> bool:
        return bool(value and self.by.get((name, value)))


def _keep(ready: list[Json], by: Actor) -> list[Json]:
    shelf = _Shelf(rows_like(identity_of(item) for item in ready))
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
    Work.objects.bulk_create(new)
    if changed:
        Work.objects.bulk_update(
            changed.values(), ["csl", "doi", "pmid", "isbn", "url", "alike"], batch_size=200
        )
    _tell(new, fields, by)
    return [as_used(row.csl, row.key, item) for row, item in zip(kept, ready, strict=True)]


def _stems(items: Iterable[Mapping[str, Any]]) -> set[str]:
    stems = set()
    for item in items:
        stems.add(stem_of(item))
        if own := own_key(item):
            stems.add(own[1])
    return stems


def _new_row(item: Json, taken: set[str], shelf: _Shelf) -> Work:
    stem = stem_of(item)
    key = free_key(stem, taken)
    if (own := own_key(item)) and own[0] not in taken:
        key, stem = own
    return Work(key=key, stem=stem, csl={k: v for k, v in item.items() if k != "id"})


def _find_by(row: Work, shelf: _Shelf) -> None:
    """Set what the row is found by; an identifier that another row holds is left to that row."""
    for name, value in asdict(identity_of(row.csl)).items():
        if name == "alike" or value == getattr(row, name) or not shelf.holds(name, value):
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


def format_bibliography(items: Sequence[Mapping[str, Any]], style: str) -> list[str]:
    """Each item as printed in the style, in order; only what was never printed is formatted.

    Raises UnknownStyle or PandocFailed. No items cost no query.
    """
    if not items:
        return []
    recipe = render.recipe(style)
    contents = [_content(item) for item in items]
    known = printed(set(contents), recipe)
    missing = {c: item for c, item in zip(contents, items, strict=True) if c not in known}
    if missing:
        html = render.format_items(list(missing.values()), style)
        fresh = dict(zip(missing, html, strict=True))
        Formatted.objects.bulk_create(
            [Formatted(content=c, recipe=recipe, html=h) for c, h in fresh.items()],
            ignore_conflicts=True,
        )
        known |= fresh
    return [known[content] for content in contents]


def _content(item: Mapping[str, Any]) -> str:
    return hashlib.sha256(rfc8785.dumps(render.what_is_printed(item))).hexdigest()


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
