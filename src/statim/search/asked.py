"""What was asked, taken apart: field words, words, phrases. Pure, and never an error."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from statim.search.fields import Field, taken_out
from statim.search.words import LONGEST_QUERY, MOST_WORDS, normal, telling, words_of

MOST_PHRASES = 4
LONGEST_MEANT = 300  # characters that are read for their meaning: each costs time

_MARKS = '"\u201c\u201d\u00ab\u00bb'
_QUOTED = re.compile(f"[{_MARKS}]([^{_MARKS}]{{1,200}})[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `typed`: its words as typed, folded; `terms`: those that tell something, in
    one spelling; `phrases`: what stood in quotation marks, in one spelling; `fields`: what it
    says of the pages wanted; `notes`: what was not understood, in words for who asked."""

    typed: list[str]
    terms: list[str]
    phrases: list[list[str]]
    fields: list[Field] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plain(query: str) -> str:
    """The query as one text, for its meaning: no longer than a question is."""
    return " ".join(query[:LONGEST_MEANT].encode("utf-8", "replace").decode().split())


def read(query: str) -> Asked:
    """Take a query apart. Any text is a query; one without a word asks nothing."""
    query = query[:LONGEST_QUERY].encode("utf-8", "replace").decode()
    query, fields, notes = taken_out(query)
    phrases = [normal(found) for found in _QUOTED.findall(query)]
    words = normal(query)
    return Asked(
        typed=words_of(query)[:MOST_WORDS],
        terms=telling(words) if words else [],
        phrases=[phrase[:MOST_WORDS] for phrase in phrases if phrase][:MOST_PHRASES],
        fields=fields,
        notes=notes,
    )
