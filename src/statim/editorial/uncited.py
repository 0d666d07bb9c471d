"""Which statements of online pages rest on nothing: found once per edition and kept.

An edition never changes, so what was found in it holds. The clock fills the table; a page that
it has not come to yet is looked at when it is asked for, so that what is told is always true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from statim.editions.duedates import hashes_online
from statim.editions.following import standing_now
from statim.editions.quality import UNCITED, findings_of, site_policy
from statim.editions.queries import Published, online_among
from statim.editorial.models import LookedThrough

RULES = "1"  # raised when the rule in editions.quality finds other statements
AT_ONCE = 100  # pages that are looked through within one request


@dataclass(frozen=True, slots=True)
class UncitedPage:
    """A page with statements that rest on nothing: (id, words) of each."""

    topic: str
    slug: str
    title: str
    statements: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Uncited:
    """The pages, those with most first; how many statements; how many pages wait to be looked
    through, which are not counted."""

    pages: list[UncitedPage]
    statements: int
    waiting: int


def uncited_now() -> Uncited:
    """What online pages say without a source. Reads few pages: those that were not looked at."""
    kept, waiting = _standing_of_table()
    found = {topic: said for topic, said in kept.items() if said}
    for page in online_among(waiting[:AT_ONCE]):
        if said := _found_in(page):
            found[page.document.topic.id] = said
    names = standing_now(found)
    pages = [
        UncitedPage(topic, names[topic].slug, names[topic].title, said)
        for topic, said in found.items()
        if topic in names
    ]
    pages.sort(key=lambda page: (-len(page.statements), page.title.casefold()))
    return Uncited(pages, sum(len(p.statements) for p in pages), max(0, len(waiting) - AT_ONCE))


def look_through(limit: int = 500) -> int:
    """Look through so many of the editions that were not looked at yet, and keep what is found;
    how many that were. No act of anybody: the table can be made again at any time."""
    _, waiting = _standing_of_table()
    made = _recipe()
    for page in online_among(waiting[:limit]):
        found = {"hash": page.hash, "made_with": made, "uncited": _found_in(page)}
        with transaction.atomic():
            LookedThrough.objects.update_or_create(topic=page.document.topic.id, defaults=found)
    return len(waiting[:limit])


def _standing_of_table() -> tuple[dict[str, list[tuple[str, str]]], Sequence[str]]:
    """(what is known of pages online, the topics that were not looked at)."""
    online, made = hashes_online(), _recipe()
    rows = LookedThrough.objects.filter(made_with=made).values_list("topic", "hash", "uncited")
    kept = {
        topic: [(str(key), str(words)) for key, words in said]
        for topic, digest, said in rows
        if online.get(topic) == digest
    }
    return kept, sorted(online.keys() - kept.keys())


def _found_in(page: Published) -> list[tuple[str, str]]:
    today = timezone.now().date()
    found = findings_of(page.document, known=set(), today=today, policy=site_policy())
    return [(each.statement, each.what) for each in found if each.kind == UNCITED]


def _recipe() -> str:
    """The rule and the part of the site's policy that it reads."""
    exempt = "\0".join(sorted(site_policy().exempt))
    return f"{RULES}:{hashlib.sha256(exempt.encode()).hexdigest()[:16]}"
