"""Cutting a printed reference where its full stops end something, not where they abbreviate."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?:(?<=[.?!])|(?<=[.?!][\"”’]))\s+"
    r"(?=[^\s\w]*[A-ZÀ-ÞĀ-Ž0-9]|(?:bioRxiv|medRxiv|psyArXiv|arXiv|eLife|mBio|npj)\b)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|St|Mt|Ft|vs|v|no|No|vol|Vol|pp?|Dr|Prof|Mr|Mrs|Ms|Inc|Ltd|Co"
    r"|Corp|Univ|Dept|Fig|cf|ca|approx|e\.g|i\.e|spp?|subsp|var|U\.S|U\.K|W\.B|Sect|Suppl|Pt)\.$"
)


def sentences(text: str) -> list[str]:
    """The sentences of the text, each without its full stop; "?" and "!" stay."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        so_far = text[start : end.start()]
        if _ABBREVIATION.search(so_far):
            continue
        found.append(so_far)
        start = end.end()
    found.append(text[start:])
    return [s for s in (_bare(sentence) for sentence in found) if s]


def _bare(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence[:-1].strip() if sentence.endswith((".", ",", ";")) else sentence
