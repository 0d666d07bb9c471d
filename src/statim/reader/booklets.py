"""The topics of a booklet, as its address says them: nothing is kept about who chose what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from statim.design.speech import later, say
from statim.editions import queries
from statim.search.queries import suggest

MOST = 50  # topics in one booklet
LONGEST_TITLE = 120
OFFERED = 8
UNTITLED = later("Booklet")


@dataclass(frozen=True, slots=True)
class Listed:
    """A topic by its address and title."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, in order; what is offered for the words that were typed; what is wrong
    with the choice, or ""."""

    topics: list[Listed]
    title: str
    typed: str = ""
    offered: tuple[Listed, ...] = ()
    refused: str = ""

    @property
    def slugs(self) -> list[str]:
        """The addresses of the topics."""
        return [one.slug for one in self.topics]


def chosen(asked: QueryDict) -> Chosen:
    """The choice that an address makes: `topic` (repeated), `shelf` (all that stands on it),
    `up` (one to move up), `add` (words to find more by), `title`."""
    slugs = [*asked.getlist("topic"), *_on(asked.get("shelf", ""))]
    slugs = _moved(list(dict.fromkeys(slugs)), asked.get("up", ""))
    typed = " ".join(asked.get("add", "").split())
    return Chosen(
        topics=_listed(slugs[:MOST]),
        title=" ".join(asked.get("title", "").split())[:LONGEST_TITLE] or UNTITLED,
        typed=typed,
        offered=_offered(typed, slugs),
        refused=say("A booklet holds at most %(most)s topics.", most=MOST)
        if len(slugs) > MOST
        else "",
    )


def _on(shelf: str) -> list[str]:
    return [one.slug for one in queries.on_shelf(shelf, MOST)] if shelf else []


def _moved(slugs: list[str], up: str) -> list[str]:
    if up in slugs and (place := slugs.index(up)):
        slugs[place - 1], slugs[place] = slugs[place], slugs[place - 1]
    return slugs


def _listed(slugs: Iterable[str]) -> list[Listed]:
    """Those that can be read now, in the order given."""
    wanted = list(slugs)
    named = queries.names_at(wanted)
    return [Listed(slug, named[slug][1]) for slug in wanted if slug in named]


def _offered(typed: str, taken: Iterable[str]) -> tuple[Listed, ...]:
    if not typed:
        return ()
    found = (one.topic for one in suggest(typed, limit=OFFERED))
    return tuple(Listed(one.slug, one.title) for one in found if one.slug not in {*taken})
