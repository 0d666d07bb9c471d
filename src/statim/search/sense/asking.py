"""What stands close to a question: the file of vectors as this process has it in memory.

It looks for what another process wrote before each search, and reads that alone. What it finds
may be of an edition that was replaced or withdrawn since: whoever shows it compares the hash.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np

from statim.editions.following import Mark
from statim.search.sense import codes
from statim.search.sense.codes import Places, Signs, Vectors
from statim.search.sense.errors import Damaged
from statim.search.sense.near import Close
from statim.search.sense.store import Row, Store, guarded, inode

WAIT = 0.1  # seconds that a search waits for a writer's commit
CHOSEN = 400  # statements that the signs choose of all
SPARE = 100  # rows of replaced topics that are no reason to read everything anew
FLOOR = 0.35  # cosine below which nothing is close, whatever else there is


class Known:
    """The vectors of one file, open for asking. Threads may ask it side by side."""

    def __init__(self, path: Path, made_by: str) -> None:
        """Open it. Raises Damaged, Busy."""
        self._lock = threading.Lock()
        self._path, self.inode = path, inode(path)
        self._store = Store(path, wait=WAIT)
        if self._store.made_by != made_by:
            raise Damaged("the vectors were made by another model")
        self._changes = -1
        self._empty()

    def is_current(self) -> bool:
        """Whether the file is still the one that was opened."""
        return inode(self._path) == self.inode

    def reached(self) -> Mark:
        """How far the vectors have come. Raises Damaged, Busy."""
        with self._lock:
            return self._store.reached()

    def close_to(self, asked: Vectors, most: int) -> list[Close]:
        """The topics closest to the asked vector (a row of length one), at most so many, the
        closest first; of each its statements that are close. Raises Damaged, Busy."""
        with self._lock:
            self._take_in()
            signs, owner, start, rows = self._signs, self._owner, self._start, self._rows
        places = codes.closest(signs, codes.signs(asked), CHOSEN)
        owners = owner[places]
        with self._lock:
            held = self._store.eighths([rows[n].id for n in sorted(set(owners.tolist()))])
        found = []
        with guarded():
            for one in set(owners.tolist()):
                eighths = held.get(rows[one].id)
                if eighths is None:  # replaced or withdrawn since it was taken in
                    continue
                inside = places[owners == one] - start[one]
                if close := _ranked(rows[one], inside, codes.cosines(eighths[inside], asked)):
                    found.append(close)
        return sorted(found, key=lambda one: -one.cosine)[:most]

    def _take_in(self) -> None:
        """What was written since the last look."""
        changes = self._store.changes()
        if changes == self._changes:
            return
        if len(self._rows) > SPARE + 2 * len({row.topic for row in self._rows}):
            self._empty()  # most of it was replaced: it is read anew
        if new := self._store.after(self._rows[-1].id if self._rows else 0):
            many = [signs.shape[1] for _, signs in new]
            first, columns = len(self._rows), len(self._owner)
            starts = columns + np.cumsum([0, *many[:-1]])
            owners = np.repeat(np.arange(first, first + len(new)), many)
            self._start = np.concatenate([self._start, starts])
            self._owner = np.concatenate([self._owner, owners.astype(np.uint32)])
            self._signs = np.concatenate([self._signs, *(signs for _, signs in new)], axis=1)
            self._rows = [*self._rows, *(row for row, _ in new)]
        self._changes = changes

    def _empty(self) -> None:
        self._rows: list[Row] = []
        self._owner = np.zeros(0, np.uint32)  # of each column of signs, the place of its row
        self._start = np.zeros(0, np.int64)  # of each row, its first column
        self._signs: Signs = np.zeros((self._store.size // 64, 0), np.uint64)


def _ranked(row: Row, inside: Places, cosines: Vectors) -> Close | None:
    """The row's statements at these places that are close, the closest first."""
    ids = json.loads(row.statements)
    said = sorted(zip(cosines.tolist(), inside.tolist(), strict=True), reverse=True)
    close = [(cosine, str(ids[at])) for cosine, at in said if cosine >= FLOOR]
    if not close:
        return None
    return Close(row.topic, row.edition, close[0][0], [one for _, one in close])
