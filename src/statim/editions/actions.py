"""Writing the record: append an edition, withdraw a topic. One transaction each, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.editions.chain import canonical_bytes, hash_of
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
from statim.editions.pages import store_page
from statim.editions.queries import says_the_same
from statim.editions.standing import settle, stand
from statim.editions.validation import faults_of


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
    many leaves `settle_now` off and calls `settle` once for all.

    Raises Unpublishable, AddressInUse or NothingChanged, with nothing written.
    """
    if faults := faults_of(document):
        raise Unpublishable(document.topic.slug, faults)
    with transaction.atomic():
        head = RecordHead.objects.select_for_update().get(id=1)
        latest = Edition.objects.filter(topic=document.topic.id).order_by("-number").first()
        _check_address(document)
        _check_news(document, latest)
        before = Edition.objects.filter(sequence=head.sequence).only("published").first()
        now = _not_before(at or datetime.now(UTC), before)
        placed = with_place(
            document,
            number=latest.number + 1 if latest else 1,
            published=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            previous=head.hash or None,
        )
        edition = _insert(placed, head.sequence + 1, now)
        RecordHead.objects.filter(id=1).update(
            sequence=edition.sequence, hash=edition.hash, slug=edition.slug, number=edition.number
        )
        store_page(edition, placed, bibliography)
        stand(edition, placed)
        if settle_now:
            settle([placed.topic.id])
        record(
            "publish",
            by=by,
            object_kind="topic",
            object_id=placed.topic.id,
            detail={"slug": edition.slug, "edition": edition.number, "hash": edition.hash},
        )
    return edition


def _check_address(document: Document) -> None:
    topic = document.topic
    if Standing.objects.filter(slug=topic.slug).exclude(topic=topic.id).exists():
        raise AddressInUse(topic.slug)
    if FormerAddress.objects.filter(slug=topic.slug).exclude(topic=topic.id).exists():
        raise AddressInUse(topic.slug)


def _check_news(document: Document, latest: Edition | None) -> None:
    if latest is None or not says_the_same(document, latest):
        return
    if Standing.objects.filter(topic=latest.topic, withdrawn__isnull=True).exists():
        raise NothingChanged(latest.slug, latest.number)


def _not_before(now: datetime, before: Edition | None) -> datetime:
    now = now.astimezone(UTC).replace(microsecond=0)
    return max(now, before.published) if before else now


def _insert(document: Document, sequence: int, published: datetime) -> Edition:
    canonical = canonical_bytes(to_dict(document))
    edition = Edition(
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
    edition.save(force_insert=True)
    return edition


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
            raise NoSuchEdition(f"There is no topic {slug}.")
        if standing.withdrawn:
            raise AlreadyWithdrawn(slug)
        now = at or datetime.now(UTC)
        Withdrawal.objects.create(
            topic=standing.topic, at=now, reason=reason.strip(), by_name=by.name
        )
        Standing.objects.filter(topic=standing.topic).update(
            withdrawn=now, withdrawn_reason=reason.strip(), turn=standing.turn + 1
        )
        settle([standing.topic])
        record(
            "withdraw",
            by=by,
            object_kind="topic",
            object_id=standing.topic,
            detail={"slug": slug, "reason": reason.strip()},
        )
