"""What stands close to a question: the file of vectors as this process has it in memory.

It looks for what another process wrote before each search, and reads that alone. What it finds
may be of an edition that was replaced or withdrawn since: whoever shows it compares the hash.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from statim.editions.following import Mark
from statim.search.sense import codes
from statim.search.sense.close import Close
from statim.search.sense.codes import Signs, Vectors
from statim.search.sense.errors import Damaged
from statim.search.sense.store import Row, Store, guarded, inode

WAIT = 0.1  # seconds that a search waits for a writer's commit
CHOSEN = 400  # statements that the signs choose of all
SPARE = 100  # rows of replaced topics that are no reason to read everything anew
FLOOR = 0.3  # cosine below which nothing is close: what has nothing to do with medicine stays below


@dataclass(frozen=True, slots=True)
class Held:
    """What is in memory: of each topic a row, of each statement a column of signs."""

    rows: list[Row]
    owner: npt.NDArray[np.uint32]  # of each column, the place of its row
    start: npt.NDArray[np.int64]  # of each row, its first column
    signs: Signs

    def with_more(self, new: list[tuple[Row, Signs]]) -> Held:
        """The same and these."""
        many = [signs.shape[1] for _, signs in new]
        first, columns = len(self.rows), len(self.owner)
        starts = columns + np.cumsum([0, *many[:-1]])
        owners = np.repeat(np.arange(first, first + len(new)), many)
        return Held(
            rows=[*self.rows, *(row for row, _ in new)],
            owner=np.concatenate([self.owner, owners.astype(np.uint32)]),
            start=np.concatenate([self.start, starts]),
            signs=np.concatenate([self.signs, *(signs for _, signs in new)], axis=1),
        )


class Known:
    """The vectors of one file, open for asking. Threads may ask it side by side."""

    def __init__(self, path: Path, made_by: str) -> None:
        """Open it. Raises Damaged, Busy."""
        self._lock = threading.Lock()
        self._path, self.inode = path, inode(path)
        self._store = Store(path, wait=WAIT)
        if self._store.made_by != made_by:
            self._store.close()
            raise Damaged("the vectors were made by another model")
        self._changes = -1
        self._held = self._nothing()

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
            memory = self._held
        places = codes.closest(memory.signs, codes.signs(asked), CHOSEN)
        owners = memory.owner[places]
        inside = (places - memory.start[owners]).tolist()
        rows = [memory.rows[owner] for owner in owners.tolist()]
        with self._lock:
            numbers = [row.id for row in rows]
            still, eighths = self._store.eighths(list(zip(numbers, inside, strict=True)))
        with guarded():
            near: dict[Row, list[tuple[float, int]]] = {}
            for at, cosine in zip(still, codes.cosines(eighths, asked).tolist(), strict=True):
                if cosine >= FLOOR:
                    near.setdefault(rows[at], []).append((cosine, inside[at]))
            ordered = sorted(near.items(), key=lambda one: max(one[1]), reverse=True)[:most]
            return [_close(row, sorted(said, reverse=True)) for row, said in ordered]

    def _take_in(self) -> None:
        """What was written since the last look."""
        changes = self._store.changes()
        if changes == self._changes:
            return
        held = self._held
        if len(held.rows) > SPARE + 2 * len({row.topic for row in held.rows}):
            held = self._nothing()  # most of it was replaced: it is read anew
        if new := self._store.after(held.rows[-1].id if held.rows else 0):
            held = held.with_more(new)
        self._held, self._changes = held, changes

    def _nothing(self) -> Held:
        none: Signs = np.zeros((self._store.size // 64, 0), np.uint64)
        return Held([], np.zeros(0, np.uint32), np.zeros(0, np.int64), none)


def _close(row: Row, said: list[tuple[float, int]]) -> Close:
    """The topic with its statements at these places, the closest first."""
    ids = json.loads(row.statements)
    return Close(row.topic, row.edition, said[0][0], [str(ids[at]) for _, at in said])
