"""Finding works while somebody types: author, title words, year, DOI or PubMed id. Reads only.

Every word typed must begin a word of the work. Whole words come before beginnings, first
authors before titles, newer works before older. One indexed read for each word typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from statim.references.models import Work
from statim.references.notices import Notice
from statim.references.queries import item_of, notices_about
from statim.references.words import short_name, terms_of

Json = dict[str, Any]
Cursor = Any  # Django's own type of cursors says nothing

BROAD = 4000  # works that begin with one word: beyond, only the best places are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """A work as a list shows it; `item` is its CSL record, `notices` what stands about it."""

    key: str
    name: str
    item: Json
    doubtful: bool
    notices: tuple[Notice, ...]


def find_works(query: str, limit: int = 12) -> list[Found]:
    """The works that hold every word typed, the best first; none for an empty query."""
    return as_found(find_keys(query, limit))


def find_keys(query: str, limit: int | None = None) -> list[int]:
    """The numbers of their rows, the best first; a broad query finds at most some thousands."""
    terms = terms_of(query)
    if not terms:
        return []
    with connection.cursor() as cursor:
        sizes = {term: _size(cursor, term) for term in terms}
        rarest, *others = sorted(terms, key=sizes.__getitem__)
        scores = _first(cursor, rarest)
        for term in others:
            scores = _narrowed(cursor, term, scores)
    best = sorted(scores, key=lambda pk: (scores[pk][0], -scores[pk][1], -pk))
    return best[:limit]


def as_found(pks: Sequence[int]) -> list[Found]:
    """These rows, in this order, with their notices."""
    rows = Work.objects.in_bulk(list(pks))
    kept = [rows[pk] for pk in pks if pk in rows]
    items = [item_of(row) for row in kept]
    return [
        Found(row.key, short_name(item), item, row.doubtful, tuple(notices))
        for row, item, notices in zip(kept, items, notices_about(items), strict=True)
    ]


Scores = dict[int, tuple[int, int]]  # a row's number to its score (low is good) and its year

_RANK = "2 * weight + CASE WHEN word = %s THEN 0 ELSE 1 END"


def _begins(term: str) -> tuple[str, list[str]]:
    """The condition that a word begins so, as each database's index answers it."""
    if connection.vendor == "postgresql":
        escaped = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return "word LIKE %s", [f"{escaped}%"]
    return "word >= %s AND word < %s", [term, f"{term}\U0010ffff"]


def _size(cursor: Cursor, term: str) -> int:
    condition, values = _begins(term)
    cursor.execute(
        f"SELECT COUNT(*) FROM (SELECT 1 FROM references_word WHERE {condition} LIMIT %s) some",
        [*values, BROAD],
    )
    return int(cursor.fetchone()[0])


def _first(cursor: Cursor, term: str) -> Scores:
    condition, values = _begins(term)
    cursor.execute(
        f"SELECT work_id, MIN(place), MAX(year) FROM (SELECT work_id, year, {_RANK} AS place"
        f" FROM references_word WHERE {condition} ORDER BY place LIMIT %s) best GROUP BY work_id",
        [term, *values, BROAD],
    )
    return {pk: (place, year) for pk, place, year in cursor.fetchall()}


def _narrowed(cursor: Cursor, term: str, scores: Scores) -> Scores:
    """Those among the works that hold this word too, its place added."""
    condition, values = _begins(term)
    kept: Scores = {}
    pks = list(scores)
    for start in range(0, len(pks), 500):
        batch = pks[start : start + 500]
        marks = ", ".join(["%s"] * len(batch))
        cursor.execute(
            f"SELECT work_id, MIN({_RANK}) FROM references_word"
            f" WHERE work_id IN ({marks}) AND {condition} GROUP BY work_id",
            [term, *batch, *values],
        )
        for pk, place in cursor.fetchall():
            kept[pk] = (scores[pk][0] + place, scores[pk][1])
    return kept
