"""Results: the best topics for a question, and under each the statements that answer it.

Every word is asked for; where no page holds them all, pages that hold some of them are given and
said to be that. Statements come only from the edition that can be read now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from statim.editions.following import Stands, standing_now
from statim.search import engine, fusing
from statim.search import lines as statements
from statim.search.asked import Asked
from statim.search.cautions import Caution, cautions_on
from statim.search.engine import stems
from statim.search.index import Index
from statim.search.lines import Line
from statim.search.meanings import Meant, meant
from statim.search.narrowing import Filters
from statim.search.ranking import Pages, ranked
from statim.search.sense.close import Close
from statim.search.sense.near import DEPTH
from statim.search.suggesting import (
    ABBREVIATION,
    Suggestion,
    exactly,
    held_in,
    resembling,
    suggest,
)
from statim.search.words import normal, subject_of

LINES = 3  # statements shown under a topic: results must not become a way round the meter

HELD = 3  # topics named in a question that no page answers wholly: they come first


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found, why by its name (as in a suggestion; "" where by its text, `fusing.CLOSE`
    where by meaning alone), its lines, and what is known against works that it cites. `also` is
    the other name that was asked for."""

    topic: Stands
    match: str
    also: str
    lines: list[Line]
    cautions: list[Caution]

    @property
    def by_meaning(self) -> bool:
        """Whether meaning alone has found it: its page may hold none of the words."""
        return self.match == fusing.CLOSE


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. `partly`: no page holds every word, these hold some. `near`: topics
    whose names resemble the question, where nothing was found. `meanings`: what the question
    stands for, where it is an abbreviation of more than one thing."""

    hits: list[Hit]
    total: int
    partly: bool
    near: list[Suggestion]
    meanings: list[Meant]


Near = Callable[[], list[Close]]


def find(
    index: Index,
    asked: Asked,
    filters: Filters,
    *,
    limit: int,
    lines: int,
    near: Near | None = None,
) -> Results:
    """The best topics, at most `limit`, with at most `lines` statements each. `near` gives what
    is near in meaning, and is asked where no topic has that name; None: words alone.

    Raises Unusable.
    """
    narrow = bool(filters or asked.fields)
    stands_for = [] if asked.phrases or narrow else meant(index.names, asked.typed)
    named = [] if narrow else _named(index, asked, stands_for, limit)
    words = stems(asked.terms)
    most = max(limit, DEPTH) if near else limit
    pages = ranked(index.pages, asked, words, filters, most, fill=not (named or narrow))
    if not pages.kept and not named and not narrow:
        named = suggest(index.names, asked.typed, limit) if not asked.phrases else []
        named = [one for one in named if one.match != "typo"]
        pages = replace(pages, total=len(named))
    if pages.partly and named:  # the name was found whole: pages with one of its words are none
        pages = Pages([], len(named))
    exact = bool(named or asked.phrases or asked.fields)
    close = {} if exact or near is None else fusing.readable(index.pages, near(), filters)
    if not (named or narrow or asked.phrases):
        named = _about(index, asked, pages.partly)
    read, pages = pages.kept, _joined(pages, [*close])
    found = _merged(named, pages.kept)[:limit]
    hits = _hits(index, asked, found, read, words, close, lines)
    partly = pages.partly and bool(hits)
    return Results(
        hits=hits,
        total=max(pages.total, len(hits)),
        partly=partly,
        # no other name is meant where the question holds a topic's whole name
        near=[] if hits and (named or not partly) else _near(index, subject_of(asked.typed)),
        meanings=stands_for if len(stands_for) > 1 or not named else [],
    )


def _joined(pages: Pages, close: list[str]) -> Pages:
    """The pages with the topics near in meaning among them."""
    if not close:
        return pages
    kept = fusing.pages(pages.kept, close, whole=pages.whole)
    added = sum(fusing.CLOSE in page for page in kept)
    return Pages(kept, pages.total + added, pages.whole, partly=not pages.whole)


def _named(index: Index, asked: Asked, stands_for: list[Meant], limit: int) -> list[Suggestion]:
    """Topics of exactly that name; an abbreviation of one thing is one."""
    if asked.phrases:
        return []
    found = exactly(index.names, asked.typed, limit)
    if len(stands_for) == 1 and (topic := stands_for[0].topic):
        found.append(Suggestion(topic, ABBREVIATION, stands_for[0].short))
    return found


def _about(index: Index, asked: Asked, partly: bool) -> list[Suggestion]:
    """What a question is about: the topic of which an aspect is asked, or, where no page holds
    every word, those that it names."""
    if partly:
        return held_in(index.names, asked.typed, HELD)
    return exactly(index.names, subject_of(asked.typed), HELD)


def _near(index: Index, typed: list[str]) -> list[Suggestion]:
    """Names that resemble the whole question, or else its longest words one by one."""
    if near := resembling(index.names, typed, 5):
        return near
    found: dict[str, Suggestion] = {}
    for word in sorted(set(typed), key=len, reverse=True)[:4]:
        for one in suggest(index.names, [word], 2) if len(word) > 3 else []:
            found.setdefault(one.topic.topic, one)
    return list(found.values())[:5]


def _merged(named: list[Suggestion], kept: list[dict[str, Any]]) -> list[Suggestion]:
    """Topics by their whole name first, then by their text; those that can be read now."""
    merged: dict[str, Suggestion] = {}
    for one in named:
        merged.setdefault(one.topic.topic, one)
    now = standing_now(one["topic"] for one in kept)
    for page in kept:
        if topic := now.get(page["topic"]):
            match = fusing.CLOSE if fusing.CLOSE in page else ""
            merged.setdefault(topic.topic, Suggestion(topic, match, ""))
    return list(merged.values())


def _hits(
    index: Index,
    asked: Asked,
    found: list[Suggestion],
    read: list[dict[str, Any]],
    words: list[str],
    close: Mapping[str, Close],
    lines: int,
) -> list[Hit]:
    """The topics with their statements, and what is known against the works that they cite.
    `read`: what is kept of pages, where it was read already."""
    if not found:
        return []
    pages = {kept["topic"]: kept for kept in read}
    missing = [engine.term("key", t) for one in found if (t := one.topic.topic) not in pages]
    if missing:
        more = index.pages.ask(engine.some(*missing), len(missing))
        pages |= {kept["topic"]: kept for kept in more}
    own = [pages.get(one.topic.topic, {}) for one in found]
    current = [page.get("hash") == one.topic.hash for one, page in zip(found, own, strict=True)]
    against = cautions_on(
        [page["works"] if good else {} for page, good in zip(own, current, strict=True)]
    )
    topics = [one.topic for one in found]
    said = statements.best(index.lines, topics, asked, words, close, lines)
    typed = [word for one in asked.typed for word in normal(one)]
    return [
        Hit(
            topic=one.topic,
            match=one.match,
            also=one.also or (_because(typed, one.topic, page) if good else ""),
            lines=[statements.line(kept, words, cautions) for kept in some],
            cautions=cautions,
        )
        for one, page, good, some, cautions in zip(found, own, current, said, against, strict=True)
    ]


def _because(words: list[str], topic: Stands, page: dict[str, Any]) -> str:
    """The first other name of the topic that the question holds whole, or an abbreviation that
    the page explains, with its meaning; unless the question holds the title too."""
    if _within(normal(topic.title), words):
        return ""
    if name := next((name for name in page["also"] if _within(normal(name), words)), ""):
        return str(name)
    said = (f"{short}: {long}" for short, long in page["said"] if _within(normal(short), words))
    return next(said, "")


def _within(some: list[str], words: list[str]) -> bool:
    size = len(some)
    return bool(some) and any(words[at : at + size] == some for at in range(len(words) - size + 1))
