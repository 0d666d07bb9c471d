"""The index as this process has it open: opened on first use, reloaded when another wrote to it.

Gives None where there is no index of this record; then titles are searched in the database.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from statim.search import cursor, follower
from statim.search.cursor import Cursor, is_of_this_site
from statim.search.engine import PARTS, Part, Unusable, resembles

Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The three parts, and how far they have come."""

    names: Part
    pages: Part
    lines: Part
    reached: Cursor


_lock = threading.Lock()
_open: dict[Path, tuple[Stamp, Index]] = {}


def current(*, wait: float = 0.0) -> Index | None:
    """The index, where there is one of this record. Where it is behind, has it catch up,
    waiting at most so many seconds."""
    now = cursor.now()
    index = _opened()
    if index is None or index.reached != now:
        follower.nudge(wait=wait)
        index = _opened() if wait else index
    if index is None or index.reached == now or is_of_this_site(index.reached):
        return index
    return None


def warm() -> None:
    """Open the index anew where it changed, before a reader asks and waits for it."""
    if index := _opened():
        for slips in (1, 2):  # what is needed to look for likenesses is made once in a process
            unlikely = resembles("words_title", "likeness", distance=slips, prefix=True)
            index.names.ask(unlikely, 1)


def close() -> None:
    """Forget the open index, after it proved unusable; the next use looks again."""
    with _lock:
        _open.clear()


def _opened() -> Index | None:
    folder = follower.folder()
    try:
        stamp = tuple(_stamp(folder / name / "meta.json") for name in PARTS)
    except OSError:
        return None
    kept = _open.get(folder)
    if kept and kept[0] == stamp:
        return kept[1]
    with _lock:
        try:
            names, pages, lines = (Part(folder / name) for name in PARTS)
            index = Index(names, pages, lines, follower.cursor_of((names, pages, lines)))
        except Unusable:
            return None
        _open.clear()
        _open[folder] = (stamp, index)
        return index


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns
