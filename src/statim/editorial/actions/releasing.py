"""Approving and publishing what was reviewed, withdrawing, moving: an editor's acts.

Published is the version that was submitted, word for word, and nothing that came after it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions import actions as editions
from statim.editions import queries as published
from statim.editions.document import Change
from statim.editions.errors import Unpublishable
from statim.editions.validation import change_faults
from statim.editorial.actions.holding import held, hold_topic
from statim.editorial.actions.publishing import Publication
from statim.editorial.errors import NotInReview, NotTheSubmitted, NotVerified, OwnSubmission
from statim.editorial.freezing import bibliographies, reviewed_document
from statim.editorial.models import IN_REVIEW, Schedule, State, Submission
from statim.editorial.permissions import APPROVE, MOVE, PUBLISH, WITHDRAW, check_may, separated
from statim.editorial.queries.plans import months_of
from statim.editorial.queries.reviewing import Review, review_of
from statim.editorial.shifts import tell_waiting
from statim.topics.actions import readdress
from statim.topics.queries import topic


def approve(number: int, *, by: Actor) -> Submission:
    """Say that what was reviewed may be published; who submitted it may not say so.

    Raises NotAllowed, OwnSubmission, NotInReview, or NotVerified with the statements in
    question, with nothing written.
    """
    check_may(by, APPROVE)
    with transaction.atomic():
        found = held(number)
        if found.state != State.OPEN:
            state = found.get_state_display()
            raise NotInReview(
                found.topic.title, state, say("only what is in review can be approved")
            )
        releasable(found, by)
        found.state, found.decided_by = State.APPROVED, by.name
        found.decided_at = timezone.now()
        found.save(update_fields=["state", "decided_by", "decided_at"])
        record(
            "approve", by=by, object_kind="topic", object_id=found.topic_id,
            detail={"submission": found.pk, "version": found.version},
        )  # fmt: skip
    return found


def publish_submission(
    number: int,
    change: Change,
    *,
    by: Actor,
    version: int | None = None,
    at: datetime | None = None,
) -> Publication:
    """Publish the submitted version as the topic's next edition, with this change note.

    `version` is the number that the editor saw; another than was submitted is refused. Raises
    NotAllowed, OwnSubmission, NotInReview, NotTheSubmitted, NotVerified with the statements in
    question, and editions' Unpublishable, AddressInUse or NothingChanged, with nothing written.
    """
    check_may(by, PUBLISH)
    with transaction.atomic():
        found = held(number)
        if found.state not in IN_REVIEW:
            state = found.get_state_display()
            raise NotInReview(
                found.topic.title, state, say("only what is in review can be published")
            )
        if version is not None and version != found.version:
            raise NotTheSubmitted(found.topic.title, version, found.version)
        review = releasable(found, by)
        if faults := list(change_faults(change)):
            raise Unpublishable(found.topic.slug, faults)
        now = at or datetime.now(UTC)
        document = reviewed_document(review, change, now, months=months_of(found.topic_id))
        edition = editions.append(
            document, bibliography=bibliographies([document])[0], by=by, at=at
        )
        tell_waiting(edition.topic)
        found.state, found.edition = State.PUBLISHED, edition.number
        found.decided_by, found.decided_account = by.name, by.account
        found.decided_at = timezone.now()
        found.save(
            update_fields=["state", "edition", "decided_by", "decided_account", "decided_at"]
        )
        Schedule.objects.filter(submission=found, state=Schedule.State.WAITING).update(
            state=Schedule.State.DONE
        )
    return Publication(edition.topic, edition.slug, edition.title, edition.number, edition.hash)


def releasable(found: Submission, by: Actor) -> Review:
    """The review of a held submission, where this person may publish it: somebody else submitted
    it, every step is finished, every statement is confirmed at every step.

    Raises OwnSubmission, NotInReview or NotVerified.
    """
    if separated() and found.by_account == by.account:
        raise OwnSubmission
    review = review_of(found)
    if review.missing:
        raise NotVerified(found.topic.title, review.missing)
    if review.step:
        raise NotInReview(
            found.topic.title,
            say("with the %(step)s", step=say(review.step)),
            say("that step has to be finished first"),
        )
    return review


def withdraw_topic(topic_id: str, reason: str, *, by: Actor) -> None:
    """Take a topic offline, with the reason that readers will see.

    Raises NotAllowed, topics' NoSuchTopic, and editions' NoSuchEdition, AlreadyWithdrawn or
    ReasonNeeded, with nothing written.
    """
    check_may(by, WITHDRAW)
    editions.withdraw(topic(topic_id).slug, reason=reason, by=by)


def move_topic(topic_id: str, slug: str, *, by: Actor, at: datetime | None = None) -> str:
    """Give a topic another address; its former one leads readers on. The new address.

    A topic that is online gets an edition that says the same as its last, at the new address:
    no word of a draft goes with it. Raises NotAllowed, topics' NoSuchTopic, NoAddress or
    SlugTaken, and editions' AddressInUse, with nothing written.
    """
    check_may(by, MOVE)
    with transaction.atomic():
        before = hold_topic(topic_id).slug
        if slug == before:
            return slug
        latest = published.latest_of_topic(topic_id)
        stands = published.current(latest.slug) if latest else None
        online = latest is not None and stands is not None and stands.withdrawn is None
        readdress(topic_id, slug, by=by, tell=not online)
        if latest is not None and online:
            document = replace(
                latest.document,
                topic=replace(latest.document.topic, slug=slug),
                change=Change(kind="clarification", note=f"Moved from /topics/{before}/."),
            )
            editions.append(document, bibliography=published.bibliography_of(latest), by=by, at=at)
    return slug
