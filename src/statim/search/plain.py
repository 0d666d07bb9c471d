"""Finding topics by titles and synonyms in the database: for a site that has no index (yet).

Exact, then prefix, then others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.fuzz import WRatio

from statim.editions import queries as record
from statim.editions.folding import fold

MOST_RANKED = 2000  # more matches than this say that the query is no more than a letter or two
LONGEST_QUERY = 200

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found. `also` is the folded synonym that matched better than the title, or ""."""

    topic: str
    slug: str
    title: str
    specialty: str
    reviewed: str
    review_due: str
    also: str


@dataclass(frozen=True, slots=True)
class Found:
    """The hits asked for, and how many there are in all."""

    query: str
    hits: tuple[Hit, ...]
    total: int


def find(query: str, *, limit: int = 20, offset: int = 0) -> Found:
    """Topics whose title or synonyms hold every word of the query, best first.

    An exact name comes before one that starts with the query, that before one whose words
    start with the query's words, that before the rest; a title before a synonym; then
    shorter titles, then the alphabet. An empty query finds nothing.
    """
    asked = query[:LONGEST_QUERY]
    words = words_of(asked)
    if not words:
        return Found(query=query, hits=(), total=0)
    topics = record.with_words(words, MOST_RANKED)
    ranked = sorted(((_rank(topic, words), topic) for topic in topics), key=lambda pair: pair[0])
    hits = tuple(_hit(topic, rank[1]) for rank, topic in ranked[offset : offset + limit])
    return Found(query=query, hits=hits, total=len(topics))


def nearest(address: str, *, limit: int = 5) -> tuple[Hit, ...]:
    """The topics most like the words of an address that leads nowhere, best first."""
    words = words_of(address.replace("-", " "))[:8]
    whole = " ".join(words)
    near: dict[str, tuple[float, Hit]] = {}
    for some in (words, *([word] for word in sorted(words, key=len, reverse=True)[:3])):
        if not some or len("".join(some)) < 3:
            continue
        for topic in record.with_words(some, 200):
            alike = WRatio(whole, topic.words.split("\n", 1)[0])
            near.setdefault(topic.slug, (-alike, _hit(topic, 0)))
    return tuple(hit for _, hit in sorted(near.values(), key=lambda pair: (pair[0], pair[1].slug)))[
        :limit
    ]


def words_of(query: str) -> list[str]:
    """The words of a query, folded."""
    return _WORD.findall(fold(query))


Rank = tuple[int, int, int, str]


def _rank(topic: record.Shelved, words: list[str]) -> Rank:
    """(how well, which name, length, title): smaller is better; name 0 is the title."""
    names = [_WORD.findall(name) for name in topic.words.split("\n")]
    kind, place = min((_kind(name, words), place) for place, name in enumerate(names))
    return (kind, place, len(topic.title), topic.title.casefold())


def _kind(name: list[str], words: list[str]) -> int:
    if name == words:
        return 0
    joined, asked = " ".join(name), " ".join(words)
    if joined.startswith(asked):
        return 1
    if all(any(own.startswith(word) for own in name) for word in words):
        return 2
    if all(word in joined for word in words):
        return 3
    return 4


def _hit(topic: record.Shelved, place: int) -> Hit:
    return Hit(
        topic=topic.topic,
        slug=topic.slug,
        title=topic.title,
        specialty=topic.specialty,
        reviewed=topic.reviewed,
        review_due=topic.review_due,
        also=topic.words.split("\n")[place].strip() if place else "",
    )
