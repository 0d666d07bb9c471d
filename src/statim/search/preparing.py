"""Editions made into documents of the index: here, or by processes beside this one.

Making an index anew is half reading and folding, which one Python process does on one core. A
process beside is given text and gives back text: it knows no database and no index.
"""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, TypeAlias

import msgspec

from statim.editions.document import from_json
from statim.search import documents
from statim.search.engine import PARTS, stem, stem_of
from statim.search.entries import Entry, entry_of

Documents: TypeAlias = dict[str, list[str]]

_LENGTH = 8  # bytes that say how long a message is
log = logging.getLogger(__name__)


class Given(msgspec.Struct, frozen=True):
    """All of which an entry is made: the edition's canonical JSON and hash, its shelf, and the
    synonyms and abbreviations that editors keep for its topic."""

    canonical: str
    hash: str
    shelf: str
    added: list[str]
    shorts: list[str]


def documents_of(entry: Entry) -> Documents:
    """Part of the index to the documents of an entry, as JSON."""
    return documents.of_entry(entry, stem, stem_of)


def made(given: Iterable[Given]) -> Documents:
    """Part of the index to the documents of some editions. Raises InvalidDocument."""
    found: Documents = {name: [] for name in PARTS}
    for one in given:
        entry = entry_of(
            from_json(one.canonical),
            digest=one.hash,
            shelf=one.shelf,
            added=one.added,
            shorts=one.shorts,
        )
        for name, some in documents_of(entry).items():
            found[name] += some
    return found


def here(batches: Iterable[list[Given]]) -> Iterator[Documents]:
    """The documents of each batch, made by this process."""
    return map(made, batches)


@contextmanager
def beside(processes: int = 0) -> Iterator[Beside]:
    """Processes that make documents, as many as there are cores, until the block ends."""
    with ExitStack() as stack:
        count = processes or os.cpu_count() or 1
        yield Beside([stack.enter_context(_process()) for _ in range(count)], stack)


def _process() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "statim.search.preparing"]  # -P: not from this folder
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


class Beside:
    """Processes at work. What one that died had in hand is made here."""

    def __init__(self, processes: list[subprocess.Popen[bytes]], stack: ExitStack) -> None:
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        for process in processes:
            self._idle.put(process)
        self._ahead = 2 * len(processes)
        self._threads = stack.enter_context(ThreadPoolExecutor(len(processes)))

    def __call__(self, batches: Iterable[list[Given]]) -> Iterator[Documents]:
        """The documents of each batch, in their order; a few batches are read ahead."""
        waiting: deque[Future[Documents]] = deque()
        for batch in batches:
            waiting.append(self._threads.submit(self._made, batch))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _made(self, batch: list[Given]) -> Documents:
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            return made(batch)
        try:
            said = _answer(process, msgspec.msgpack.encode(batch))
        except (OSError, EOFError) as why:
            log.warning("a process that prepares the search index ended: %r", why)
            process.kill()
            with suppress(OSError):  # what it no longer takes is still to be written
                process.communicate()
            return made(batch)
        self._idle.put(process)
        return msgspec.msgpack.decode(said, type=Documents)


def _answer(process: subprocess.Popen[bytes], message: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError("it has no pipes")
    _write(process.stdin, message)
    return _read(process.stdout)


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big") + message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    if len(said := pipe.read(length)) < length:
        raise EOFError("the pipe was closed")
    return said


def _serve() -> None:
    """Answer until nobody asks."""
    while True:
        try:
            batch = msgspec.msgpack.decode(_read(sys.stdin.buffer), type=list[Given])
        except EOFError:
            return
        _write(sys.stdout.buffer, msgspec.msgpack.encode(made(batch)))


if __name__ == "__main__":
    _serve()
