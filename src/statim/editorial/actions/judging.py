"""Reviewing: a verdict on each statement, and the end of a step.

Every verdict is signed: with the name, the role, the moment and the interests declared then.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.actions.holding import held
from statim.editorial.errors import (
    NoSuchStatement,
    NoSuchVerdict,
    NotInReview,
    NotVerified,
    NotYourOwn,
    SignedAlready,
    WordsNeeded,
)
from statim.editorial.models import IN_REVIEW, Schedule, State, Submission, Verdict
from statim.editorial.permissions import APPROVE, check_may, check_may_sign, separated
from statim.editorial.queries.interests import interests_now
from statim.editorial.queries.reviewing import Review, review_of
from statim.topics.queries import writers

CONFIRM = Verdict.Word.CONFIRM.value


def judge(number: int, statement: str, verdict: str, words: str = "", *, by: Actor) -> Verdict:
    """Say of one statement of a submission: confirm, change or remove; a request needs words.

    A later verdict of the same person on the same words stands in place of the earlier, so that
    a request is taken back by confirming. Raises NotAllowed, InterestsMissing, InterestsExpired,
    NotYourOwn, SignedAlready, NotInReview, NoSuchStatement, NoSuchVerdict or WordsNeeded, with
    nothing written.
    """
    with transaction.atomic():
        review = _at_work(number, by)
        made = _signed(review, [statement], verdict, words, by)[0]
        _tell(
            "judge",
            review.submission,
            by,
            statement=statement,
            verdict=made.verdict,
            digest=made.digest,
        )
    return made


def judge_many(number: int, statements: Sequence[str], *, by: Actor) -> list[Verdict]:
    """Confirm several statements at once: those that the reviewer was shown, named one by one.

    All of them, or none: raises as `judge` does. One audit row names every statement.
    """
    if not statements:
        raise WordsNeeded(say("Choose the statements that you confirm."))
    with transaction.atomic():
        review = _at_work(number, by)
        made = _signed(review, list(dict.fromkeys(statements)), CONFIRM, "", by)
        _tell("judge many", review.submission, by, verdict=CONFIRM,
              digests={each.statement: each.digest for each in made})  # fmt: skip
    return made


def finish_step(number: int, *, by: Actor) -> Submission:
    """End the step whose turn it is; the next may begin, or an editor may publish.

    Raises NotAllowed, NotInReview, InterestsMissing, InterestsExpired, or NotVerified with every
    statement that this step has not confirmed, with nothing written.
    """
    with transaction.atomic():
        review = _at_work(number, by)
        interests_now(by.account or 0, timezone.now())
        found = review.submission
        if review.waiting:
            named = [
                (key, review.statements[key].worded.statement.text,
                 review.statements[key].why_not(review.steps[: found.step + 1]))
                for key in review.waiting
            ]  # fmt: skip
            raise NotVerified(found.topic.title, named)
        step = review.step
        found.step += 1
        found.save(update_fields=["step"])
        _tell("finish step", found, by, step=step)
    return found


def ask_for_changes(number: int, words: str, *, by: Actor) -> Submission:
    """Send the version back to its author, saying what is to be done: at a step, whose turn it
    is; after the last, an editor. Its verdicts stand; a date for it is cancelled.

    Raises NotAllowed, NotInReview or WordsNeeded, with nothing written.
    """
    if not words.strip():
        raise WordsNeeded(say("Say what is to be changed; the author will read it."))
    with transaction.atomic():
        found = held(number)
        if found.step < len(found.steps):
            check_may_sign(by, found.steps[found.step])
        else:
            check_may(by, APPROVE)
        if found.state not in IN_REVIEW:
            raise NotInReview(
                found.topic.title, found.get_state_display(), say("it cannot be sent back")
            )
        found.state, found.words = State.CHANGES_ASKED, words.strip()
        found.decided_by, found.decided_at = by.name, timezone.now()
        found.save(update_fields=["state", "words", "decided_by", "decided_at"])
        Schedule.objects.filter(submission=found, state=Schedule.State.WAITING).update(
            state=Schedule.State.CANCELLED, reason=f"{by.name} sent the version back."
        )
        step = ([*found.steps, "editor"])[found.step]
        _tell("ask for changes", found, by, step=step, words=found.words)
    return found


def _at_work(number: int, by: Actor) -> Review:
    """The review, held, where it is this person's turn to work on it."""
    found = held(number)
    done = found.state != State.OPEN or found.step >= len(found.steps)
    step = found.steps[min(found.step, len(found.steps) - 1)]
    check_may_sign(by, step)
    if done:
        state = found.get_state_display()
        if found.state == State.OPEN:
            state = "reviewed at every step"
        raise NotInReview(found.topic.title, state, say("nothing is left to review in it"))
    return review_of(found)


def _signed(
    review: Review, statements: Sequence[str], verdict: str, words: str, by: Actor
) -> list[Verdict]:
    if verdict not in Verdict.Word.values:
        raise NoSuchVerdict(verdict)
    if verdict != CONFIRM and not words.strip():
        raise WordsNeeded(say("Say what is wrong; the author will read it."))
    for statement in statements:
        if statement not in review.statements:
            raise NoSuchStatement(statement)
    now = timezone.now()
    interests = interests_now(by.account or 0, now)
    if verdict == CONFIRM and separated():
        _check_separate(review, statements, by)
    return [
        Verdict.objects.create(
            topic_id=review.submission.topic_id,
            submission=review.submission,
            step=review.step,
            statement=statement,
            digest=review.statements[statement].worded.digest,
            place=review.statements[statement].worded.place,
            verdict=verdict,
            words=words.strip(),
            interests=interests,
            at=now,
            by_name=by.name,
            by_email=by.email,
            by_account=by.account,
            by_role=by.role,
        )
        for statement in statements
    ]


def _check_separate(review: Review, statements: Sequence[str], by: Actor) -> None:
    """Nobody confirms what they wrote or changed, or signs two steps of one statement."""
    wrote = writers(review.submission.topic_id)
    if own := [key for key in statements if by.account in wrote.get(key, ())]:
        raise NotYourOwn(own)
    for step, name in enumerate(review.steps[: review.submission.step]):
        signed = [(key, review.statements[key].confirmed[step]) for key in statements]
        if twice := [key for key, said in signed if said and said.account == by.account]:
            raise SignedAlready(twice, name)


def _tell(act: str, found: Submission, by: Actor, **detail: object) -> None:
    record(
        act, by=by, object_kind="topic", object_id=found.topic_id,
        detail={"submission": found.pk, "version": found.version, **detail},
    )  # fmt: skip
