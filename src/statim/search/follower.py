"""Keeps the index in step: follows the record, and the words that editors keep, with a cursor.

One writes at a time. Correctness rests on the cursor alone: a nudge only makes it sooner, and a
process that dies at any moment leaves an index that the next one brings up to date. Nobody who
reads a page waits for it.
"""

from __future__ import annotations

import gc
import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from statim.editions.following import Mark, changed_after, current_editions, mark
from statim.editions.news import record_changed
from statim.search import cursor, preparing, vocabulary
from statim.search.cursor import Cursor, is_of_this_site
from statim.search.engine import PARTS, Part, Unusable, Writer
from statim.search.one_writer import alone
from statim.search.preparing import Documents, Given

BATCH = 200  # editions between two commits
BATCH_OF_NEW = 500_000  # the same while an index is made: nobody waits for what it holds so far
READ = 200  # editions read at once
MANY = 1000  # editions for which it pays to start processes

Advance = Callable[[int], None]
Prepare = Callable[[Iterable[list[Given]]], Iterator[Documents]]
log = logging.getLogger(__name__)


def folder() -> Path:
    """Where the index is."""
    return Path(settings.DATA) / "search-index"


def _parts() -> list[Part]:
    return [Part(folder() / name) for name in PARTS]


def cursor_of(parts: Iterable[Part]) -> Cursor:
    """How far all parts of an index have come. Raises Unusable."""
    return min((cursor.read(part.cursor) for part in parts), key=Cursor.place)


def behind() -> int:
    """How many editions the index has yet to take; all of them where it cannot be used."""
    now = mark()
    try:
        reached = cursor_of(_parts())
    except Unusable:
        return now.sequence
    return now.sequence - (reached.record.sequence if is_of_this_site(reached) else 0)


def catch_up(*, wait: bool = True, advance: Advance | None = None) -> bool:
    """Bring the index to the record's mark, making it anew where it cannot be used.

    False where another process is at it and `wait` is off. `advance` hears of editions done.
    """
    with alone(_lock(), wait=wait) as mine:
        if not mine:
            return False
        try:
            reached = cursor_of(_parts())
            if not is_of_this_site(reached):
                raise Unusable("the search index was made from another record")
            _follow(folder(), reached, advance)
        except Unusable as why:
            if folder().exists():
                log.warning("%s; it is made anew", why)
            _remake(advance, begun=_begun())
    return True


def rebuild(*, advance: Advance | None = None) -> None:
    """Make the index anew from the whole record; the old one answers until it is done."""
    with alone(_lock(), wait=True):
        _remake(advance)


def _lock() -> Path:
    return folder().with_name("search-index.lock")


def _new() -> Path:
    return folder().with_name("search-index.new")


def _begun() -> Cursor | None:
    """How far an index has come that another process was making anew when it died, perhaps
    between putting the old one away and this one in its place."""
    try:
        reached = cursor_of(Part(_new() / name) for name in PARTS)
    except Unusable:
        return None
    return reached if is_of_this_site(reached) else None


def _remake(advance: Advance | None, begun: Cursor | None = None) -> None:
    new, old = _new(), folder().with_name("search-index.old")
    shutil.rmtree(old, ignore_errors=True)
    if begun is None or not _continued(begun, advance):
        shutil.rmtree(new, ignore_errors=True)
        _follow(new, None, advance)
    if folder().exists():
        folder().rename(old)
    new.rename(folder())
    shutil.rmtree(old, ignore_errors=True)


def _continued(begun: Cursor, advance: Advance | None) -> bool:
    try:
        _follow(_new(), begun, advance)
    except Unusable as why:
        log.warning("%s; it is begun again", why)
        return False
    return True


def _follow(index: Path, reached: Cursor | None, advance: Advance | None) -> None:
    """Take everything after the cursor. None: from the start, leaving a cursor in any case."""
    if reached == cursor.now():
        return
    anew = index != folder()
    begun = reached.record.sequence if reached else 0
    with _preparing(mark().sequence - begun if anew else 0) as prepare:
        writer = Writer(index, large=anew)
        try:
            _take(writer, reached, BATCH_OF_NEW if anew else BATCH, prepare, advance)
        finally:
            writer.close()


@contextmanager
def _preparing(editions: int) -> Iterator[Prepare]:
    """How documents are made for so many editions: of many, by processes beside this one."""
    if editions < MANY:
        yield preparing.here
        return
    frozen = gc.get_freeze_count()  # a server has done so for good
    if not frozen:
        gc.freeze()  # what lives already is not looked through again and again
    try:
        with preparing.beside() as prepare:
            yield prepare
    finally:
        if not frozen:
            gc.unfreeze()


def _take(
    writer: Writer, reached: Cursor | None, batch: int, prepare: Prepare, advance: Advance | None
) -> None:
    # from the start, every topic brings its own words: only the abbreviations are missing
    at = reached or Cursor(Mark(), vocabulary.mark())
    new = vocabulary.shorts() if reached is None else []
    # a new index knows only what was put into it here: to forget is dear
    taken: set[str] | None = set() if reached is None else None
    while True:
        topics, record = changed_after(at.record, batch)
        named, shorts, words = vocabulary.changed_after(at.words, batch)
        then = Cursor(record, words)
        if then == at and reached is not None:
            return
        all_topics = sorted({*topics, *named})
        changed = [*new, *vocabulary.shorts(shorts)]
        done = _Done(advance, record.sequence - at.record.sequence)
        known = all_topics if taken is None else taken.intersection(all_topics)
        given = prepare(_given(all_topics, done.some))
        writer.put(given, then.said(), changed, forget=known)
        done.rest()
        if taken is not None:
            taken.update(all_topics)
        at = reached = then
        new = []


class _Done:
    """Tells of editions while they are read, never of more than a commit then holds."""

    def __init__(self, advance: Advance | None, most: int) -> None:
        self._advance = advance
        self._left = most

    def some(self, number: int) -> None:
        """So many topics were read."""
        number = min(number, self._left)
        self._left -= number
        if self._advance and number:
            self._advance(number)

    def rest(self) -> None:
        """All is committed: older editions of the same topics too."""
        self.some(self._left)


def _given(topics: list[str], done: Advance) -> Iterator[list[Given]]:
    """Read while it is written, so that no more than a few lie in memory."""
    for start in range(0, len(topics), READ):
        some = topics[start : start + READ]
        added = vocabulary.names_added_to(some)
        shorts = vocabulary.shorts_leading_to(some)
        yield [
            Given(
                published.canonical,
                published.hash,
                shelf,
                added.get(published.topic, []),
                shorts.get(published.topic, []),
            )
            for published, shelf in current_editions(some)
        ]
        done(len(some))


class _Thread:
    """A server process's follower: sleeps until it is nudged, then catches up."""

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._then: Callable[[], object] = bool

    def start(self, then: Callable[[], object]) -> None:
        """Follow from now on, and do `then` whenever caught up. Only for servers: a command
        ends, and would cut it off."""
        self._then = then
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)
        self._thread.start()
        self.nudge()

    def nudge(self, wait: float = 0.0) -> None:
        """Ask for it, and wait at most so many seconds until it is done."""
        if self._thread is None:
            return
        self._done.clear()
        self._wanted.set()
        if wait:
            self._done.wait(wait)

    def _run(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            try:
                if catch_up(wait=False):
                    self._done.set()
                    self._then()
                else:  # another process is at it: see in a moment whether it has done this too
                    time.sleep(0.1)
                    self._wanted.set()
            except (DatabaseError, Unusable, OSError):
                log.exception("search could not catch up with the record")
            finally:
                connection.close()


_thread = _Thread()


def start(then: Callable[[], object] = bool) -> None:
    """Make this process, a server, follow the record from now on, and do `then` whenever it has
    caught up."""
    record_changed.connect(_changed)
    _thread.start(then)


def nudge(*, wait: float = 0.0) -> None:
    """Have this process catch up soon, where it follows; wait at most so many seconds for it."""
    _thread.nudge(wait)


def _changed(**_: object) -> None:
    _thread.nudge()
