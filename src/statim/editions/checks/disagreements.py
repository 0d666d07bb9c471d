"""The same dose or threshold stated differently on two pages: candidates for a person. Pure.

Two sentences are candidates where they are mostly of the same words, rare words weighing
most, share the rarest word near the number, measure the same thing, and their numbers do not
meet. Which of the two is right, or whether both are, is not for a program to say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from statim.editions.checks.quantities import Quantity, quantities

ALIKE = 0.45  # how much of the two sentences' weight must be shared; measured, see the note
CROWD = 40  # a word near more quantities of one measure than this names nothing in particular


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity and where it is stated."""

    slug: str
    statement: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two pages that state the same thing differently, perhaps."""

    one: Stated
    other: Stated
    alike: float


def stated_in(slug: str, statement: str, text: str, context: str = "") -> list[Stated]:
    """The quantities of one statement, with their place."""
    return [Stated(slug, statement, quantity) for quantity in quantities(text, context)]


def disagreements(stated: Sequence[Stated]) -> list[Disagreement]:
    """Candidates among everything stated, the most alike first; one for each two sentences."""
    weight = _weights(stated)
    told: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for each in stated:
        told[each.slug, each.quantity.measure].append(each.quantity)
    found: dict[tuple[str, str, str, str], Disagreement] = {}
    for one, other in _pairs(stated, weight):
        a, b = one.quantity, other.quantity
        key = (one.slug, a.sentence, other.slug, b.sentence)
        if key in found or not _apart(a, b) or _subject(a, weight) != _subject(b, weight):
            continue
        alike = _alike(a, b, weight)
        if alike < ALIKE or _met(a, told[other.slug, b.measure], weight):
            continue
        if not _met(b, told[one.slug, a.measure], weight):
            found[key] = Disagreement(one, other, alike)
    return sorted(found.values(), key=lambda d: -d.alike)


def _weights(stated: Iterable[Stated]) -> Callable[[str], float]:
    """How much a word tells: the fewer pages use it beside a quantity, the more."""
    pages: dict[str, set[str]] = defaultdict(set)
    for each in stated:
        pages[each.slug] |= each.quantity.words
    used = Counter(word for words in pages.values() for word in words)
    return lambda word: math.log(1 + (len(pages) + 1) / (1 + used[word]))


def _subject(quantity: Quantity, weight: Callable[[str], float]) -> str:
    """The word near the number that tells most: a drug, a substance, what is measured."""
    return max(quantity.near, key=lambda word: (weight(word), word), default="")


def _pairs(
    stated: Sequence[Stated], weight: Callable[[str], float]
) -> Iterator[tuple[Stated, Stated]]:
    beside: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for each in stated:
        if subject := _subject(each.quantity, weight):
            beside[each.quantity.measure, subject].append(each)
    for group in beside.values():
        if len(group) <= CROWD:
            for one, other in combinations(group, 2):
                if one.slug != other.slug:
                    yield one, other


def _apart(a: Quantity, b: Quantity) -> bool:
    return a.high < b.low or b.high < a.low


def _alike(a: Quantity, b: Quantity, weight: Callable[[str], float]) -> float:
    shared = sum(map(weight, a.words & b.words))
    return shared / (sum(map(weight, a.words | b.words)) or 1)


def _met(a: Quantity, others: Iterable[Quantity], weight: Callable[[str], float]) -> bool:
    """Whether the other page states this very quantity too, in a sentence much the same."""
    return any(not _apart(a, b) and _alike(a, b, weight) >= ALIKE for b in others)
