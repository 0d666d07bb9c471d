"""Finding works while somebody types: author, title words, year, DOI or PubMed id. Reads only.

Every word typed must begin a word of the work. Whole words come before beginnings, first
authors before titles, newer works before older. One indexed read for each word typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from statim.references.models import Work
from statim.references.notices import Notice
from statim.references.queries import item_of, notices_about
from statim.references.words import WEIGHTS, container_of, short_name, terms_of, title_of

Json = dict[str, Any]

BROAD = 1000  # works that hold one word: beyond, only those where it weighs most are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """A work as a list shows it; `item` is its CSL record, `notices` what stands about it,
    `container` the journal, book or publisher."""

    key: str
    name: str
    title: str
    container: str
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
        found = sorted(((_places(cursor, term), term) for term in terms), key=lambda f: len(f[0]))
        (scores, _), *others = found
        for some, term in others:
            places = some if len(some) < BROAD else _among(cursor, term, scores)
            scores = {
                pk: (place + places[pk][0], year)
                for pk, (place, year) in scores.items()
                if pk in places
            }
    best = sorted(scores, key=lambda pk: (scores[pk][0], -scores[pk][1], -pk))
    return best[:limit]


def as_found(pks: Sequence[int]) -> list[Found]:
    """These rows, in this order, with their notices."""
    rows = Work.objects.in_bulk(list(pks))
    kept = [rows[pk] for pk in pks if pk in rows]
    items = [item_of(row) for row in kept]
    said = zip(kept, items, notices_about(items), strict=True)
    return [
        Found(
            key=row.key,
            name=short_name(item),
            title=title_of(item),
            container=container_of(item),
            item=item,
            doubtful=row.doubtful,
            notices=tuple(notices),
        )
        for row, item, notices in said
    ]


Cursor = Any  # Django's own type of cursors says nothing
Scores = dict[int, tuple[int, int]]  # a row's number to its score (low is good) and its year


# The same two questions in the words of each database. PostgreSQL has an index for LIKE.
_PLACES = {
    "sqlite": "SELECT work_id, year, word FROM references_word"
    " WHERE weight = %s AND word >= %s AND word < %s ORDER BY word LIMIT %s",
    "postgresql": "SELECT work_id, year, word FROM references_word"
    " WHERE weight = %s AND word LIKE %s ORDER BY word LIMIT %s",
}
_AMONG = {
    "sqlite": "SELECT work_id, 0, word, weight FROM references_word"
    " WHERE work_id IN (SELECT value FROM json_each(%s)) AND word >= %s AND word < %s",
    "postgresql": "SELECT work_id, 0, word, weight FROM references_word"
    " WHERE work_id IN (SELECT value::bigint FROM json_array_elements_text(%s::json))"
    " AND word LIKE %s",
}


def _begins(term: str) -> list[str]:
    """The values that say, in the words of the database, that a word begins so."""
    if connection.vendor == "postgresql":
        return [re.sub(r"([\\%_])", r"\\\1", term) + "%"]
    return [term, f"{term}\U0010ffff"]


def _places(cursor: Cursor, term: str) -> Scores:
    """The works with a word that begins so, those of weight first, until there are BROAD."""
    found: Scores = {}
    for weight in WEIGHTS:
        values = [weight, *_begins(term), BROAD - len(found)]
        cursor.execute(_PLACES[connection.vendor], values)
        _take(found, term, ((*row, weight) for row in cursor.fetchall()))
        if len(found) >= BROAD:
            break
    return found


def _among(cursor: Cursor, term: str, works: Collection[int]) -> Scores:
    """Those of the works with a word that begins so."""
    found: Scores = {}
    cursor.execute(_AMONG[connection.vendor], [json.dumps(list(works)), *_begins(term)])
    _take(found, term, cursor.fetchall())
    return found


def _take(found: Scores, term: str, rows: Iterable[tuple[int, int, str, int]]) -> None:
    for pk, year, word, weight in rows:
        place = 2 * weight + (word != term)
        if pk not in found or place < found[pk][0]:
            found[pk] = (place, year)
