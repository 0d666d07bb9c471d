"""Publishing many new topics at once: whole batches, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from statim.audit.actor import Actor
from statim.editions.queries import published_among
from statim.editorial.actions import publish_manuscripts
from statim.topics.manuscript import Manuscript

BATCH = 50


def publish_new(manuscripts: Iterable[Manuscript], *, by: Actor) -> Iterator[int]:
    """Take over and publish new topics, batch by batch; yields how many were just done.

    A batch stands or falls as one, so an interruption leaves whole topics only. Topics that
    are published already are passed over, so that a second run goes on where the first stopped.
    """
    rest = iter(manuscripts)
    while batch := list(islice(rest, BATCH)):
        known = published_among([manuscript.id for manuscript in batch])
        if new := [manuscript for manuscript in batch if manuscript.id not in known]:
            publish_manuscripts(new, by=by)
        yield len(batch)
