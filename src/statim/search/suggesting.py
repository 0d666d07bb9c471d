"""As you type: topics by their names. Exact before beginning before words; titles before others.

What only resembles what was typed comes where nothing else was found, and is labelled so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio

from statim.editions.following import Stands, standing_now
from statim.search import engine
from statim.search.engine import Part
from statim.search.entries import TITLE
from statim.search.spelling import one_spelling
from statim.search.words import STOP, alternatives, words_of

CANDIDATES = 64  # names looked at; several may be of one topic
RESEMBLING = 200  # names compared letter by letter
WORDS = ("words_title", "words_other")
TYPO, ABBREVIATION = "typo", "abbreviation"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic, and why: `match` is title, synonym, abbreviation, code or typo; `also` is the
    name that matched, as written, where it is not the title."""

    topic: Stands
    match: str
    also: str


def suggest(names: Part, typed: list[str], limit: int) -> list[Suggestion]:
    """Topics for the words typed so far (folded), best first; likenesses only for want of others.

    Raises Unusable.
    """
    if not typed:
        return []
    return _checked(names.ask(by_name(typed), CANDIDATES), limit) or resembling(names, typed, limit)


def exactly(names: Part, typed: list[str], limit: int) -> list[Suggestion]:
    """Topics of which this is the whole name. Raises Unusable."""
    if not typed:
        return []
    return _checked(names.ask(engine.best(list(_exact(typed))), CANDIDATES), limit)


def held_in(names: Part, typed: list[str], limit: int) -> list[Suggestion]:
    """Topics whose whole name stands in the question, the longest name first. Raises Unusable."""
    found: list[engine.Query] = []
    for first in range(len(typed)):
        for last in range(first + 1, len(typed) + 1):
            span = typed[first:last]
            if not STOP.issuperset(span):
                points = 2.0 * len(span)
                found += (engine.score(q, points + 1 - n) for n, q in enumerate(_exact(span)))
    return _checked(names.ask(engine.best(found), limit), limit) if found else []


def resembling(names: Part, typed: list[str], limit: int) -> list[Suggestion]:
    """Topics whose names hold words a slip or two away from those typed. Raises Unusable."""
    return _checked(by_likeness(names, typed), limit, typo=True)


def by_likeness(names: Part, typed: list[str]) -> list[dict[str, Any]]:
    """The names that resemble what was typed, the likest first. Raises Unusable.

    Words of up to three letters are too short to tell a slip from another word: they count
    only in the comparison of the whole.
    """
    long = [word for word in typed if len(word) > 3]
    if not long:
        return []
    found: list[dict[str, Any]] = []
    # first as if the words that stand in any name were right, then as if one letter were wrong in
    # each, then two: what is likelier is also sooner looked for
    right = [word for word in long if _stands(names, word)]
    tried = [(right, 1)] if 0 < len(right) < len(long) else []
    for taken, slips in (*tried, ([], 1), ([], 2)):
        if found:
            break
        alike = (
            _whole(word, last=word == typed[-1])
            if word in taken
            else _like(word, slips, last=word == typed[-1])
            for word in long
        )
        found = names.ask(engine.every(*alike), RESEMBLING).kept
    whole = " ".join(typed)
    return sorted(found, key=lambda kept: (-_likeness(whole, kept["text"]), kept["text"]))


def by_name(typed: list[str]) -> engine.Query:
    """Six ranks, each four times the one below: whole name, its beginning, its words; each of
    a title before a synonym. Within a rank the shorter name comes first (`weight`)."""
    ranks = [*_exact(typed), *_beginning(typed), *_words(typed)]
    return engine.best(
        [engine.score(query, 4.0 ** (len(ranks) - place)) for place, query in enumerate(ranks)]
    )


def _wholes(typed: list[str]) -> list[str]:
    return sorted({" ".join(typed), " ".join(map(one_spelling, typed))})


def _exact(typed: list[str]) -> Iterator[engine.Query]:
    for side in ("title", "other"):
        yield engine.some(*(engine.term(f"whole_{side}", whole) for whole in _wholes(typed)))


def _beginning(typed: list[str]) -> Iterator[engine.Query]:
    for side in ("title", "other"):
        yield engine.some(*(engine.begins(f"whole_{side}", whole) for whole in _wholes(typed)))


def _words(typed: list[str]) -> Iterator[engine.Query]:
    for side in ("title", "other"):
        yield engine.every(
            *(
                engine.some(*(engine.begins(f"words_{side}", word) for word in alternatives(one)))
                for one in typed
            )
        )


def _stands(names: Part, word: str) -> bool:
    return any(names.held_by(field, word) for field in WORDS)


def _whole(word: str, *, last: bool) -> engine.Query:
    found = engine.begins if last else engine.term
    return engine.some(*(found(field, word) for field in WORDS))


def _like(word: str, slips: int, *, last: bool) -> engine.Query:
    slips = slips if len(word) > 5 else 1
    return engine.some(
        *(engine.resembles(field, word, distance=slips, prefix=last) for field in WORDS)
    )


def _likeness(whole: str, name: str) -> float:
    """How alike what was typed is to a name, or to as much of it as was typed."""
    folded = " ".join(words_of(name))
    return max(ratio(whole, folded) + 1, ratio(whole, folded[: len(whole)]))


def _checked(
    found: Iterable[dict[str, Any]], limit: int, *, typo: bool = False
) -> list[Suggestion]:
    """One for each topic that can be read now; a synonym is shown only of the current edition."""
    first: dict[str, dict[str, Any]] = {}
    for kept in found:
        first.setdefault(kept["topic"], kept)
        if len(first) == 2 * limit:
            break
    now = standing_now(first)
    return [
        _suggestion(now[topic], kept, typo=typo) for topic, kept in first.items() if topic in now
    ][:limit]


def _suggestion(topic: Stands, kept: dict[str, Any], *, typo: bool) -> Suggestion:
    also = kept["kind"] != TITLE and kept["hash"] == topic.hash
    return Suggestion(
        topic=topic,
        match=TYPO if typo else str(kept["kind"]) if also else TITLE,
        also=str(kept["text"]) if also else "",
    )
