"""The sentinel: notices about works, brought to every page that cites them, and as work to do.

Joins `references` (what is said of a work) and `editions` (who cites it). No edition changes:
pages are turned, so that their next reading shows what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from statim.audit.actor import Actor
from statim.editions.actions import hold_record, mark_works
from statim.editions.citing import cited_works
from statim.editions.waiting import with_comparisons
from statim.editorial.looking import look_again
from statim.editorial.shifts import tell_waiting
from statim.references import actions as references
from statim.references.notices import Notice, names_of_item
from statim.references.queries import (
    names_of_keys,
    notices_about,
    works_with_keys,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list of notices changed: notices that came and went, topics whose pages turned."""

    added: int
    gone: int
    topics: tuple[str, ...]


def take_notices(notices: Sequence[Notice], *, source: str, by: Actor) -> Taken:
    """Keep what a source says, in place of all that it said before, and turn the pages that it
    touches: both or neither. Raises references' SourceNeeded."""
    with transaction.atomic():
        hold_record()
        changed = references.replace_notices(notices, source=source, by=by)
        topics = _turn(changed.works, by)
    return Taken(changed.added, changed.gone, tuple(topics))


def notice_works(keys: Collection[str], *, by: Actor) -> list[str]:
    """Turn the pages that cite these works of the library, given by key, where a notice stands
    about one: for works that came to be known by another identifier. Returns topics' ids."""
    items = list(works_with_keys(keys).values())
    found = [item for item, said in zip(items, notices_about(items), strict=True) if said]
    with transaction.atomic():
        return _turn(frozenset(name for item in found for name in names_of_item(item)), by)


def _turn(names: frozenset[str], by: Actor) -> list[str]:
    """Turn the pages that cite works of these names, and look at them anew."""
    works = _keys_with(names)
    topics = mark_works(works, by=by) if works else []
    if topics:
        look_again(topics)
        for topic in with_comparisons(topics):
            tell_waiting(topic)
    return topics


def _keys_with(names: frozenset[str]) -> set[str]:
    """The works that current editions cite and that go by one of these names."""
    cited = cited_works() if names else []
    return {key for key, own in zip(cited, names_of_keys(cited), strict=True) if own & names}
