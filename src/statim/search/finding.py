"""Results: the best topics for a question, and under each the statements that answer it.

Every word is asked for; where no page holds them all, pages that hold some of them are given and
said to be that. Statements come only from the edition that can be read now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from statim.editions.following import Stands, standing_now
from statim.search import engine
from statim.search.asked import Asked
from statim.search.engine import stems
from statim.search.index import Index
from statim.search.marking import Run, excerpt
from statim.search.suggesting import Suggestion, exactly, resembling, suggest
from statim.search.words import normal

LINES = 3  # statements shown under a topic: results must not become a way round the meter


@dataclass(frozen=True, slots=True)
class Filters:
    """What is left out. `shelf`: others than this and those below; `since`: topics last
    reviewed before this day, written YYYYMMDD (0: none is left out)."""

    shelf: str = ""
    since: int = 0

    def __bool__(self) -> bool:
        return bool(self.shelf or self.since)


@dataclass(frozen=True, slots=True)
class Line:
    """A statement that matches: its id, the numbers of its references, its words in runs."""

    id: str
    numbers: list[int]
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found, why by its name (as in a suggestion; "" where by its text), its lines."""

    topic: Stands
    match: str
    also: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. `partly`: no page holds every word, these hold some. `near`: topics
    whose names resemble the question, where nothing was found."""

    hits: list[Hit]
    total: int
    partly: bool
    near: list[Suggestion]


def find(index: Index, asked: Asked, filters: Filters, *, limit: int, lines: int) -> Results:
    """The best topics, at most `limit`, with at most `lines` statements each. Raises Unusable."""
    named = [] if filters else _named(index, asked, limit)
    words = stems(asked.terms)
    kept, total, partly = _pages(index, asked, words, filters, limit)
    if not kept and not named and not filters:
        named = suggest(index.names, asked.typed, limit) if not asked.phrases else []
        named = [one for one in named if one.match != "typo"]
        total = len(named)
    if partly and named:  # the name was found whole: pages with one of its words are no answer
        kept, total, partly = [], len(named), False
    topics = _merged(named, kept)[:limit]
    hits = [
        Hit(topic, match, also, _lines(index, topic, words, asked.phrases, lines))
        for topic, match, also in topics
    ]
    near = [] if hits and not partly else resembling(index.names, asked.typed, 5)
    return Results(hits=hits, total=max(total, len(hits)), partly=partly and bool(hits), near=near)


def _named(index: Index, asked: Asked, limit: int) -> list[Suggestion]:
    return [] if asked.phrases else exactly(index.names, asked.typed, limit)


def _merged(named: list[Suggestion], kept: list[dict[str, Any]]) -> list[tuple[Stands, str, str]]:
    """Topics by their whole name first, then by their text; those that can be read now."""
    merged = {one.topic.topic: (one.topic, one.match, one.also) for one in named}
    now = standing_now(one["topic"] for one in kept)
    for one in kept:
        if topic := now.get(one["topic"]):
            merged.setdefault(topic.topic, (topic, "", ""))
    return list(merged.values())


def _pages(
    index: Index, asked: Asked, words: list[str], filters: Filters, limit: int
) -> tuple[list[dict[str, Any]], int, bool]:
    """(pages, how many in all, whether they hold only some of the words)."""
    if not words:
        return [], 0, False
    each = [_holds(word) for word in words]
    asides = [*_phrases(asked.phrases), *_filtered(filters)]
    found = index.pages.ask(engine.every(*each, *asides), limit, count=True)
    if found.total or len(words) == 1:
        return found.kept, found.total, False
    found = index.pages.ask(engine.every(engine.some(*each), *asides), limit, count=True)
    return found.kept, found.total, True


def _holds(word: str) -> engine.Query:
    """The word in names, headings or statements; most weight where a name holds it."""
    return engine.best(
        [
            engine.boost(engine.term("names", word), 3.0),
            engine.boost(engine.term("headings", word), 1.5),
            engine.term("text", word),
        ],
        0.3,
    )


def _phrases(phrases: Sequence[Sequence[str]]) -> list[engine.Query]:
    return [
        engine.best([engine.phrase(field, stems(words)) for field in ("names", "text")])
        for words in phrases
    ]


def _filtered(filters: Filters) -> list[engine.Query]:
    asides = []
    if filters.shelf:
        asides.append(engine.score(engine.term("shelf", filters.shelf), 0.0))
    if filters.since:
        asides.append(engine.score(engine.at_least("reviewed", filters.since), 0.0))
    return asides


def _lines(
    index: Index, topic: Stands, words: list[str], phrases: list[list[str]], limit: int
) -> list[Line]:
    """The topic's best statements: those first that say more than the words of its title."""
    if not words or limit < 1:
        return []
    titled = {*stems(normal(topic.title))}  # every line of a page may say these
    each = [engine.boost(engine.term("text", w), 0.3 if w in titled else 1.0) for w in words]
    whole = [engine.boost(engine.phrase("text", stems(phrase)), 4.0) for phrase in phrases]
    query = engine.every(
        engine.score(engine.term("key", topic.topic), 0.0), engine.some(*each, *whole)
    )
    marked = {*words}
    return [
        Line(kept["id"], kept["numbers"], excerpt(kept["text"], marked))
        for kept in index.lines.ask(query, limit).kept
        if kept["hash"] == topic.hash
    ]
