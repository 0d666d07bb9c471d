"""Whether a page keeps a space for an advertisement. The only thing that is asked of `sponsors`
here is which slots are booked today; which page, or who reads it, is told to nobody.

Answered from what this process knows. A thread of its own asks anew every few seconds, so that a
page never waits for an answer, and stands without a space where none comes.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from threading import Lock, Thread

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string

from statim.publisher.queries import without_advertising
from statim.sponsors.queries import booked

EVERY = 5.0  # seconds

_log = logging.getLogger(__name__)
_asking = Lock()


@dataclass(frozen=True, slots=True)
class Known:
    """The slots booked, the topics that stay without, and when (monotonic) that was learnt."""

    slots: frozenset[str] = frozenset()
    exempt: frozenset[str] = frozenset()
    at: float = float("-inf")


class Board:
    """What this process knows."""

    def __init__(self) -> None:
        self.known = Known()


board = Board()


def has_space(slot: str, *, topic: str = "", emergency: bool = False) -> bool:
    """Whether a space is kept in this slot of a page; never on an emergency topic, nor on one
    that an editor exempts."""
    if not settings.STATIM_ADVERTISING or emergency:
        return False
    if time.monotonic() - board.known.at > EVERY and _asking.acquire(blocking=False):
        _ask()
    return slot in board.known.slots and topic not in board.known.exempt


@cache
def _space(slot: str, spoken: str) -> str:
    """`spoken` names the language."""
    html: str = render_to_string("sponsors/space.html", {"slot": slot})
    return html


def space(kept: bool, spoken: str, slot: str = "topic") -> str:
    """The space as HTML; "" where none is kept."""
    return _space(slot, spoken) if kept else ""


def _ask() -> None:
    """Learn anew, in a thread of its own. `_asking` is held, and let go at its end."""
    Thread(target=_learn_and_let_go, name="advertising", daemon=True).start()


def _learn_and_let_go() -> None:
    try:
        learn()
    finally:
        connection.close()
        _asking.release()


def learn() -> None:
    """Read what is booked and exempt. Where that fails, what was known is no longer: a page
    without an advertisement is never wrong."""
    now = time.monotonic()
    try:
        board.known = Known(booked(datetime.now(UTC).date()), without_advertising(), now)
    except Exception:  # whatever is wrong with advertising is nothing to a page
        _log.exception("advertising could not be asked; pages stand without")
        board.known = Known(at=now)
