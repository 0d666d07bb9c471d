"""Notes follow the record: after each edition every note of the topic is placed anew.

A follower with a cursor of its own, in the database, moved in the same transaction as the notes:
what dies half way is done again. A page that is opened before it has run places its notes itself
(`shown`), so nobody waits for it and nobody sees a note on words that it does not know.
"""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, connection, transaction

from statim.annotations import making
from statim.annotations.anchoring import placed
from statim.annotations.models import Cursor, Note
from statim.annotations.telling import tell_keepers
from statim.editions.following import Mark, changed_after, is_of_this_record, mark
from statim.editions.news import record_changed
from statim.editions.queries import latest_of_topic

BATCH = 200  # editions
LOOK_AGAIN = 60  # seconds: for what another process published
CHANGED = (*making.PLACED, *making.MADE)

log = logging.getLogger(__name__)


def catch_up() -> int:
    """Place the notes of every topic that changed since the cursor; the number of notes placed.

    A cursor of another record (a restored backup) begins anew: placing twice is harmless.
    """
    done = 0
    while True:
        with transaction.atomic():
            cursor, _ = Cursor.objects.select_for_update().get_or_create(id=1)
            reached = Mark(cursor.sequence, cursor.hash, cursor.withdrawals)
            if not is_of_this_record(reached):
                reached = Mark()
            topics, then = changed_after(reached, BATCH)
            done += sum(_place(topic) for topic in topics)
            if then == Mark(cursor.sequence, cursor.hash, cursor.withdrawals):
                break
            cursor.sequence, cursor.hash = then.sequence, then.hash
            cursor.withdrawals = then.withdrawals
            cursor.save(force_update=True)
    tell_keepers()
    return done


def _place(topic: str) -> int:
    """Place a topic's notes in its latest edition."""
    if not Note.objects.filter(topic=topic).exists():
        return 0
    published = latest_of_topic(topic)
    if published is None:
        return 0
    rows = Note.objects.select_for_update().filter(topic=topic)
    count = 0
    for note in rows.exclude(placed_in=published.number):
        making.put(note, placed(making.anchor_of(note), published.document), published.number)
        making.make(note)
        note.save(update_fields=list(CHANGED))
        count += 1
    return count


class _Thread:
    """A server process's follower: wakes when this process published, and every minute."""

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._reached = Mark()

    def start(self) -> None:
        """Follow from now on."""
        threading.Thread(target=self._run, name="notes", daemon=True).start()
        self._wanted.set()

    def nudge(self) -> None:
        """Ask for it."""
        self._wanted.set()

    def _run(self) -> None:
        while True:
            self._wanted.wait(LOOK_AGAIN)
            self._wanted.clear()
            try:
                if (now := mark()) != self._reached:
                    catch_up()
                    self._reached = now
            except DatabaseError:
                log.exception("the notes could not catch up with the record")
            finally:
                connection.close()


_thread = _Thread()


def start() -> None:
    """Make this process, a server, follow the record from now on."""
    record_changed.connect(_changed)
    _thread.start()


def _changed(**_: object) -> None:
    _thread.nudge()
