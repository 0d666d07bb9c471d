"""Writing the record: append editions, withdraw a topic, turn pages around which something
changed. One transaction each, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F

from statim.audit.actions import Act, record, record_many
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.chain import canonical_bytes, hash_of
from statim.editions.citing import topics_citing
from statim.editions.document import Document, to_dict, with_place
from statim.editions.errors import (
    AddressInUse,
    AlreadyWithdrawn,
    NoSuchEdition,
    NothingChanged,
    ReasonNeeded,
    Unpublishable,
)
from statim.editions.models import Edition, FormerAddress, RecordHead, Standing, Withdrawal
from statim.editions.news import announce
from statim.editions.pages import store_pages
from statim.editions.queries import says_the_same
from statim.editions.relating import settle, touched_by
from statim.editions.showing import remember_pictures, unkept
from statim.editions.standing import stand
from statim.editions.validation import faults_of


@dataclass(frozen=True, slots=True)
class Submission:
    """A document to publish, with its references formatted as HTML, in its order."""

    document: Document
    bibliography: Sequence[str]


def append(
    document: Document,
    *,
    bibliography: Sequence[str],
    by: Actor,
    at: datetime | None = None,
    settle_now: bool = True,
) -> Edition:
    """Publish the document as the topic's next edition: whole, or refused by name.

    `bibliography` is the references as HTML, in the document's order. `at` is for tests and
    imports of dated material; it never runs behind the edition before. A caller who appends
    many leaves `settle_now` off and calls `settle_many` once for all.

    Raises Unpublishable, AddressInUse or NothingChanged, with nothing written.
    """
    submission = Submission(document, bibliography)
    return append_many([submission], by=by, at=at, settle_now=settle_now)[0]


def append_many(
    submissions: Sequence[Submission],
    *,
    by: Actor,
    at: datetime | None = None,
    settle_now: bool = True,
) -> list[Edition]:
    """Publish documents of different topics, in order, all of them or none.

    Raises as `append` does, for the first document that is refused.
    """
    for submission in submissions:
        document = submission.document
        if faults := faults_of(document) or [*unkept(document)]:
            raise Unpublishable(submission.document.topic.slug, faults)
    documents = [submission.document for submission in submissions]
    if not documents:
        return []
    with transaction.atomic():
        head = RecordHead.objects.select_for_update().get(id=1)
        standings = _standings_of(documents)
        _check_addresses(documents)
        for document in documents:
            _check_news(document, standings.get(document.topic.id))
        now = _not_before(at or datetime.now(UTC), head)
        placed, editions = _placed(documents, standings, head, now)
        Edition.objects.bulk_create(editions)
        last = editions[-1]
        RecordHead.objects.filter(id=1).update(
            sequence=last.sequence, hash=last.hash, slug=last.slug, number=last.number
        )
        store_pages(editions, placed, [s.bibliography for s in submissions])
        neighbours = touched_by(standings)  # as it was: what this edition no longer cites
        stand(editions, placed, standings)
        remember_pictures(placed)
        settle(neighbours.union(e.topic for e in editions) if settle_now else neighbours)
        record_many([_published(edition) for edition in editions], by=by)
        announce()
    return editions


def settle_many(topics: Sequence[str]) -> None:
    """Renew the related pages around topics that were appended with `settle_now` off."""
    with transaction.atomic():
        RecordHead.objects.select_for_update().get(id=1)
        settle(topics)


def _standings_of(documents: Sequence[Document]) -> dict[str, Standing]:
    topics = [document.topic.id for document in documents]
    if len(set(topics)) < len(topics):
        raise ValueError("a topic can be published only once in one transaction")
    rows = Standing.objects.filter(topic__in=topics).select_related("edition")
    return {row.topic: row for row in rows}


def _check_addresses(documents: Sequence[Document]) -> None:
    owners: dict[str, str] = {}
    slugs = [document.topic.slug for document in documents]
    for model in (FormerAddress, Standing):
        owners |= dict(model.objects.filter(slug__in=slugs).values_list("slug", "topic"))
    for document in documents:
        topic = document.topic
        if owners.setdefault(topic.slug, topic.id) != topic.id:
            raise AddressInUse(topic.slug)


def _check_news(document: Document, standing: Standing | None) -> None:
    if standing is None or standing.withdrawn:
        return
    if says_the_same(document, standing.edition):
        raise NothingChanged(standing.slug, standing.number)


def _not_before(now: datetime, head: RecordHead) -> datetime:
    now = now.astimezone(UTC).replace(microsecond=0)
    before = Edition.objects.filter(sequence=head.sequence).values_list("published", flat=True)
    return max(now, before[0]) if before else now


def _placed(
    documents: Sequence[Document],
    standings: dict[str, Standing],
    head: RecordHead,
    now: datetime,
) -> tuple[list[Document], list[Edition]]:
    """The documents numbered, dated and chained, and their rows."""
    placed: list[Document] = []
    editions: list[Edition] = []
    previous = head.hash
    for sequence, document in enumerate(documents, start=head.sequence + 1):
        standing = standings.get(document.topic.id)
        placed.append(
            with_place(
                document,
                number=standing.number + 1 if standing else 1,
                published=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                previous=previous or None,
            )
        )
        editions.append(_row(placed[-1], sequence, now))
        previous = editions[-1].hash
    return placed, editions


def _row(document: Document, sequence: int, published: datetime) -> Edition:
    canonical = canonical_bytes(to_dict(document))
    return Edition(
        sequence=sequence,
        topic=document.topic.id,
        number=document.number,
        slug=document.topic.slug,
        title=document.topic.title,
        published=published,
        canonical=canonical.decode(),
        previous=document.previous or "",
        hash=hash_of(canonical),
    )


def _published(edition: Edition) -> Act:
    return Act(
        act="publish",
        object_kind="topic",
        object_id=edition.topic,
        detail={"slug": edition.slug, "edition": edition.number, "hash": edition.hash},
    )


def withdraw(slug: str, *, reason: str, by: Actor, at: datetime | None = None) -> None:
    """Take a topic offline. Its address answers 410 with the reason; its editions stay.

    Raises NoSuchEdition, AlreadyWithdrawn or ReasonNeeded, with nothing written.
    """
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        RecordHead.objects.select_for_update().get(id=1)
        standing = Standing.objects.filter(slug=slug).first()
        if standing is None:
            raise NoSuchEdition(say("There is no topic %(slug)s.", slug=slug))
        if standing.withdrawn:
            raise AlreadyWithdrawn(slug)
        now = max(at or datetime.now(UTC), standing.published).astimezone(UTC)
        withdrawal = Withdrawal.objects.create(
            topic=standing.topic,
            number=standing.number,
            at=now,
            reason=reason.strip(),
            by_name=by.name,
        )
        Standing.objects.filter(topic=standing.topic).update(
            withdrawn=now, withdrawn_reason=withdrawal.reason, turn=standing.turn + 1
        )
        settle([standing.topic])
        record(
            "withdraw",
            by=by,
            object_kind="topic",
            object_id=standing.topic,
            detail={
                "slug": slug,
                "edition": standing.number,
                "at": now.isoformat(),
                "reason": withdrawal.reason,
            },
        )
        announce()


def hold_record() -> None:
    """Within a transaction: let nobody publish before its end. Who writes elsewhere first and to
    the record later holds it at the beginning, so that two never wait for one another."""
    RecordHead.objects.select_for_update().get(id=1)


def mark_works(works: Collection[str], *, by: Actor) -> list[str]:
    """Turn the page of every topic whose current edition cites one of these works, because
    something is now said otherwise about them. No edition changes.

    Works are keyed as in `standing.work_key`. Returns the topics' ids; one audit row names them.
    """
    with transaction.atomic():
        hold_record()
        topics = topics_citing(works)
        for start in range(0, len(topics), 500):
            turned = Standing.objects.filter(topic__in=topics[start : start + 500])
            turned.update(turn=F("turn") + 1)
        if topics:
            record(
                "mark works", by=by, object_kind="work", object_id=min(works),
                detail={"works": len(works), "topics": topics},
            )  # fmt: skip
    return topics
