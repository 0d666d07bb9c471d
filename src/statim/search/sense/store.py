"""The file of vectors beside the index: one SQLite file, written by one process at a time.

A row holds a topic's vectors and the hash of the edition that they were made from, and the cursor
stands in the same file, so both are committed together. It can be made anew at any time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from statim.editions.following import Mark
from statim.search.sense import codes
from statim.search.sense.codes import Eighths, Signs
from statim.search.sense.errors import Busy, Damaged

VERSION = 1  # raise with every change of the file's shape
_TABLES = """
CREATE TABLE about (one INTEGER PRIMARY KEY CHECK (one = 1), made_by TEXT NOT NULL,
    size INTEGER NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL,
    withdrawals INTEGER NOT NULL);
CREATE TABLE topics (id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL UNIQUE,
    edition TEXT NOT NULL, statements TEXT NOT NULL, digests BLOB NOT NULL,
    signs BLOB NOT NULL, eighths BLOB NOT NULL);
"""
_PLACES = """
SELECT asked.key, substr(eighths, 1 + json_extract(asked.value, '$[1]') * ?, ?)
FROM json_each(?) AS asked JOIN topics ON topics.id = json_extract(asked.value, '$[0]')
"""
DIGEST = 16  # bytes
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass(frozen=True, slots=True)
class Kept:
    """A topic's vectors: of which edition, of which statements (their ids, and digests of their
    passages of DIGEST bytes each), and a row for each."""

    topic: str
    edition: str
    statements: list[str]
    digests: list[bytes]
    eighths: Eighths


@dataclass(frozen=True, slots=True)
class Row:
    """What is held in memory of a topic's vectors, beside their signs. `statements` is a JSON
    list as it stands in the file, which is smaller than a list of strings."""

    id: int
    topic: str
    edition: str
    statements: str


@contextmanager
def guarded() -> Iterator[None]:
    """What SQLite refuses is Busy where another holds the file, else Damaged."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            raise Busy("the file of vectors is being written") from error
        raise Damaged(f"the file of vectors cannot be used ({type(error).__name__})") from error
    except (ValueError, TypeError, LookupError, OSError) as error:
        raise Damaged("the file of vectors holds what nobody wrote there") from error


class Store:
    """The file, open. One thread at a time."""

    def __init__(self, path: Path, *, wait: float) -> None:
        """Open it, waiting at most so many seconds for a writer. Raises Damaged, Busy."""
        if not path.is_file():
            raise Damaged("there are no vectors yet")
        with guarded():
            self._file = sqlite3.connect(
                path, timeout=wait, isolation_level=None, check_same_thread=False
            )
            if self._file.execute("PRAGMA user_version").fetchone() != (VERSION,):
                raise Damaged("the file of vectors is of another version, or not whole")
            found = self._file.execute("SELECT made_by, size FROM about").fetchone()
            self.made_by, self.size = str(found[0]), int(found[1])

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def reached(self) -> Mark:
        """How far the record was followed. Raises Damaged, Busy."""
        with guarded():
            said = self._file.execute("SELECT sequence, hash, withdrawals FROM about").fetchone()
            return Mark(int(said[0]), str(said[1]), int(said[2]))

    def changes(self) -> int:
        """A number that moves whenever another connection wrote. Raises Damaged, Busy."""
        with guarded():
            return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def check(self) -> None:
        """Read the file's structure once. Raises Damaged, Busy."""
        with guarded():
            self._file.execute("SELECT id FROM topics LIMIT 1")
            if self._file.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise Damaged("the file of vectors is damaged")

    def kept(self, topic: str) -> Kept | None:
        """A topic's vectors. Raises Damaged, Busy."""
        asked = "SELECT edition, statements, digests, eighths FROM topics WHERE topic = ?"
        with guarded():
            found = self._file.execute(asked, [topic]).fetchone()
            if found is None:
                return None
            ids = [str(one) for one in json.loads(found[1])]
            digests = [found[2][at : at + DIGEST] for at in range(0, len(found[2]), DIGEST)]
            rows = self._rows(found[3])
            if not len(ids) == len(digests) == len(rows):
                raise ValueError(topic)
            return Kept(topic, str(found[0]), ids, digests, rows)

    def after(self, last: int) -> list[tuple[Row, Signs]]:
        """The rows added after the one of this number, in order. Raises Damaged, Busy."""
        asked = "SELECT id, topic, edition, statements, signs FROM topics WHERE id > ? ORDER BY id"
        with guarded():
            return [
                (
                    Row(int(number), str(topic), str(edition), str(ids)),
                    np.frombuffer(signs, np.uint64).reshape(self.size // 64, -1),
                )
                for number, topic, edition, ids, signs in self._file.execute(asked, [last])
            ]

    def eighths(self, places: Sequence[tuple[int, int]]) -> tuple[list[int], Eighths]:
        """Vectors by the number of their row and their place in it: which of those asked for are
        still there, and a row for each. Raises Damaged, Busy."""
        with guarded():
            found = self._file.execute(_PLACES, [self.size, self.size, json.dumps(places)])
            pairs = [(int(at), bytes(blob)) for at, blob in found]
            if any(len(blob) != self.size for _, blob in pairs):
                raise ValueError(self.size)
            return [at for at, _ in pairs], self._rows(b"".join(blob for _, blob in pairs))

    def _rows(self, blob: bytes) -> Eighths:
        return np.frombuffer(blob, np.int8).reshape(-1, self.size)

    def put(self, topics: Sequence[str], made: Sequence[Kept], reached: Mark) -> None:
        """Forget these topics, take these vectors, stand at this mark: in one transaction."""
        with guarded():
            self._file.execute("BEGIN IMMEDIATE")
            with self._file:  # commits, or takes everything back
                self._file.executemany("DELETE FROM topics WHERE topic = ?", [[t] for t in topics])
                self._file.executemany(
                    "INSERT INTO topics (topic, edition, statements, digests, signs, eighths)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    map(_written, made),
                )
                self._file.execute(
                    "UPDATE about SET sequence = ?, hash = ?, withdrawals = ?",
                    [reached.sequence, reached.hash, reached.withdrawals],
                )


def _written(one: Kept) -> tuple[object, ...]:
    return (
        one.topic,
        one.edition,
        json.dumps(one.statements, separators=(",", ":")),
        b"".join(one.digests),
        codes.signs(one.eighths).tobytes(),
        one.eighths.tobytes(),
    )


def make(path: Path, *, made_by: str, size: int) -> None:
    """An empty file in the place of whatever stands there; who has the old one open keeps it."""
    new = path.with_name(f"{path.name}.new")
    for leftover in (new, new.with_name(f"{new.name}-journal")):
        leftover.unlink(missing_ok=True)
    with guarded(), closing(sqlite3.connect(new, isolation_level=None)) as file:
        file.executescript(f"{_TABLES} PRAGMA user_version = {VERSION:d};")
        file.execute("INSERT INTO about VALUES (1, ?, ?, 0, '', 0)", [made_by, size])
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    new.replace(path)


def inode(path: Path) -> int:
    """Which file stands there; 0 for none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0
