"""What search found, as pages and programs see it: review status, cautions, addresses.

Every hit says of which edition it speaks (number and hash), so that what is quoted from here can
be traced, and never shows an overdue page or a retracted work unmarked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from statim.design.speech import say
from statim.editions.following import Stands
from statim.reader.notices import LOOKS
from statim.references.notices import WORDS
from statim.search.queries import Found, Hit, Line, Meant, Offer

ASK = "/ask/"
LONGEST_ASKED = 200  # characters of a query that the form for asking is filled with
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with what is said beside it: whether its review is overdue, and of each kind of
    notice its look, the word and the numbers of the references."""

    hit: Hit
    overdue: bool
    cautions: list[tuple[str, str, list[int]]]


def is_overdue(topic: Stands, today: str) -> bool:
    """Whether the review fell due before this day (ISO)."""
    return bool(topic.review_due) and topic.review_due < today


def shown(hit: Hit, today: str) -> Shown:
    """A hit as the page of results shows it."""
    kinds = dict.fromkeys(caution.kind for caution in hit.cautions)
    said = [
        (LOOKS[kind], say(WORDS[kind]), [one.number for one in hit.cautions if one.kind == kind])
        for kind in kinds
    ]
    return Shown(hit, is_overdue(hit.topic, today), said)


def answer(found: Found, today: str) -> Json:
    """The whole answer for a program: everything that the page shows."""
    return {
        "query": found.query,
        "total": found.total,
        "partly": found.partly,
        "titles_only": found.plain,
        "notes": found.notes,
        "meanings": [_meaning(one) for one in found.meanings],
        "results": [_hit(hit, today) for hit in found.hits],
        "did_you_mean": [_topic(one.topic, one.match, one.also, today) for one in found.near],
        "browse": "/browse/",
        "ask": ASK,
    }


def offered(offer: Offer, today: str) -> list[Json]:
    """Suggestions for a program: topics, then meanings that have no page here, as searches."""
    topics = [_topic(one.topic, one.match, one.also, today) for one in offer.topics]
    searches = [
        {
            "title": one.words,
            "address": _search_for(one.words),
            "match": "meaning",
            "also": one.short,
        }
        for one in offer.searches
    ]
    return [*topics, *searches]


def _search_for(words: str) -> str:
    return f"/search/?{urlencode({'q': words})}"


def _meaning(meant: Meant) -> Json:
    return {
        "abbreviation": meant.short,
        "words": meant.words,
        "slug": meant.topic.slug if meant.topic else None,
        "title": meant.topic.title if meant.topic else None,
        "address": f"/topics/{meant.topic.slug}/" if meant.topic else _search_for(meant.words),
    }


def _hit(hit: Hit, today: str) -> Json:
    return {
        **_topic(hit.topic, hit.match or "text", hit.also, today),
        "notices": [
            {"reference": one.number, "kind": one.kind, "date": one.day or None}
            for one in hit.cautions
        ],
        "statements": [_statement(hit.topic, line) for line in hit.lines],
    }


def _statement(topic: Stands, line: Line) -> Json:
    return {
        "id": line.id,
        "address": f"/topics/{topic.slug}/#s-{line.id}",
        "text": "".join(run.text for run in line.runs),
        "red_flag": line.red_flag,
        "citations": line.numbers,
        "references": [
            {"number": one.number, "work": one.name, "notice": one.caution or None}
            for one in line.cited
        ],
    }


def _topic(topic: Stands, match: str, also: str, today: str) -> Json:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "address": f"/topics/{topic.slug}/",
        "specialty": topic.specialty,
        "reviewed": topic.reviewed or None,
        "review_due": topic.review_due or None,
        "overdue": is_overdue(topic, today),
        "edition": topic.number,
        "hash": topic.hash,
        "match": match,
        "also": also or None,
    }
