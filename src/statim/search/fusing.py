"""Two lists made one: topics found by words, and topics near in meaning. Pure but for one query.

By reciprocal rank (Cormack, Clarke and Büttcher 2009): what either list has near its top comes
first, and what both have before that. No page that holds every word stands below one that does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from statim.editions.following import standing_now
from statim.search import engine, narrowing
from statim.search.engine import Part
from statim.search.narrowing import Filters
from statim.search.sense.close import Close

CLOSE = "close"  # the match of a topic that meaning alone has found
BESIDE = 5  # topics near in meaning that are added where pages hold every word
MOST_LINES = 500  # statements of one topic that are looked through for those near in meaning
# The constant of reciprocal rank: the greater, the less the first places weigh. Tuned by
# `bench/relevance.py`, as the depth (`near.DEPTH`) and the floor (`asking.FLOOR`).
FLATTENS = 10


def fused(words: Sequence[str], meaning: Sequence[str]) -> list[str]:
    """Both lists as one, each without repetition; of two that weigh the same, words' first."""
    points: dict[str, float] = {}
    for listed in (words, meaning):
        for place, one in enumerate(listed, start=1):
            points[one] = points.get(one, 0.0) + 1 / (FLATTENS + place)
    return sorted(points, key=lambda one: -points[one])


def readable(part: Part, close: Sequence[Close], filters: Filters) -> dict[str, Close]:
    """Those whose vectors are of the edition that can be read now, and that the filters let
    through. Raises Unusable."""
    now = standing_now(one.topic for one in close)
    kept = [one for one in close if one.topic in now and now[one.topic].hash == one.edition]
    if filters and kept:
        each = engine.some(*(engine.term("key", one.topic) for one in kept))
        let = part.ask(engine.every(each, *narrowing.of_filters(filters)), len(kept)).kept
        through = {page["topic"] for page in let}
        kept = [one for one in kept if one.topic in through]
    return {one.topic: one for one in kept}


def pages(
    kept: Sequence[dict[str, Any]], close: Sequence[str], *, whole: int
) -> list[dict[str, Any]]:
    """The kept part of pages in one order; a topic of meaning alone is marked so. `whole`: so
    many of the pages, the first, hold every word, and stay before the others."""
    held = {page["topic"]: page for page in kept}
    order = fused([*held], close)
    if whole:
        first = {*list(held)[:whole]}
        beside = {*[topic for topic in order if topic not in held][:BESIDE]}
        rest = [topic for topic in order if topic in beside or topic in held.keys() - first]
        order = [*(topic for topic in order if topic in first), *rest]
    return [held.get(topic) or {"topic": topic, CLOSE: True} for topic in order]


def lines(
    part: Part, topic: str, kept: Sequence[dict[str, Any]], close: Sequence[str], limit: int
) -> list[dict[str, Any]]:
    """The kept part of a topic's statements, those of its words and those near in meaning as one
    list. Raises Unusable."""
    known = {one["id"]: one for one in kept}
    order = fused([*known], close[:limit])[:limit]
    if any(one not in known for one in order):
        asked = engine.term("key", topic)
        known = {one["id"]: one for one in part.ask(asked, MOST_LINES).kept} | known
    return [known[one] for one in order if one in known]
