"""Publication on a date: set, cancelled, done when it is due.

What is due is checked once more at that moment, person and statements: what no longer holds is
refused with its reason, and never published.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.document import Change, change_from_dict, change_to_dict
from statim.editions.errors import Refused as RefusedByRecord
from statim.editions.errors import Unpublishable
from statim.editions.validation import change_faults
from statim.editorial.actions.holding import held
from statim.editorial.actions.publishing import Publication
from statim.editorial.actions.releasing import publish_submission, releasable
from statim.editorial.errors import NotInReview, NotPossible, NotThere, Refused
from statim.editorial.models import IN_REVIEW, Schedule
from statim.editorial.permissions import SCHEDULE, check_may
from statim.references.errors import ReferencesError
from statim.topics.errors import Refused as RefusedByTopics

REFUSALS = (Refused, RefusedByRecord, RefusedByTopics, ReferencesError)
log = logging.getLogger(__name__)

CLOCK = Actor(name="Statim, by the clock", role="clock")


@dataclass(frozen=True, slots=True)
class Due:
    """What became of a publication that was due: the edition, or why it was refused."""

    schedule: int
    topic: str
    publication: Publication | None
    reason: str = ""


def schedule(number: int, at: datetime, change: Change, *, by: Actor) -> Schedule:
    """Have the submitted version published at that moment, with this change note.

    It must be ready to be published now. A date that was set before is replaced. Raises
    NotAllowed, OwnSubmission, NotInReview, NotVerified, NotPossible (a moment that is past), and
    editions' Unpublishable for the change note, with nothing written.
    """
    check_may(by, SCHEDULE)
    if at <= timezone.now():
        raise NotPossible(say("That moment is past; choose one to come, or publish now."))
    with transaction.atomic():
        found = held(number)
        if found.state not in IN_REVIEW:
            state = found.get_state_display()
            raise NotInReview(found.topic.title, state, say("only what is in review gets a date"))
        releasable(found, by)
        if faults := list(change_faults(change)):
            raise Unpublishable(found.topic.slug, faults)
        Schedule.objects.filter(submission=found, state=Schedule.State.WAITING).update(
            state=Schedule.State.CANCELLED, reason=f"{by.name} set another date."
        )
        made = Schedule.objects.create(
            submission=found, due=at, change=change_to_dict(change), at=timezone.now(),
            by_name=by.name, by_email=by.email, by_account=by.account, by_role=by.role,
        )  # fmt: skip
        _tell("schedule", made, by, due=at.astimezone(UTC).isoformat())
    return made


def cancel_schedule(number: int, *, by: Actor) -> Schedule:
    """Take the date away again; the submission stays as it is. Raises NotAllowed or NotThere."""
    check_may(by, SCHEDULE)
    with transaction.atomic():
        found = _waiting(number)
        if found is None:
            raise NotThere(say("This date is not waiting any more."))
        found.state, found.reason = Schedule.State.CANCELLED, f"{by.name} cancelled it."
        found.save(update_fields=["state", "reason"])
        _tell("cancel schedule", found, by)
    return found


def publish_due(now: datetime | None = None) -> list[Due]:
    """Publish everything whose moment has come, each for itself, in the name of who set it.

    Any number of processes may call this at once: each date is kept by one of them.
    """
    moment = now or timezone.now()
    due = Schedule.objects.filter(state=Schedule.State.WAITING, due__lte=moment)
    done = []
    for number in list(due.values_list("id", flat=True)):
        try:
            done.append(_publish(number, moment))
        except Exception:
            # it still waits, and nothing was written: the others go on, and it is tried again
            log.exception("the scheduled publication %s could not be tried", number)
    return [each for each in done if each]


def _publish(number: int, now: datetime) -> Due | None:
    with transaction.atomic():
        found = _waiting(number)
        if found is None or found.due > now:
            return None
        by = Actor(name=found.by_name, email=found.by_email, role=found.by_role,
                   account=found.by_account)  # fmt: skip
        topic = found.submission.topic_id
        try:
            with transaction.atomic():
                made = publish_submission(
                    found.submission_id, change_from_dict(found.change), by=by
                )
            return Due(number, topic, made)
        except REFUSALS as refusal:
            found.state, found.reason = Schedule.State.REFUSED, str(refusal)
            found.save(update_fields=["state", "reason"])
            _tell("refuse scheduled publication", found, CLOCK, reason=found.reason)
            return Due(number, topic, None, found.reason)


def _waiting(number: int) -> Schedule | None:
    """The date, held with its submission, where it still waits; None where it does not."""
    submission = Schedule.objects.filter(id=number).values_list("submission", flat=True).first()
    if submission is None:
        return None
    held(submission)
    rows = Schedule.objects.select_for_update(of=("self",)).select_related("submission")
    return rows.filter(id=number, state=Schedule.State.WAITING).first()


def _tell(act: str, found: Schedule, by: Actor, **detail: object) -> None:
    record(
        act, by=by, object_kind="topic", object_id=found.submission.topic_id,
        detail={"schedule": found.pk, "submission": found.submission_id, **detail},
    )  # fmt: skip
