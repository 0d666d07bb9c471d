"""Publishing many new topics at once: whole batches, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from statim.audit.actor import Actor
from statim.editions.actions import Submission, append_many
from statim.editions.queries import published_among
from statim.publisher.queries import house
from statim.references.actions import format_bibliography
from statim.topics.bulk import import_new
from statim.topics.freeze import freeze
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
        _publish_batch([m for m in batch if m.id not in known], by=by)
        yield len(batch)


def _publish_batch(manuscripts: Sequence[Manuscript], *, by: Actor) -> None:
    if not manuscripts:
        return
    documents = [freeze(manuscript) for manuscript in manuscripts]
    style = house().citation_style
    with transaction.atomic():
        import_new(manuscripts, by=by)
        append_many(
            [Submission(d, format_bibliography(d.references, style)) for d in documents], by=by
        )
