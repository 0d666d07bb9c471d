"""Noting what readers do, at next to no cost to them: a line in this process's memory, counted in
the background every two seconds.

What is noted holds a network address and a user agent, or the number of an account, for these
seconds; nothing of it is ever written down (see `tallying`). A server that is killed loses what it
noted since; one that ends as it should counts it first.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from multiprocessing.util import Finalize
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.http import HttpRequest

from statim.accounts.connection import connection_of
from statim.usage import tallying

EVERY = 2.0  # seconds between two rounds of counting
FORGET_EVERY = 300.0  # seconds between two rounds of deleting old marks
MOST = 100_000  # notes kept while the database cannot be written to; then the oldest go
log = logging.getLogger(__name__)


class Note(NamedTuple):
    """What a reader did: see `clicks` for the kinds. `place` is the address on this site where
    it was done, as a word; `reader` the account that is signed in, None for nobody."""

    at: float
    kind: str
    topic: str
    place: str
    reader: int | None
    network: str
    agent: str


_notes: deque[Note] = deque(maxlen=MOST)
_counting = threading.Event()
_one_at_a_time = threading.Lock()


def note(
    request: HttpRequest, kind: str, *, topic: str = "", place: str = "", reader: int | None = None
) -> None:
    """Note that a page was read, refused or searched for, by GET; pages that a browser fetches
    before anybody asked for them are not. Nothing is written, and nothing here fails a page."""
    if not _counting.is_set() or request.method != "GET" or "HTTP_SEC_PURPOSE" in request.META:
        return
    agent = request.META.get("HTTP_USER_AGENT", "")
    _notes.append(Note(time.time(), kind, topic, place, reader, connection_of(request), agent))


def count_now() -> int:
    """Count what was noted; how much that was. Raises DatabaseError, and then keeps it."""
    with _one_at_a_time:
        taken = [_notes.popleft() for _ in range(len(_notes))]
        if not taken:
            return 0
        try:
            tallying.tally(taken)
        except DatabaseError:
            _notes.extendleft(reversed(taken))
            raise
        return len(taken)


def begin() -> None:
    """From now on, note. (Without this, as in commands and most tests, nothing is noted.)"""
    _counting.set()


def end() -> None:
    """Note no more, and forget what was noted and is not counted."""
    _counting.clear()
    _notes.clear()


def start() -> None:
    """Make this process, a server, note and count from now on, and count the rest at its end."""
    begin()
    Finalize(None, _last_round, exitpriority=10)
    threading.Thread(target=_run, name="counting", daemon=True).start()


def _run() -> None:
    pause, forgotten = threading.Event(), 0.0
    while not pause.wait(EVERY):
        try:
            count_now()
            if time.monotonic() - forgotten > FORGET_EVERY:
                tallying.forget(time.time())
                forgotten = time.monotonic()
        except DatabaseError as error:
            log.warning("what was read could not be counted now: %s", error)
        except Exception:
            log.exception("counting failed")
        finally:
            connection.close()


def _last_round() -> None:
    try:
        count_now()
    except Exception:
        log.exception("what was read last could not be counted")
    finally:
        connection.close()
