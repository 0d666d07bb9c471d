"""How alike two statements are in words: 0 for unlike, 1 for the same. Pure.

Words are compared in order, so that a dose or a "not" changes little and another sentence
built from the same common words stays unlike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Indel, LCSseq

_WORD = re.compile(r"\w+(?:[.,]\d+)*|[≤≥<>±×=%µ]")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by can do does for from had has have if in into is it its "
        "may more most not no of on or such than that the their there these this to was were "
        "when which who will with within",
    )
)
_ENOUGH_WORDS = 3
_ALMOST_ALL = 0.9


class Words:
    """Texts as rows of words, each word one character, so that rows compare fast."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def row(self, text: str) -> str:
        """The text's words in order, case and punctuation aside."""
        return "".join(self._letter(word) for word in _WORD.findall(text.casefold()))

    def _letter(self, word: str) -> str:
        letters = self._letters
        if word not in letters:
            place = 0x100 + len(letters)
            letters[word] = chr(place if place < 0xD800 else place + 0x800)
        return letters[word]

    def telling(self, text: str) -> frozenset[str]:
        """The letters of the words that tell a text from another; all where all are common."""
        words = set(_WORD.findall(text.casefold()))
        return frozenset(self._letter(word) for word in (words - _COMMON) or words)


def folded(text: str) -> str:
    """The text with case, punctuation and white space aside."""
    return " ".join(_WORD.findall(text.casefold()))


def likeness(one: tuple[str, str, frozenset[str]], other: tuple[str, str, frozenset[str]]) -> float:
    """How alike two texts are, each given as (text, row of words, telling words).

    The greatest of three: words in common in order; letters in common, counted only from half
    on (typing errors, endings); and one text inside the other (a split or a merge), which
    counts at least one half, more the more of the longer text it makes up.
    """
    text, row, telling = one
    other_text, other_row, other_telling = other
    by_words = Indel.normalized_similarity(row, other_row)
    by_letters = 2 * Indel.normalized_similarity(text, other_text, score_cutoff=0.5) - 1
    alike = max(by_words, by_letters, 0.0)
    shorter, longer = sorted((len(row), len(other_row)))
    if min(len(telling), len(other_telling)) >= _ENOUGH_WORDS and shorter:
        shared = LCSseq.similarity(row, other_row)
        if shared >= _ALMOST_ALL * shorter:
            alike = max(alike, 0.5 + 0.5 * shared / longer)
    return float(alike)


def sharing(telling: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """Which texts (by place) hold each telling word."""
    places: dict[str, list[int]] = {}
    for place, words in enumerate(telling):
        for word in words:
            places.setdefault(word, []).append(place)
    return places
