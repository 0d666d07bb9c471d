"""Reading the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q

from statim.references.errors import NoSuchWork
from statim.references.identity import Identity
from statim.references.models import Formatted, Work

Json = dict[str, Any]

AT_ONCE = 150  # SQLite takes some thousand values in one statement


def works() -> Iterator[Json]:
    """Every work as a CSL item, by key."""
    for row in Work.objects.order_by("key").iterator(chunk_size=1000):
        yield item_of(row)


def work(key: str) -> Json:
    """One work as a CSL item. Raises NoSuchWork."""
    row = Work.objects.filter(key=key).first()
    if row is None:
        raise NoSuchWork(key)
    return item_of(row)


def works_with_keys(keys: Collection[str]) -> dict[str, Json]:
    """The works among these keys, by key; unknown ones are left out."""
    rows = Work.objects.filter(key__in=list(keys)) if keys else []
    return {row.key: item_of(row) for row in rows}


def all_keys() -> set[str]:
    """The key of every work."""
    return set(Work.objects.values_list("key", flat=True))


def item_of(row: Work) -> Json:
    """A row as a CSL item: the library's key is its id."""
    return {"id": row.key, **{k: v for k, v in row.csl.items() if k != "id"}}


def rows_like(identities: Iterable[Identity]) -> list[Work]:
    """Every row that shares an identifier or its likeness with one of these: one query a batch."""
    found: dict[int, Work] = {}
    sought = list(identities)
    for start in range(0, len(sought), AT_ONCE):
        if condition := _any_of(sought[start : start + AT_ONCE]):
            found |= {row.pk: row for row in Work.objects.filter(condition)}
    return list(found.values())


def _any_of(identities: list[Identity]) -> Q:
    condition = Q()
    for name in ("doi", "pmid", "isbn", "url", "alike"):
        if values := {value for i in identities if (value := getattr(i, name))}:
            condition |= Q(**{f"{name}__in": sorted(values)})
    return condition


def keys_of_stems(stems: Collection[str]) -> set[str]:
    """Every key in use that starts with one of these stems."""
    taken: set[str] = set()
    listed = sorted(stems)
    for start in range(0, len(listed), AT_ONCE):
        rows = Work.objects.filter(stem__in=listed[start : start + AT_ONCE])
        taken |= set(rows.values_list("key", flat=True))
    return taken


def printed(contents: Collection[str], recipe: str) -> dict[str, str]:
    """What was already printed of these hashes by this recipe."""
    found: dict[str, str] = {}
    listed = sorted(contents)
    for start in range(0, len(listed), AT_ONCE):
        rows = Formatted.objects.filter(recipe=recipe, content__in=listed[start : start + AT_ONCE])
        found |= dict(rows.values_list("content", "html"))
    return found
