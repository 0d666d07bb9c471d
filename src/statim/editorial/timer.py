"""The desk's clock: once a minute, what is due is published, who should know is reminded, digests
for readers go out, and accounts that nobody confirmed are deleted when their time is over.

One process of a machine at a time does it; on several machines, rows in the database see to it
that each thing is done once. `statim desk due` does the same by hand.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection

from statim.accounts.cpd.digest import send_digests
from statim.accounts.unconfirmed import delete_unconfirmed
from statim.editions import measuring
from statim.editorial.actions import Due, publish_due, send_reminders
from statim.editorial.looking import catch_up
from statim.editorial.reminders import Reminder

EVERY = 60.0  # seconds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What one round did."""

    published: tuple[Due, ...]
    reminded: tuple[Reminder, ...]
    digests: int = 0
    unconfirmed: int = 0


def due_now() -> Done:
    """One round."""
    published, reminded = tuple(publish_due()), tuple(send_reminders())
    done = Done(published, reminded, send_digests(), delete_unconfirmed())
    catch_up()
    measuring.catch_up()
    return done


def start() -> None:
    """Make this process, a server, keep the clock from now on, or stand by for who does."""
    threading.Thread(target=_run, name="desk clock", daemon=True).start()


def _run() -> None:
    turn: IO[str] | None = None
    pause = threading.Event()
    while not pause.wait(EVERY):
        turn = turn or my_turn(Path(settings.DATA) / "desk-clock.lock")
        if turn is None:
            continue
        try:
            for due in due_now().published:
                if due.publication is None:
                    log.warning("a scheduled publication was refused: %s", due.reason)
        except (DatabaseError, OSError):
            log.exception("the desk's clock missed a round")
        finally:
            connection.close()


def my_turn(path: Path) -> IO[str] | None:
    """The lock, held as long as the file is open; None where another process has it."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
