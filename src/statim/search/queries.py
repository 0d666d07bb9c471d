"""Searching: what the site, the command line and the 404 page ask; and the words that editors
keep. Nothing here writes.

The index answers; where there is none, or it fails, titles and synonyms are searched in the
database, so that search is never an error and never waits. What was asked is never logged.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from statim.editions.following import Stands, standing_now
from statim.editions.queries import latest_of_topic, names_at, published_among
from statim.search import asked, cursor, finding, index, plain, tables
from statim.search.asked import Asked
from statim.search.engine import Unusable
from statim.search.entries import TITLE
from statim.search.errors import BadTable, NoSuchTopic, NoWords, TooLong
from statim.search.finding import LINES, Hit
from statim.search.lines import Line
from statim.search.meanings import Meant, meant
from statim.search.models import LONGEST_SHORT, LONGEST_WORDS
from statim.search.narrowing import Filters
from statim.search.sense import near
from statim.search.suggesting import ABBREVIATION, Suggestion, exactly, held_in
from statim.search.suggesting import suggest as by_names
from statim.search.tables import Row
from statim.search.vocabulary import Kept, folded_words, meanings, sources, synonyms

__all__ = [
    "LINES", "Filters", "Found", "Hit", "Kept", "Line", "Meant", "Offer", "Suggestion",
    "export_table", "find", "holds_a_word", "meanings", "nearest", "offer", "sources",
    "state_of_index", "suggest", "synonyms",
]  # fmt: skip

log = logging.getLogger(__name__)

WAIT = 0.3  # seconds that a results page waits for an edition just published
SEARCHES = 3  # meanings without a page that are offered as you type


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a query. `plain`: only titles and synonyms were searched. `notes`: what
    was not understood, in words; `asked_fields`: the question named fields."""

    query: str
    hits: list[Hit]
    total: int
    partly: bool
    near: list[Suggestion]
    plain: bool
    meanings: list[Meant] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked_fields: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """As you type: topics, and meanings of an abbreviation that have no page here."""

    topics: list[Suggestion]
    searches: list[Meant]


def find(
    query: str, *, limit: int = 20, lines: int = LINES, filters: Filters | None = None
) -> Found:
    """The best topics with the statements that match. Never an error, whatever the query."""
    filters = filters or Filters()
    question = asked.read(query)
    try:
        if here := index.current(wait=WAIT):
            close = (lambda: near.close_to(asked.plain(query))) if near.is_on() else None
            results = finding.find(here, question, filters, limit=limit, lines=lines, near=close)
            return Found(
                query, results.hits, results.total, results.partly, results.near, plain=False,
                meanings=results.meanings, notes=question.notes, asked_fields=bool(question.fields),
            )  # fmt: skip
    except Unusable as why:
        _lost(why)
    return _plainly(query, question, limit)


def suggest(query: str, *, limit: int = 8) -> list[Suggestion]:
    """Topics for what was typed so far, best first. Never an error."""
    return offer(query, limit=limit).topics


def named_in(words: str, *, limit: int = 5) -> list[Suggestion]:
    """Topics of which the words are the whole name; else those whose whole name stands in them,
    the longest first. Never an error, and never a likeness."""
    question = asked.read(words)
    try:
        if here := index.current():
            return exactly(here.names, question.typed, limit) or held_in(
                here.names, question.typed, limit
            )
    except Unusable as why:
        _lost(why)
    return []


def offer(query: str, *, limit: int = 8) -> Offer:
    """Topics for what was typed so far, best first; where it is an abbreviation, its meanings.
    Never an error."""
    question = asked.read(query)
    try:
        if here := index.current():
            found = by_names(here.names, question.typed, limit)
            return _with_meanings(found, meant(here.names, question.typed), limit)
    except Unusable as why:
        _lost(why)
    return Offer([_suggestion(hit) for hit in _plainly(query, question, limit).hits], [])


def _with_meanings(found: list[Suggestion], stands_for: list[Meant], limit: int) -> Offer:
    """A topic of exactly that title first, then meanings that have a page, then the others."""
    searches = [one for one in stands_for if one.topic is None][:SEARCHES]
    pages = [Suggestion(one.topic, ABBREVIATION, one.short) for one in stands_for if one.topic]
    shorts = {folded_words(one.short) for one in stands_for}
    titled = [
        one for one in found if one.match == TITLE and folded_words(one.topic.title) in shorts
    ]
    # a page that only explains the abbreviation is what there is where none is about its meaning
    explain = [
        Suggestion(one.said_on, ABBREVIATION, f"{one.short}: {one.words}")
        for one in stands_for
        if one.topic is None and one.said_on
    ]
    merged: dict[str, Suggestion] = {}
    likely = [one for one in found if not (stands_for and one.match == "typo")]
    for one in (*titled, *pages, *explain, *likely):
        merged.setdefault(one.topic.topic, one)
    return Offer(list(merged.values())[: limit - len(searches)], searches)


def nearest(address: str, *, limit: int = 5) -> list[Stands]:
    """The topics most like the words of an address that leads nowhere, best first."""
    if near := suggest(address.replace("-", " "), limit=limit):
        return [suggestion.topic for suggestion in near]
    return list(standing_now(hit.topic for hit in plain.nearest(address, limit=limit)).values())


def holds_a_word(query: str) -> bool:
    """Whether there is anything to search for."""
    question = asked.read(query)
    return bool(question.typed or question.fields)


def state_of_index() -> dict[str, int | str]:
    """`state` is current, behind or missing; `editions` is how far the index has come; `meaning`
    how the vectors are, where searching by meaning is on."""
    here = index.current()
    meaning = {"meaning": near.state()} if near.is_on() else {}
    if here is None:
        return {"state": "missing", "editions": 0, **meaning}
    said = "current" if here.reached == cursor.now() else "behind"
    return {"state": said, "editions": here.reached.record.sequence, **meaning}


def _plainly(query: str, question: Asked, limit: int) -> Found:
    words = " ".join([*question.typed, *(word for one in question.fields for word in one.words)])
    found = plain.find(words, limit=limit)
    now = standing_now(hit.topic for hit in found.hits)
    hits = [
        Hit(now[hit.topic], "synonym" if hit.also else "title", hit.also, [], [])
        for hit in found.hits
        if hit.topic in now
    ]
    return Found(query, hits, found.total, partly=False, near=[], plain=True, notes=question.notes)


def _suggestion(hit: Hit) -> Suggestion:
    return Suggestion(hit.topic, hit.match, hit.also)


def _lost(why: Unusable) -> None:
    log.warning("%s; titles are searched instead", why)
    index.close()


def checked_words(written: str, *, short: bool = False) -> tuple[str, str]:
    """(the words with single spaces, the same folded). Raises NoWords, TooLong."""
    words, most = " ".join(written.split()), LONGEST_SHORT if short else LONGEST_WORDS
    folded = folded_words(words)
    if not folded:
        raise NoWords(written)
    if max(len(words), len(folded)) > most:
        raise TooLong(words, most)
    return words, folded


def check_topic(topic: str) -> str:
    """The title of a topic by its id. Raises NoSuchTopic."""
    edition = latest_of_topic(topic)
    if edition is None:
        raise NoSuchTopic(topic)
    return edition.title


def rows_of_table(text: str) -> list[Row]:
    """A CSV table's rows with their topics' ids in place of addresses. Raises BadTable."""
    rows = tables.read(text)
    named = {row.topic.strip("/").rpartition("/")[2] for _, row in rows if row.topic}
    by_slug = {slug: topic for slug, (topic, _) in _in_batches(named).items()}
    ids = {topic for some in _batched(named - by_slug.keys()) for topic in published_among(some)}
    taken, faults = [], []
    for line, row in rows:
        name = row.topic.strip("/").rpartition("/")[2]
        topic = by_slug.get(name) or (name if name in ids else "")
        if name and not topic:
            faults.append(f"line {line}: there is no topic {row.topic!r}")
        taken.append(Row(row.short, row.words, topic, row.source, row.state))
    if faults:
        raise BadTable(faults)
    return taken


def export_table() -> str:
    """Every synonym and meaning, removed ones too, as CSV; topics by their address where they
    can be read now, else by their id."""
    everything = [
        one for listed in (synonyms, meanings) for one in listed(state="", limit=10_000_000)[0]
    ]
    ids = {one.topic for one in everything if one.topic}
    slugs = {t: s.slug for some in _batched(ids) for t, s in standing_now(some).items()}
    return tables.written(
        Row(one.short, one.words, slugs.get(one.topic, one.topic), one.source, one.state)
        for one in everything
    )


def _in_batches(slugs: set[str]) -> dict[str, tuple[str, str]]:
    return {slug: found for some in _batched(slugs) for slug, found in names_at(some).items()}


def _batched(values: set[str]) -> list[list[str]]:
    listed = sorted(values)
    return [listed[start : start + 500] for start in range(0, len(listed), 500)]
