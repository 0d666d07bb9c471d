"""The statements shown under a topic that was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statim.editions.following import Stands
from statim.search import engine, fusing, narrowing
from statim.search.asked import Asked
from statim.search.cautions import Caution
from statim.search.engine import Part, Query, stems
from statim.search.entries import number_of
from statim.search.marking import Run, excerpt
from statim.search.sense.close import Close
from statim.search.words import normal

READ = 16  # statements looked at for each topic, among which are its best


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


def best(
    part: Part,
    topics: list[Stands],
    asked: Asked,
    words: list[str],
    close: Mapping[str, Close],
    limit: int,
) -> list[list[dict[str, Any]]]:
    """The kept part of each topic's best statements, at most `limit`: those that hold the words
    and those near in meaning (`close`, by topic), of the edition that can be read now.

    Raises Unusable.
    """
    said = _by_words(part, topics, asked, words, limit)
    for place, topic in enumerate(topics):
        if limit > 0 and (near := close.get(topic.topic)):
            said[place] = fusing.lines(part, topic.topic, said[place], near.statements, limit)
    return [
        [kept for kept in some if kept["hash"] == topic.hash]
        for topic, some in zip(topics, said, strict=True)
    ]


def _by_words(
    part: Part, topics: list[Stands], asked: Asked, words: list[str], limit: int
) -> list[list[dict[str, Any]]]:
    """Those first that say more than the words of the title. One question for all topics."""
    narrow = narrowing.of_lines(asked.fields)
    if not (words or narrow) or limit < 1:
        return [[] for _ in topics]
    queries = [_of_topic(topic, asked, words, narrow) for topic in topics]
    most = len(topics) * READ
    found = part.ask(engine.some(*queries), most)
    firsts = found.firsts(limit)
    said = [firsts.get(number_of(topic.topic), []) for topic in topics]
    if len(found.places) == most:  # some may have been crowded out
        for place, some in enumerate(said):
            if len(some) < limit:
                said[place] = part.ask(queries[place], limit).kept
    return said


def _of_topic(topic: Stands, asked: Asked, words: list[str], narrow: list[Query]) -> Query:
    titled = {*stems(normal(topic.title))}  # every line of a page may say these
    each = [engine.boost(engine.term("text", w), 0.3 if w in titled else 1.0) for w in words]
    whole = [engine.boost(engine.phrase("text", stems(one)), 4.0) for one in asked.phrases]
    own = engine.score(engine.term("key", topic.topic), 0.0)
    return engine.every(own, *narrow, *([engine.some(*each, *whole)] if words else []))


def line(kept: dict[str, Any], words: list[str], cautions: list[Caution]) -> Line:
    """One of them as it is shown."""
    kinds = {one.number: one.kind for one in cautions}
    return Line(
        id=kept["id"],
        cited=[Cited(n, name, kinds.get(n, "")) for n, name in kept["cites"]],
        runs=excerpt(kept["text"], {*words}),
        red_flag=kept["flag"],
    )
