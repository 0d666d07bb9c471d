"""What of an edition is given a vector: each statement, with what it stands under. Pure.

A statement alone ("Dizziness") says too little, so that its page's title, its heading and the
statement above it go before it. Synonyms do not: words find those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statim.editions.document import Document, Statement
from statim.editions.pieces import words_of

VERSION = 1  # raise with every change of what a passage says: vectors are then made anew
LONGEST = 2000  # characters of a passage that a model is given; it reads some 1,200 of them
OPENING = 120  # characters of the statement above


@dataclass(frozen=True, slots=True)
class Passage:
    """The id of a statement, and the text by whose meaning it is found."""

    statement: str
    text: str


def passages_of(document: Document) -> list[Passage]:
    """A passage for each statement that says anything, in reading order."""
    title = document.topic.title
    return [
        passage
        for section in document.sections
        for passage in _under([title, section.heading], section.statements)
    ]


def _under(above: Sequence[str], statements: Sequence[Statement]) -> Iterator[Passage]:
    for statement in statements:
        words = " · ".join(words_of(statement))
        if words.strip():
            text = ". ".join(part for part in (*above, words) if part)[:LONGEST]
            yield Passage(statement.id, text.encode("utf-8", "replace").decode())
        yield from _under([*above[:2], words[:OPENING]], statement.children)
