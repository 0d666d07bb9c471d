"""Many files at once: each read, taken over, and published where that was asked for.

A file that is refused leaves the others alone. Files are taken over a batch to a transaction,
so that an interrupted import leaves whole topics only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal

from statim.audit.actor import Actor
from statim.editions.checks.policy import Policy
from statim.editions.errors import NothingChanged
from statim.editions.errors import Refused as RefusedByRecord
from statim.editions.quality import site_policy
from statim.editorial.actions import publish_manuscripts
from statim.references.errors import ReferencesError
from statim.topics.actions import import_manuscripts
from statim.topics.errors import Refused, Unreadable
from statim.topics.manuscript import Doubt, Manuscript
from statim.topics.reading import read_manuscript

Status = Literal["draft", "published", "unchanged", "refused"]
REFUSALS = (Refused, RefusedByRecord, ReferencesError)
BATCH = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `edition` is 0 unless it was published; `reason` says why a
    file was refused or left as it was, `line` where (0 where that cannot be told)."""

    path: Path
    status: Status
    slug: str = ""
    edition: int = 0
    doubts: tuple[Doubt, ...] = ()
    reason: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    path: Path
    manuscript: Manuscript | None
    refusal: Exception | None = None


def import_files(paths: Iterable[Path], *, publish: bool, by: Actor) -> Iterator[Taken]:
    """Take the files over, in order, and say of each what became of it.

    The files of a batch are read in threads, since most of the time is pandoc's.
    """
    waiting = iter(paths)
    policy = site_policy()
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        while batch := list(islice(waiting, BATCH)):
            readings = list(pool.map(partial(_read, policy=policy), batch))
            yield from _taken(readings, publish=publish, by=by)


def _read(path: Path, policy: Policy) -> _Read:
    try:
        data = path.read_bytes()
        return _Read(path, read_manuscript(data, path.name, _beside(path), policy))
    except OSError as error:
        return _Read(path, None, Unreadable(path.name, f"it cannot be opened: {error.strerror}"))
    except REFUSALS as error:
        return _Read(path, None, error)


def _beside(path: Path) -> Callable[[str], bytes]:
    return lambda name: (path.parent / Path(name).name).read_bytes()


def _taken(readings: Sequence[_Read], *, publish: bool, by: Actor) -> Iterator[Taken]:
    good = [reading for reading in readings if reading.manuscript]
    try:
        kept = iter(_kept(good, publish=publish, by=by))
    except REFUSALS:  # one of them: each for itself, so that the others go on
        kept = None
    for reading in readings:
        if reading.refusal or not reading.manuscript:
            yield _refused(reading, reading.refusal)
        elif kept is not None:
            yield next(kept)
        else:
            yield _alone(reading, publish=publish, by=by)


def _alone(reading: _Read, *, publish: bool, by: Actor) -> Taken:
    try:
        return _kept([reading], publish=publish, by=by)[0]
    except NothingChanged as error:
        slug = reading.manuscript.slug if reading.manuscript else ""
        return Taken(reading.path, "unchanged", slug, error.number, reason=str(error))
    except REFUSALS as error:
        return _refused(reading, error)


def _kept(readings: Sequence[_Read], *, publish: bool, by: Actor) -> list[Taken]:
    manuscripts = [reading.manuscript for reading in readings if reading.manuscript]
    outcome: list[tuple[Status, str, int]]
    if publish:
        done = publish_manuscripts(manuscripts, by=by)
        outcome = [("published", publication.slug, publication.number) for publication in done]
    else:
        drafts = import_manuscripts(manuscripts, by=by)
        outcome = [("draft", topic.slug, 0) for topic in drafts]
    return [
        Taken(reading.path, status, slug, number, manuscript.doubts)
        for reading, manuscript, (status, slug, number) in zip(
            readings, manuscripts, outcome, strict=True
        )
    ]


def _refused(reading: _Read, error: Exception | None) -> Taken:
    if isinstance(error, Unreadable):
        return Taken(reading.path, "refused", reason=error.reason, line=error.line)
    return Taken(reading.path, "refused", reason=str(error))
