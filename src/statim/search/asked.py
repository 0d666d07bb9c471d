"""What was asked, taken apart: words, phrases in quotation marks. Pure, and never an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from statim.search.words import LONGEST_QUERY, MOST_WORDS, normal, telling, words_of

MOST_PHRASES = 4

_MARKS = '"\u201c\u201d\u00ab\u00bb'
_QUOTED = re.compile(f"[{_MARKS}]([^{_MARKS}]{{1,200}})[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `typed`: its words as typed, folded; `terms`: those that tell something, in
    one spelling; `phrases`: what stood in quotation marks, in one spelling."""

    typed: list[str]
    terms: list[str]
    phrases: list[list[str]]


def read(query: str) -> Asked:
    """Take a query apart. Any text is a query; one without a word asks nothing."""
    query = query[:LONGEST_QUERY].encode("utf-8", "replace").decode()
    phrases = [normal(found) for found in _QUOTED.findall(query)]
    return Asked(
        typed=words_of(query)[:MOST_WORDS],
        terms=telling(normal(query)),
        phrases=[phrase[:MOST_WORDS] for phrase in phrases if phrase][:MOST_PHRASES],
    )
