"""The words of a statement that were asked for, marked where they stand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from statim.search.engine import stems
from statim.search.spelling import LONGEST_WORD
from statim.search.words import WORD, normal

LONGEST = 280  # characters of a statement that results show
BEFORE = 80  # of these, at most so many before the first marked word


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, as it stands in the statement; `marked` where it was asked for."""

    text: str
    marked: bool


def excerpt(text: str, wanted: set[str]) -> list[Run]:
    """The statement in runs, cut to LONGEST around the first marked word. `wanted` are stems."""
    first = next(marks(text, wanted), (0, 0))
    start, end = _cut(text, first[0])
    runs: list[Run] = []
    at = start
    for mark in marks(text, wanted, start, end + LONGEST_WORD):
        if mark[1] > end:
            break
        runs.append(Run(text[at : mark[0]], False))
        runs.append(Run(text[mark[0] : mark[1]], True))
        at = mark[1]
    runs.append(Run(text[at:end], False))
    if start:
        runs.insert(0, Run("… ", False))
    if end < len(text):
        runs.append(Run(" …", False))
    return [run for run in runs if run.text]


def marks(
    text: str, wanted: set[str], start: int = 0, end: int = sys.maxsize
) -> Iterator[tuple[int, int]]:
    """Where the wanted words stand, between two places; looked for as they are asked."""
    for found in WORD.finditer(text, start, end):
        if not wanted.isdisjoint(_stems_of(found[0])):
            yield found.span()


@lru_cache(maxsize=100_000)
def _stems_of(word: str) -> frozenset[str]:
    """The stems of a word as it stands in a statement. Words come back: they are kept."""
    return frozenset(stems(normal(word)))


def _cut(text: str, first: int) -> tuple[int, int]:
    """(start, end) of what is shown: whole words, with the first marked one inside."""
    if len(text) <= LONGEST:
        return 0, len(text)
    start = 0
    if first > BEFORE:
        start = text.find(" ", first - BEFORE, first) + 1 or first
    end = min(len(text), start + LONGEST)
    if end < len(text):
        end = text.rfind(" ", start + 1, end) if " " in text[start + 1 : end] else end
    return start, max(end, min(len(text), first + 1))
