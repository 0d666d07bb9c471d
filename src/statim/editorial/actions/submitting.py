"""Sending a version to review, and taking it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.errors import Unpublishable
from statim.editions.validation import faults_of
from statim.editorial.actions.holding import held, hold_topic
from statim.editorial.errors import AlreadySubmitted, NotInReview
from statim.editorial.models import IN_REVIEW, Schedule, State, Submission
from statim.editorial.permissions import (
    SUBMIT,
    TAKE_BACK_ANY,
    check_may,
)
from statim.editorial.queries.reviewing import in_review, steps_of
from statim.topics.errors import StaleDraft
from statim.topics.freeze import freeze
from statim.topics.queries import manuscript_of


def submit(topic_id: str, *, by: Actor, revision: int | None = None) -> Submission:
    """Send the topic's draft, as it is now, to review: the newest version, by number.

    `revision` is the one that the submitter saw. Raises NotAllowed, AlreadySubmitted, topics'
    NoSuchTopic or StaleDraft, and editions' Unpublishable where it could not be published at
    all, with nothing written.
    """
    check_may(by, SUBMIT)
    with transaction.atomic():
        topic = hold_topic(topic_id)
        if revision is not None and revision != topic.revision:
            raise StaleDraft(topic.title, "somebody else", topic.updated.isoformat())
        if found := in_review(topic.pk):
            raise AlreadySubmitted(topic.title, found.version)
        draft = manuscript_of(topic)
        if faults := faults_of(freeze(draft)):
            raise Unpublishable(topic.slug, faults)
        made = Submission.objects.create(
            topic=topic,
            version=topic.revision,
            steps=list(steps_of(draft.specialty)),
            at=timezone.now(),
            by_name=by.name,
            by_email=by.email,
            by_account=by.account,
        )
        record(
            "submit", by=by, object_kind="topic", object_id=topic.pk,
            detail={"submission": made.pk, "version": made.version, "steps": made.steps},
        )  # fmt: skip
    return made


def take_back(number: int, *, by: Actor) -> Submission:
    """End a review without a result: one's own submission, or as an editor anybody's. A date
    for its publication is cancelled with it.

    Raises NotAllowed, NoSuchSubmission or NotInReview, with nothing written.
    """
    with transaction.atomic():
        found = held(number)
        own = found.by_account is not None and found.by_account == by.account
        check_may(by, SUBMIT if own else TAKE_BACK_ANY)
        if found.state not in IN_REVIEW:
            state = found.get_state_display()
            raise NotInReview(
                found.topic.title, state, say("only what is in review can be taken back")
            )
        found.state, found.decided_by = State.TAKEN_BACK, by.name
        found.decided_at = timezone.now()
        found.save(update_fields=["state", "decided_by", "decided_at"])
        Schedule.objects.filter(submission=found, state=Schedule.State.WAITING).update(
            state=Schedule.State.CANCELLED, reason=f"{by.name} took the version back."
        )
        record(
            "take back", by=by, object_kind="topic", object_id=found.topic_id,
            detail={"submission": found.pk, "version": found.version},
        )  # fmt: skip
    return found
