"""The model and the vectors of one process, and the thread of a server that makes them.

Nobody who searches waits for a model to be loaded or for vectors to be made: until both are there
words alone are searched. Correctness rests on the cursor; the thread only follows it.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from contextlib import suppress
from pathlib import Path

from django.db import DatabaseError, connection

from statim.editions.following import mark
from statim.editions.news import record_changed
from statim.search.sense import making
from statim.search.sense.asking import Known
from statim.search.sense.close import Close
from statim.search.sense.errors import Busy, Damaged, Unavailable
from statim.search.sense.making import Advance
from statim.search.sense.model import Model

EVERY = 30.0  # seconds between two looks for what another process published
STOPPING = 5.0  # seconds that a process which ends waits for the run of the model under way
log = logging.getLogger(__name__)


class Sense:
    """Searching by meaning in one process: `path` is the file of vectors, `folder` that of the
    model ("" for the packaged one)."""

    def __init__(self, path: Path, folder: str) -> None:
        self._path, self._folder = path, folder
        self._loading, self._opening = threading.Lock(), threading.Lock()
        self._model: Model | Unavailable | None = None
        self._known: Known | None = None
        self._doubted = 0  # the inode of a file in which a search found damage
        self._wanted, self._ending = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def close_to(self, question: str, most: int) -> list[Close]:
        """The topics near to a question, the nearest first. Raises Unavailable."""
        model = self.model()
        known = self._open(model)
        try:
            return known.close_to(model.vectors([question]), most)
        except Damaged:
            self._forget(known)
            raise

    def behind(self) -> int:
        """How many editions and withdrawals the vectors have yet to take. Raises Unavailable."""
        model, now = self.model(), mark()
        try:
            reached = self._open(model).reached()
        except Damaged:
            return now.sequence or 1
        return now.sequence - reached.sequence or now.withdrawals - reached.withdrawals

    def catch_up(self, *, wait: bool = True, advance: Advance | None = None) -> bool:
        """Make what is missing, as `making.catch_up`. Raises Unavailable."""
        return making.catch_up(
            self._path,
            self.model(),
            wait=wait,
            doubted=self._doubted,
            advance=advance,
            going_on=self._goes_on,
        )

    def model(self) -> Model:
        """The model: a server's thread loads it, in a command whoever asks first; the others are
        refused meanwhile. What could not be loaded is not tried again. Raises Unavailable."""
        if self._model is None:
            others = self._thread not in {None, threading.current_thread()}
            if others or not self._loading.acquire(blocking=False):
                raise Busy("the model is being loaded")
            try:
                self._model = self._model or Model(self._folder)
            except Unavailable as why:
                self._model = why
            finally:
                self._loading.release()
        if isinstance(self._model, Unavailable):
            raise self._model
        return self._model

    def _open(self, model: Model) -> Known:
        with self._opening:
            if self._known is None or not self._known.is_current():
                self._known = Known(self._path, making.made_by(model))
            return self._known

    def _forget(self, known: Known) -> None:
        with self._opening:
            if self._known is known:
                self._known, self._doubted = None, known.inode
        self._wanted.set()

    def start(self) -> None:
        """Follow the record from now on. Only for servers: a command ends, and would cut it off."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._run, name="search-sense", daemon=True)
        record_changed.connect(self._changed)
        atexit.register(self._end)
        self._thread.start()

    def _run(self) -> None:
        _step_back()
        said = ""
        while not self._ending.is_set():
            try:
                self.catch_up(wait=False)
                said = ""
            except (DatabaseError, Unavailable, OSError) as why:
                if str(why) != said and not self._ending.is_set():  # once, not every half minute
                    said = str(why)
                    log.warning("no vectors are made for searching by meaning: %s", said)
            finally:
                connection.close()
            self._wanted.wait(EVERY)
            self._wanted.clear()

    def _goes_on(self) -> bool:
        return not self._ending.is_set()

    def _changed(self, **_: object) -> None:
        self._wanted.set()

    def _end(self) -> None:
        """A model at work while the interpreter is taken down would abort the process."""
        self._ending.set()
        self._wanted.set()
        if self._thread:
            self._thread.join(STOPPING)


def _step_back() -> None:
    """Let readers go first: on Linux a thread may have a priority of its own."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
