"""Which pages hold the words of a question, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from statim.search import engine, narrowing
from statim.search.asked import Asked
from statim.search.engine import Part, Query, stems
from statim.search.narrowing import Filters

# Tuned by `bench/relevance.py`. A short question names its topic: a word counts where it weighs
# most, and a little where else it stands. A long one that no page answers wholly is answered
# by what statements say: names count less, and points from names, headings and statements add up.
NAMES, HEADINGS, SHARE = 3.0, 1.5, 0.3
NAMES_OF_SOME = 0.5
# Words that stand side by side in the question and in the text mean more than the two apart
# (sequential dependence: Metzler and Croft, SIGIR 2005).
PAIR = 0.35
# Of two words that so many pages each hold, the pair says little and takes long to look for.
COMMON = 3000
LONG = 5  # telling words of a question that few pages will hold whole


@dataclass(frozen=True, slots=True)
class Pages:
    """The kept part of each page found, best first; how many in all; how many of the kept, the
    first ones, hold every word; `partly`: none does, these hold some."""

    kept: list[dict[str, Any]]
    total: int
    whole: int = 0
    partly: bool = False


def ranked(
    part: Part, asked: Asked, words: list[str], filters: Filters, limit: int, *, fill: bool = True
) -> Pages:
    """Pages that hold all words (stems), or else some, and are what filters and fields ask for.
    `fill`: under few that hold all of a long question, those that hold some. Raises Unusable."""
    asides = [
        *_phrases(asked.phrases),
        *narrowing.of_filters(filters),
        *narrowing.of_fields(asked.fields),
    ]
    if not words and not asked.fields:
        return Pages([], 0)
    each = [_holds(word) for word in words]
    found = part.ask(engine.every(*each, *asides), limit, count=True)
    enough = len(found.places) >= limit or len(words) < LONG or not fill
    if len(words) < 2 or (found.total and enough):
        return Pages(kept := found.kept, found.total, whole=len(kept))
    some = part.ask(engine.every(_some_of(part, words), *asides), limit, count=True)
    first = {kept["topic"]: kept for kept in found}
    merged = {**first, **{kept["topic"]: first.get(kept["topic"], kept) for kept in some}}
    total = max(found.total, len(merged)) if found.total else some.total
    return Pages(list(merged.values())[:limit], total, whole=len(first), partly=not found.total)


def _holds(word: str) -> Query:
    """The word in names, headings or statements."""
    return engine.best(
        [
            engine.boost(engine.term("names", word), NAMES),
            engine.boost(engine.term("headings", word), HEADINGS),
            engine.term("text", word),
        ],
        SHARE,
    )


def _some_of(part: Part, words: list[str]) -> Query:
    """Some of the words. One flat sum, because that is found in half the time of anything else."""
    each: list[Query] = []
    for word in words:
        each.append(engine.boost(engine.term("names", word), NAMES_OF_SOME))
        each.append(engine.boost(engine.term("headings", word), HEADINGS))
        each.append(engine.term("text", word))
    held = [part.held_by("text", word) for word in words]
    for two, by in zip(pairwise(words), pairwise(held), strict=True):
        if 0 < min(by) <= COMMON:
            each.append(engine.boost(engine.phrase("text", two), PAIR))
    return engine.some(*each)


def _phrases(phrases: Sequence[Sequence[str]]) -> list[Query]:
    return [
        engine.best([engine.phrase(field, stems(words)) for field in ("names", "text")])
        for words in phrases
    ]
