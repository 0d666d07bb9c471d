"""The words that editors keep, read: for the index that follows them, and for lists of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from statim.search.entries import Short
from statim.search.models import Meaning, State, Synonym, WordChange
from statim.search.words import words_of

AT_ONCE = 500


def folded_words(written: str) -> str:
    """Words as they are compared: one space between, no case, no accents."""
    return " ".join(words_of(written))


@dataclass(frozen=True, slots=True)
class WordMark:
    """How far the log of changes has come."""

    sequence: int = 0
    token: str = ""


def mark() -> WordMark:
    """Where the log stands now: one indexed read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, token FROM search_wordhead WHERE id = 1")
        row = cursor.fetchone()
    return WordMark(*row) if row else WordMark()


def is_of_this_log(reached: WordMark) -> bool:
    """Whether this site's log once stood there and still knows it."""
    if reached.sequence == 0:  # unless the log has forgotten its beginning meanwhile
        return mark().sequence == 0 or WordChange.objects.filter(sequence=1).exists()
    said = WordChange.objects.filter(sequence=reached.sequence).values_list("token", flat=True)
    return said.first() == reached.token


def changed_after(reached: WordMark, limit: int) -> tuple[set[str], set[str], WordMark]:
    """(topics, folded abbreviations) of the next changes after the mark, and the mark reached."""
    rows = WordChange.objects.filter(sequence__gt=reached.sequence).order_by("sequence")[:limit]
    topics: set[str] = set()
    shorts: set[str] = set()
    for row in rows:
        reached = WordMark(row.sequence, row.token)
        topics |= {row.topic} - {""}
        shorts |= {row.short} - {""}
    return topics, shorts, reached


def names_added_to(topics: Collection[str]) -> dict[str, list[str]]:
    """Topic id to the synonyms in use that editors keep for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in _batches(topics):
        rows = Synonym.objects.filter(topic__in=some, state=State.IN_USE)
        for topic, words in rows.values_list("topic", "words"):
            found[topic].append(words)
    return found


def shorts_leading_to(topics: Collection[str]) -> dict[str, list[str]]:
    """Topic id to the abbreviations of which it is a meaning by an editor's word."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in _batches(topics):
        rows = Meaning.objects.filter(topic__in=some, state=State.IN_USE)
        for topic, short in rows.values_list("topic", "short"):
            found[topic].append(short)
    return found


def shorts(folded: Collection[str] | None = None) -> list[Short]:
    """These abbreviations, also those without a meaning in use; None: all that have one."""
    rows = Meaning.objects.filter(state=State.IN_USE).order_by("folded_short", "folded")
    if folded is not None:
        rows = rows.filter(folded_short__in=folded)
    found: dict[str, list[tuple[str, str, str]]] = {one: [] for one in folded or ()}
    for own, *meaning in rows.values_list("folded_short", "short", "words", "topic"):
        found.setdefault(own, []).append((meaning[0], meaning[1], meaning[2]))
    return [Short(own, meanings) for own, meanings in found.items()]


def _batches(topics: Collection[str]) -> Iterable[list[str]]:
    listed = sorted(topics)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


@dataclass(frozen=True, slots=True)
class Kept:
    """A synonym (`short` is "") or a meaning of an abbreviation, as lists show it."""

    number: int
    short: str
    words: str
    topic: str
    source: str
    by_name: str
    state: str
    changed: datetime


_SYNONYM = ("pk", "words", "topic", "source", "by_name", "state", "changed")


def synonyms(
    *, like: str = "", topic: str = "", source: str = "", state: str = State.IN_USE,
    limit: int = 200, offset: int = 0,
) -> tuple[list[Kept], int]:  # fmt: skip
    """(one page of the synonyms that editors keep, how many in all); `like`: words they hold,
    `state` "" for both."""
    rows = _chosen(Synonym.objects.all(), topic, source, state)
    for word in words_of(like):
        rows = rows.filter(folded__contains=word)
    shown = rows.order_by("folded", "topic").values_list(*_SYNONYM)[offset : offset + limit]
    return [Kept(row[0], "", *row[1:]) for row in shown], rows.count()


def meanings(
    *, like: str = "", topic: str = "", source: str = "", state: str = State.IN_USE,
    limit: int = 200, offset: int = 0,
) -> tuple[list[Kept], int]:  # fmt: skip
    """The same for abbreviations, one row for each meaning; `like`: an abbreviation that begins
    so, or words of a meaning."""
    rows = _chosen(Meaning.objects.all(), topic, source, state)
    if folded := folded_words(like):
        rows = rows.filter(Q(folded_short__startswith=folded) | Q(folded__contains=folded))
    fields = ("pk", "short", *_SYNONYM[1:])
    shown = rows.order_by("folded_short", "folded").values_list(*fields)[offset : offset + limit]
    return [Kept(*row) for row in shown], rows.count()


def _chosen(rows: Any, topic: str, source: str, state: str) -> Any:
    asked = {"topic": topic, "source": source, "state": state}
    return rows.filter(**{name: value for name, value in asked.items() if value})


def sources() -> list[str]:
    """Every list from which words in use come, by name; editors' own are left out."""
    found: set[str] = set()
    for model in (Synonym, Meaning):
        rows = model._default_manager.filter(state=State.IN_USE).exclude(source="editor")
        found |= set(rows.order_by().values_list("source", flat=True).distinct())
    return sorted(found)
