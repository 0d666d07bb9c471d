"""Searching: what the site, the command line and the 404 page ask. Nothing here writes.

The index answers; where there is none, or it fails, titles and synonyms are searched in the
database, so that search is never an error and never waits. What was asked is never logged.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from statim.editions.following import Stands, mark, standing_now
from statim.search import asked, finding, index, plain
from statim.search.engine import Unusable
from statim.search.finding import LINES, Filters, Hit, Line
from statim.search.suggesting import Suggestion
from statim.search.suggesting import suggest as by_names

__all__ = [
    "LINES", "Filters", "Found", "Hit", "Line", "Suggestion", "find", "holds_a_word", "nearest",
    "state_of_index", "suggest",
]  # fmt: skip

log = logging.getLogger(__name__)

WAIT = 0.3  # seconds that a results page waits for an edition just published


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a query. `plain`: only titles and synonyms were searched."""

    query: str
    hits: list[Hit]
    total: int
    partly: bool
    near: list[Suggestion]
    plain: bool


def find(
    query: str, *, limit: int = 20, lines: int = LINES, filters: Filters | None = None
) -> Found:
    """The best topics with the statements that match. Never an error, whatever the query."""
    filters = filters or Filters()
    question = asked.read(query)
    try:
        if here := index.current(wait=WAIT):
            results = finding.find(here, question, filters, limit=limit, lines=lines)
            return Found(
                query, results.hits, results.total, results.partly, results.near, plain=False
            )
    except Unusable as why:
        _lost(why)
    return _plainly(query, limit)


def suggest(query: str, *, limit: int = 8) -> list[Suggestion]:
    """Topics for what was typed so far, best first. Never an error."""
    question = asked.read(query)
    try:
        if here := index.current():
            return by_names(here.names, question.typed, limit)
    except Unusable as why:
        _lost(why)
    return [_suggestion(hit) for hit in _plainly(query, limit).hits]


def nearest(address: str, *, limit: int = 5) -> list[Stands]:
    """The topics most like the words of an address that leads nowhere, best first."""
    if near := suggest(address.replace("-", " "), limit=limit):
        return [suggestion.topic for suggestion in near]
    return list(standing_now(hit.topic for hit in plain.nearest(address, limit=limit)).values())


def holds_a_word(query: str) -> bool:
    """Whether there is anything to search for."""
    return bool(asked.read(query).typed)


def state_of_index() -> dict[str, int | str]:
    """`state` is current, behind or missing; `editions` is how far the index has come."""
    here = index.current()
    if here is None:
        return {"state": "missing", "editions": 0}
    said = "current" if here.reached == mark() else "behind"
    return {"state": said, "editions": here.reached.sequence}


def _plainly(query: str, limit: int) -> Found:
    found = plain.find(query, limit=limit)
    now = standing_now(hit.topic for hit in found.hits)
    hits = [
        Hit(now[hit.topic], "synonym" if hit.also else "title", hit.also, [])
        for hit in found.hits
        if hit.topic in now
    ]
    return Found(query, hits, found.total, partly=False, near=[], plain=True)


def _suggestion(hit: Hit) -> Suggestion:
    return Suggestion(hit.topic, hit.match, hit.also)


def _lost(why: Unusable) -> None:
    log.warning("%s; titles are searched instead", why)
    index.close()
