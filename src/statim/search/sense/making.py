"""Makes the vectors: follows the record with a cursor of its own, apart from the index of words.

One process writes at a time, and each few topics are a transaction, so that a process killed at
any moment loses some seconds' work and nothing else. Unaltered statements keep their vectors.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from statim.editions.following import changed_after, current_editions, is_of_this_record
from statim.editions.queries import Published
from statim.search.one_writer import alone
from statim.search.sense import codes, passages, store
from statim.search.sense.errors import Damaged
from statim.search.sense.model import Model
from statim.search.sense.store import DIGEST, Kept, Store

BATCH = 10  # editions between two commits: some seconds' work
WAIT = 20.0  # seconds that the one who writes waits for readers

Advance = Callable[[int], None]
log = logging.getLogger(__name__)


def made_by(model: Model) -> str:
    """What the vectors follow from, beside the record."""
    return f"{passages.VERSION} {model.name}"


def catch_up(
    path: Path,
    model: Model,
    *,
    wait: bool = True,
    doubted: int = 0,
    advance: Advance | None = None,
    going_on: Callable[[], bool] = lambda: True,
) -> bool:
    """Bring the file to the record's mark, making it anew where it cannot be used, or where it
    is still the one (by its inode) in which a reader found damage.

    False where another process is at it and `wait` is off. `advance` hears of editions done.
    Raises ModelFails, also where `going_on` says no; Busy.
    """
    with alone(path.with_suffix(".lock"), wait=wait) as mine:
        if not mine:
            return False
        try:
            with closing(_usable(path, model, doubted)) as held:
                _follow(held, model, advance, going_on)
        except Damaged as why:
            if path.exists():
                log.warning("%s; it is made anew", why)
            store.make(path, made_by=made_by(model), size=model.size)
            with closing(Store(path, wait=WAIT)) as held:
                _follow(held, model, advance, going_on)
    return True


def _usable(path: Path, model: Model, doubted: int) -> Store:
    """The file, looked over. Raises Damaged, Busy."""
    if doubted and doubted == store.inode(path):
        raise Damaged("a search found the file of vectors damaged")
    held = Store(path, wait=WAIT)
    try:
        if held.made_by != made_by(model) or held.size != model.size:
            raise Damaged("the vectors were made by another model")
        if not is_of_this_record(held.reached()):
            raise Damaged("the vectors were made from another record")
        held.check()
    except Damaged:
        held.close()
        raise
    return held


def _follow(
    held: Store, model: Model, advance: Advance | None, going_on: Callable[[], bool]
) -> None:
    at = held.reached()
    while True:
        topics, then = changed_after(at, BATCH)
        if then == at:
            return
        made = [_made(held, model, one, going_on) for one, _ in current_editions(topics)]
        held.put(topics, made, then)
        if advance:
            advance(then.sequence - at.sequence)
        at = then


def _made(held: Store, model: Model, edition: Published, going_on: Callable[[], bool]) -> Kept:
    """An edition's vectors: what was made of the same words before is taken over."""
    old = held.kept(edition.topic)
    known = dict(zip(old.digests, old.eighths, strict=True)) if old else {}
    wanted = passages.passages_of(edition.document)
    digests = [hashlib.sha256(one.text.encode()).digest()[:DIGEST] for one in wanted]
    new = {d: one.text for d, one in zip(digests, wanted, strict=True) if d not in known}
    rows = codes.eighths(model.vectors(list(new.values()), going_on=going_on))
    known |= dict(zip(new, rows, strict=True))
    return Kept(
        topic=edition.topic,
        edition=edition.hash,
        statements=[one.statement for one in wanted],
        digests=digests,
        eighths=np.array([known[d] for d in digests], np.int8).reshape(-1, model.size),
    )
