"""What a work's row says of its record: doubts, title, and the words that find it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from statim.references.doubts import doubts_of
from statim.references.identity import titled, year
from statim.references.models import Work
from statim.references.words import words_of

DESCRIBED = ("titled", "doubtful")


def describe(row: Work) -> None:
    """Set what follows from the record; not yet saved."""
    row.titled = titled(row.csl)
    row.doubtful = bool(doubts_of(row.csl))


_INSERT = "INSERT INTO references_word (work_id, word, weight, year) VALUES (%s, %s, %s, %s)"


def index_words(rows: Sequence[Work], *, known: bool) -> None:
    """Make saved rows findable by their words; `known` where they were findable before."""
    said = [
        (row.pk, word, weight, _year(row))
        for row in rows
        for word, weight in words_of(row.csl, row.key).items()
    ]
    with connection.cursor() as cursor:  # plain SQL: some twenty rows for each work
        if known:
            cursor.executemany(
                "DELETE FROM references_word WHERE work_id = %s", [(row.pk,) for row in rows]
            )
        cursor.executemany(_INSERT, said)


def _year(row: Work) -> int:
    said = int(year(row.csl) or 0)
    return said if 0 < said < 10_000 else 0
