"""What an abbreviation may stand for, offered before a reader is led anywhere: MS, PE.

Editors keep some, pages explain others. A meaning leads to the page that an editor named, else to
one of exactly that name, else it is offered as a search for its words: a page that is missing must
not make another look certain.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from statim.editions.following import Stands, standing_now
from statim.search import engine
from statim.search.engine import Part
from statim.search.entries import TITLE
from statim.search.spelling import singular
from statim.search.words import normal, wholes_of_name

LONGEST_SHORT = 5  # words typed; "A-a gradient" has three
MOST_MEANINGS = 24
CANDIDATES = 96


@dataclass(frozen=True, slots=True)
class Meant:
    """One meaning: the abbreviation and the words as editors or pages write them; the page about
    it, if any; a page that explains it so, where one does."""

    short: str
    words: str
    topic: Stands | None
    said_on: Stands | None = None


def meant(names: Part, typed: list[str]) -> list[Meant]:
    """The meanings of what was typed, where it is an abbreviation: those with a page first.

    Raises Unusable.
    """
    if not typed or len(typed) > LONGEST_SHORT:
        return []
    folded = " ".join(typed)
    kept = names.ask(engine.term("short", folded), 1).kept
    editors = [tuple(one) for one in kept[0]["meanings"]] if kept else []
    explained = _explained(names, folded)
    said_on = {key: one.said_on for key, one in explained.items()}
    known = {_alike(words) for _, words, _ in editors}
    pages = [(one.short, one.words, "") for key, one in explained.items() if key not in known]
    said = [*editors, *pages][:MOST_MEANINGS]
    if not said:
        return []
    by_name = _topics_named(names, [words for _, words, topic in said if not topic])
    led = [topic or by_name.get(words, "") for _, words, topic in said]
    now = standing_now({topic for topic in led if topic})
    found = [
        Meant(short, words, now.get(topic), said_on.get(_alike(words)))
        for (short, words, _), topic in zip(said, led, strict=True)
    ]
    return sorted(found, key=lambda one: one.topic is None)


def _alike(words: str) -> str:
    return " ".join(map(singular, normal(words)))


def _explained(names: Part, folded: str) -> dict[str, Meant]:
    """The meanings by which pages that can be read now explain an abbreviation, the more usual
    first; each with a page that does."""
    kept = names.ask(engine.term("said", folded), CANDIDATES).kept
    now = standing_now({one["topic"] for one in kept})
    found: dict[str, list[Meant]] = defaultdict(list)
    for one in kept:
        if (page := now.get(one["topic"])) and page.hash == one["hash"]:
            found[_alike(one["words"])].append(Meant(one["short"], one["words"], None, page))
    usual = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return {key: some[0] for key, some in usual}


def _topics_named(names: Part, meanings: list[str]) -> dict[str, str]:
    """Words to the id of a topic of exactly that name, a title before another name."""
    wholes = {words: wholes_of_name(words) for words in meanings}
    asked = sorted({whole for some in wholes.values() for whole in some})
    if not asked:
        return {}
    query = engine.best(
        [
            engine.score(engine.term(field, whole), points)
            for field, points in (("whole_title", 2.0), ("whole_other", 1.0))
            for whole in asked
        ]
    )
    leading: dict[str, str] = {}
    for one in sorted(names.ask(query, CANDIDATES).kept, key=_other_name):
        for whole in wholes_of_name(one["text"]):
            leading.setdefault(whole, one["topic"])
    return {
        words: leading[whole]
        for words, some in wholes.items()
        for whole in some
        if whole in leading
    }


def _other_name(kept: dict[str, Any]) -> bool:
    return bool(kept["kind"] != TITLE)
