"""Results: the best topics for a question, and under each the statements that answer it.

Every word is asked for; where no page holds them all, pages that hold some of them are given and
said to be that. Statements come only from the edition that can be read now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from statim.editions.following import Stands, standing_now
from statim.search import engine, narrowing
from statim.search.asked import Asked
from statim.search.cautions import Caution, cautions_on
from statim.search.engine import Part, Query, stems
from statim.search.index import Index
from statim.search.marking import Run, excerpt
from statim.search.meanings import Meant, meant
from statim.search.narrowing import Filters
from statim.search.suggesting import (
    ABBREVIATION,
    Suggestion,
    exactly,
    held_in,
    resembling,
    suggest,
)
from statim.search.words import normal, subject_of

READ = 16  # statements looked at for each topic, among which are its best
LINES = 3  # statements shown under a topic: results must not become a way round the meter

HELD = 3  # topics named in a question that no page answers wholly: they come first


@dataclass(frozen=True, slots=True)
class Weights:
    """What a word in a name weighs against one in a statement, and which share of its lesser
    points counts beside the best."""

    names: float
    share: float


# Tuned by `bench/relevance.py`. A short question names its topic; a long one, of which no page
# holds every word, is answered by what statements say, so that names count less there.
EVERY, SOME = Weights(names=3.0, share=0.3), Weights(names=0.5, share=0.6)


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference of a statement: its number on the page, the work's short name, and what is
    known against it (a kind of notice), or ""."""

    number: int
    name: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement that matches: its id, its references, its words in runs; whether it is a red
    flag."""

    id: str
    cited: list[Cited]
    runs: list[Run]
    red_flag: bool = False

    @property
    def numbers(self) -> list[int]:
        """The numbers of its references."""
        return [cited.number for cited in self.cited]


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found, why by its name (as in a suggestion; "" where by its text), its lines, and
    what is known against works that it cites. `also` is the other name that was asked for."""

    topic: Stands
    match: str
    also: str
    lines: list[Line]
    cautions: list[Caution]


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


@dataclass(frozen=True, slots=True)
class Pages:
    """The kept part of each page found, best first; how many in all; `partly` as in Results."""

    kept: list[dict[str, Any]]
    total: int
    partly: bool = False


def find(index: Index, asked: Asked, filters: Filters, *, limit: int, lines: int) -> Results:
    """The best topics, at most `limit`, with at most `lines` statements each. Raises Unusable."""
    narrow = bool(filters or asked.fields)
    stands_for = [] if asked.phrases or narrow else meant(index.names, asked.typed)
    named = [] if narrow else _named(index, asked, stands_for, limit)
    words = stems(asked.terms)
    pages = ranked(index.pages, asked, words, filters, limit)
    if not pages.kept and not named and not narrow:
        named = suggest(index.names, asked.typed, limit) if not asked.phrases else []
        named = [one for one in named if one.match != "typo"]
        pages = replace(pages, total=len(named))
    if pages.partly and named:  # the name was found whole: pages with one of its words are none
        pages = Pages([], len(named))
    if not (named or narrow or asked.phrases):
        named = _about(index, asked, pages.partly)
    hits = _hits(index, asked, _merged(named, pages.kept)[:limit], pages.kept, words, lines)
    partly = pages.partly and bool(hits)
    return Results(
        hits=hits,
        total=max(pages.total, len(hits)),
        partly=partly,
        near=[] if hits and not partly else _near(index, asked.typed),
        meanings=stands_for if len(stands_for) > 1 or not named else [],
    )


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
            merged.setdefault(topic.topic, Suggestion(topic, "", ""))
    return list(merged.values())


def ranked(part: Part, asked: Asked, words: list[str], filters: Filters, limit: int) -> Pages:
    """Pages that hold all words (stems), or else some, and are what filters and fields ask for.

    Raises Unusable.
    """
    asides = [
        *_phrases(asked.phrases),
        *narrowing.of_filters(filters),
        *narrowing.of_fields(asked.fields),
    ]
    if not words and not asked.fields:
        return Pages([], 0)
    each = [_holds(word, EVERY) for word in words]
    found = part.ask(engine.every(*each, *asides), limit, count=True)
    if found.total or len(words) < 2:
        return Pages(found.kept, found.total)
    each = [_holds(word, SOME) for word in words]
    found = part.ask(engine.every(engine.some(*each), *asides), limit, count=True)
    return Pages(found.kept, found.total, partly=True)


def _holds(word: str, weigh: Weights) -> Query:
    """The word in names, headings or statements."""
    return engine.best(
        [
            engine.boost(engine.term("names", word), weigh.names),
            engine.boost(engine.term("headings", word), 1.5),
            engine.term("text", word),
        ],
        weigh.share,
    )


def _phrases(phrases: Sequence[Sequence[str]]) -> list[Query]:
    return [
        engine.best([engine.phrase(field, stems(words)) for field in ("names", "text")])
        for words in phrases
    ]


def _hits(
    index: Index, asked: Asked, found: list[Suggestion], read: list[dict[str, Any]],
    words: list[str], lines: int,
) -> list[Hit]:  # fmt: skip
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
    said = best_lines(index.lines, [one.topic for one in found], asked, words, lines)
    return [
        Hit(
            topic=one.topic,
            match=one.match,
            also=one.also or (_because(asked, one.topic, page["also"]) if good else ""),
            lines=[_line(kept, words, cautions) for kept in some],
            cautions=cautions,
        )
        for one, page, good, some, cautions in zip(found, own, current, said, against, strict=True)
    ]


def _because(asked: Asked, topic: Stands, names: list[str]) -> str:
    """The first other name of the topic that the question holds whole, unless the question
    holds the title too."""
    words = [word for typed in asked.typed for word in normal(typed)]
    if _within(normal(topic.title), words):
        return ""
    return next((name for name in names if _within(normal(name), words)), "")


def _within(some: list[str], words: list[str]) -> bool:
    size = len(some)
    return bool(some) and any(words[at : at + size] == some for at in range(len(words) - size + 1))


def best_lines(
    part: Part, topics: list[Stands], asked: Asked, words: list[str], limit: int
) -> list[list[dict[str, Any]]]:
    """The kept part of each topic's best statements, at most `limit`: those first that say more
    than the words of its title. One question for all topics. Raises Unusable."""
    narrow = narrowing.of_lines(asked.fields)
    if not (words or narrow) or limit < 1:
        return [[] for _ in topics]
    queries = [_of_topic(topic, asked, words, narrow) for topic in topics]
    most = len(topics) * READ
    found = part.ask(engine.some(*queries), most)
    firsts = found.firsts(limit)
    said = [firsts.get(engine.number_of(topic.topic), []) for topic in topics]
    if len(found.places) == most:  # some may have been crowded out
        for place, some in enumerate(said):
            if len(some) < limit:
                said[place] = part.ask(queries[place], limit).kept
    return [
        [kept for kept in some if kept["hash"] == topic.hash]
        for topic, some in zip(topics, said, strict=True)
    ]


def _of_topic(topic: Stands, asked: Asked, words: list[str], narrow: list[Query]) -> Query:
    titled = {*stems(normal(topic.title))}  # every line of a page may say these
    each = [engine.boost(engine.term("text", w), 0.3 if w in titled else 1.0) for w in words]
    whole = [engine.boost(engine.phrase("text", stems(one)), 4.0) for one in asked.phrases]
    own = engine.score(engine.term("key", topic.topic), 0.0)
    return engine.every(own, *narrow, *([engine.some(*each, *whole)] if words else []))


def _line(kept: dict[str, Any], words: list[str], cautions: list[Caution]) -> Line:
    kinds = {one.number: one.kind for one in cautions}
    return Line(
        id=kept["id"],
        cited=[Cited(n, name, kinds.get(n, "")) for n, name in kept["cites"]],
        runs=excerpt(kept["text"], {*words}),
        red_flag=kept["flag"],
    )
