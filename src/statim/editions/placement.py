"""What moved: sections matched to one another, and the fewest items whose order changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

from statim.editions.document import Section, Statement, walk

Item = TypeVar("Item", bound=Hashable)

# Where a statement stands: ("section", n in the new document) or ("statement", parent's id).
Home = tuple[str, str]


def matched_sections(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """Which old section (by place) became which new one.

    First those that share heading and statements, then those that share statements (a
    section given another heading), then those that share the heading alone.
    """
    ids = [{s.id for s in walk(section.statements)} for section in old]
    candidates = []
    for n, after in enumerate(new):
        held = {s.id for s in walk(after.statements)}
        for o, before in enumerate(old):
            shared, same = len(ids[o] & held), before.heading == after.heading
            if shared or same:
                better = (not (shared and same), -shared, abs(o - n))
                candidates.append((better, o, n))
    matched: dict[int, int] = {}
    for _, o, n in sorted(candidates):
        if o not in matched and n not in matched.values():
            matched[o] = n
    return matched


def homes(
    sections: Sequence[Section], names: Sequence[str]
) -> Iterator[tuple[Statement, Home, str]]:
    """Each statement in reading order, where it stands, and its section's heading.

    `names` tells each section apart from the others, in order.
    """
    for section, name in zip(sections, names, strict=True):
        yield from _under(section.statements, ("section", name), section.heading)


def _under(
    statements: Sequence[Statement], home: Home, heading: str
) -> Iterator[tuple[Statement, Home, str]]:
    for statement in statements:
        yield statement, home, heading
        yield from _under(statement.children, ("statement", statement.id), heading)


def out_of_order(old: Sequence[Item], new: Sequence[Item]) -> set[Item]:
    """The fewest items that must have moved, of those in both; neighbours that came or went
    move nobody. What keeps its place is a longest increasing subsequence."""
    places = {item: place for place, item in enumerate(old)}
    common = [item for item in new if item in places]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, item in enumerate(common):
        place = places[item]
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(n)
        else:
            tails[at], ends[at] = place, n
    kept: set[Item] = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        kept.add(common[n])
        n = before[n]
    return set(common) - kept
