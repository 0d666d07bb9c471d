"""Filters and field words as queries of the index: they leave pages out, and order none but
those asked for by the words of a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from statim.search import engine
from statim.search.engine import Query, stems
from statim.search.entries import RED_FLAG
from statim.search.fields import LAST_DAY, Field


@dataclass(frozen=True, slots=True)
class Filters:
    """What is left out. `shelf`: others than this and those below; `since`: topics last
    reviewed before this day, written YYYYMMDD (0: none is left out); `flags`: topics without
    a red flag."""

    shelf: str = ""
    since: int = 0
    flags: bool = False

    def __bool__(self) -> bool:
        return bool(self.shelf or self.since or self.flags)


def of_filters(filters: Filters) -> list[Query]:
    """What a page must be to pass."""
    asides = []
    if filters.shelf:
        asides.append(engine.term("shelf", filters.shelf))
    if filters.since:
        asides.append(engine.between("reviewed", filters.since, LAST_DAY))
    if filters.flags:
        asides.append(engine.term("has", RED_FLAG))
    return [engine.score(aside, 0.0) for aside in asides]


def of_fields(fields: Sequence[Field]) -> list[Query]:
    """What a page must be to be what the field words ask for."""
    return [_QUERIES[field.name](field) for field in fields]


def of_lines(fields: Sequence[Field]) -> list[Query]:
    """What a statement must be, where the field words say something of statements."""
    named = {"cites": "cites", "has": "has"}
    return [
        engine.score(engine.term(named[field.name], field.terms[0]), 0.0)
        for field in fields
        if field.name in named
    ]


def _stemmed(index_field: str) -> Callable[[Field], Query]:
    def query(field: Field) -> Query:
        return engine.every(*(engine.term(index_field, word) for word in stems(field.words)))

    return query


def _exact(index_field: str) -> Callable[[Field], Query]:
    def query(field: Field) -> Query:
        return engine.score(engine.term(index_field, field.terms[0]), 0.0)

    return query


def _beginning(index_field: str) -> Callable[[Field], Query]:
    def query(field: Field) -> Query:
        return engine.score(
            engine.every(*(engine.begins(index_field, word) for word in field.words)), 0.0
        )

    return query


def _between(field: Field) -> Query:
    return engine.score(engine.between("reviewed", field.least, field.most), 0.0)


_QUERIES: dict[str, Callable[[Field], Query]] = {
    "title": _stemmed("titles"),
    "synonym": _stemmed("synonyms"),
    "heading": _stemmed("headings"),
    "specialty": _beginning("shelf_words"),
    "author": _beginning("people"),
    "reviewer": _beginning("reviewers"),
    "code": _exact("code"),
    "cites": _exact("cites"),
    "has": _exact("has"),
    "reviewed": _between,
}
