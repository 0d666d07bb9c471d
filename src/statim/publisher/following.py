"""A server process learns what was chosen at the desk by another, within seconds, apart from
every request. Never writes."""

from __future__ import annotations

import logging
import threading
import time

from django.db import DatabaseError, connection

from statim.publisher.queries import learn

EVERY = 2.0  # seconds

log = logging.getLogger(__name__)


def start() -> None:
    """Follow from now on, in a thread of its own. What was chosen before holds at once."""
    _learn()
    threading.Thread(target=_run, name="publisher", daemon=True).start()


def _run() -> None:
    while True:
        time.sleep(EVERY)
        _learn()


def _learn() -> None:
    try:
        learn()
    except DatabaseError:
        log.exception("what was chosen at the desk could not be read; what was known holds")
    finally:
        connection.close()
