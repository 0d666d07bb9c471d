"""Where a note belongs in an edition, and what to say about it. Pure.

By the statement's permanent id first, by its exact words second, and never by likeness: a note
stands at a statement only where that is certain, and otherwise at the page, saying so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from statim.editions.document import Document, Statement, statements_of
from statim.editions.inline import MARK

KEPT, CHANGED, MOVED, GONE = "kept", "changed", "moved", "gone"
PAGE = ""  # the place of a note that is written to the page itself

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a note was written to: a statement ("" for the page) as it read then.

    `html` is its inline markup without citation marks; "" where only the words are known.
    """

    statement: str = PAGE
    quote: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands in an edition.

    KEPT: the statement reads as it did. CHANGED: it is there with other words. MOVED: its id is
    gone and exactly one statement has its very words. GONE: it is not there; `statement` is then
    PAGE. `beneath` is the markup now under the note, "" at the page.
    """

    state: str
    statement: str = PAGE
    beneath: str = ""


def anchor_at(statement: Statement) -> Anchor:
    """An anchor at the statement as it reads."""
    return Anchor(statement.id, statement.text, words_of(statement))


def words_of(statement: Statement) -> str:
    """The statement's markup without citation marks, white space made single. Markup counts:
    10⁹ written with a superscript is not 109."""
    return _plain(MARK.sub("", statement.html))


def placed(anchor: Anchor, document: Document) -> Place:
    """Where a note with this anchor stands in the document."""
    if anchor.statement == PAGE:
        return Place(KEPT)
    statements = list(statements_of(document))
    for statement in statements:
        if statement.id == anchor.statement:
            state = KEPT if _reads_as(anchor, statement) else CHANGED
            return Place(state, statement.id, words_of(statement))
    same = [s for s in statements if anchor.quote.strip() and _reads_as(anchor, s)]
    if len(same) == 1:
        return Place(MOVED, same[0].id, words_of(same[0]))
    return Place(GONE)


def old_words(anchor: Anchor) -> str:
    """What the statement said, as safe inline markup."""
    return anchor.html or escape(anchor.quote)


def _reads_as(anchor: Anchor, statement: Statement) -> bool:
    if anchor.html:
        return _plain(anchor.html) == words_of(statement)
    return _plain(anchor.quote) == _plain(statement.text)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
