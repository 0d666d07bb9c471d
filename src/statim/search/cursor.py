"""How far the index has come: in the record of editions, and in the log of editors' words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from statim.editions import following
from statim.editions.following import Mark
from statim.search import vocabulary
from statim.search.engine import Unusable
from statim.search.vocabulary import WordMark


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in both logs. One that was reached later is further in both, or as far."""

    record: Mark
    words: WordMark

    def said(self) -> dict[str, Any]:
        """As it is kept in the index."""
        return {
            "sequence": self.record.sequence,
            "hash": self.record.hash,
            "withdrawals": self.record.withdrawals,
            "words": self.words.sequence,
            "token": self.words.token,
        }

    def place(self) -> tuple[int, int, int]:
        """For telling which of two is further."""
        return self.record.sequence, self.record.withdrawals, self.words.sequence


def now() -> Cursor:
    """Where both logs stand: two statements, three indexed reads."""
    return Cursor(following.mark(), vocabulary.mark())


def read(said: dict[str, Any]) -> Cursor:
    """The cursor that an index keeps. Raises Unusable."""
    try:
        record = Mark(int(said["sequence"]), str(said["hash"]), int(said["withdrawals"]))
        return Cursor(record, WordMark(int(said["words"]), str(said["token"])))
    except (KeyError, TypeError, ValueError) as error:
        raise Unusable("the search index holds no cursor") from error


def is_of_this_site(reached: Cursor) -> bool:
    """Whether this site once stood there. A restored or other database may not have."""
    return following.is_of_this_record(reached.record) and vocabulary.is_of_this_log(reached.words)
