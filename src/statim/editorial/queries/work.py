"""What there is to do: one's own work, what waits on others, what is due, what to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from statim.audit.actor import Actor
from statim.design.speech import later, say
from statim.design.voice import lazily
from statim.editions import queries as editions
from statim.editions.waiting import NEWER, RETRACTED, waiting_topics
from statim.editorial.models import IN_REVIEW, Comment, Interests, Schedule, State, Submission
from statim.editorial.permissions import PUBLISH, may, may_sign, separated
from statim.editorial.queries.interests import HOLDS, holds, last_declared
from statim.editorial.queries.plans import topics_of
from statim.editorial.reviewdates import standing_on

REVIEW, PUBLISHING, CHANGES = "review", "publish", "changes asked"
INTERESTS, OVERDUE, DUE_SOON = "interests", "overdue", "due soon"
NUMBERS = "numbers"
WAITING: dict[str, str] = {
    NEWER: lazily("Newer data wait for review."),
    RETRACTED: lazily("A study of a comparison was retracted."),
}
# whose turn it is: the names of steps, said where people see them
STEPS_SAID = (later("reviewer"), later("pharmacist"), later("editor"))
RENEW_DAYS = 30  # so long before a declaration lapses it is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. `topic`, `title`, `submission` are empty where it is about none; `since`
    is the day (ISO) from which it waits, `due` by which it should be done, or ""."""

    kind: str
    what: str
    topic: str = ""
    title: str = ""
    submission: int | None = None
    since: str = ""
    due: str = ""


def my_work(actor: Actor, now: datetime | None = None) -> list[Task]:
    """What waits for this person: interests to declare, reviews and publications whose turn is
    theirs, versions sent back to them, pages of theirs to review again. Oldest first in each."""
    moment = now or timezone.now()
    return [
        *_interests(actor, moment),
        *_sent_back(actor),
        *(task for found in in_review() if (task := _turn(found, actor))),
        *_numbers(actor),
        *_my_dates(actor, moment.date()),
    ]


def in_review() -> list[Submission]:
    """Every submission that is in review or approved, the longest waiting first."""
    return list(_light(Submission.objects.filter(state__in=IN_REVIEW)).order_by("at", "id"))


def waiting_on_others(actor: Actor) -> list[Task]:
    """What this person submitted and others have in hand, and with whom it is."""
    own = _light(Submission.objects.filter(state__in=IN_REVIEW, by_account=actor.account))
    return [_task(REVIEW, found, say("It is with the %(turn_of)s.", turn_of=say(turn_of(found))))
            for found in own.order_by("at", "id")]  # fmt: skip


def turn_of(found: Submission) -> str:
    """Whose turn a submission in review is: a step's, else the editor's."""
    return str(found.steps[found.step]) if found.step < len(found.steps) else "editor"


def open_comments(topic_id: str | None = None) -> list[Comment]:
    """Comments that nobody resolved, of all topics or of one, the oldest first."""
    rows = Comment.objects.filter(resolved_at__isnull=True, answers_to__isnull=True)
    rows = rows.select_related("topic").prefetch_related("answers").order_by("id")
    return list(rows if topic_id is None else rows.filter(topic=topic_id))


def comments_of(topic_id: str) -> list[Comment]:
    """Every thread of a topic, resolved or not, the oldest first, with its answers."""
    rows = Comment.objects.filter(topic=topic_id, answers_to__isnull=True)
    return list(rows.prefetch_related("answers").order_by("id"))


def scheduled() -> list[Schedule]:
    """Publications to come, the next first, and those that were refused and not yet replaced."""
    rows = Schedule.objects.filter(
        state__in=(Schedule.State.WAITING, Schedule.State.REFUSED), submission__state__in=IN_REVIEW
    )
    return list(rows.select_related("submission__topic").order_by("due", "id"))


def _interests(actor: Actor, now: datetime) -> Iterable[Task]:
    declared: Interests | None = last_declared(actor.account or 0)
    if declared is None:
        yield Task(kind=INTERESTS, what=say("Declare your interests: nobody can sign without."))
        return
    lapses = declared.at + HOLDS
    if (lapses - now).days <= RENEW_DAYS:
        said = "lapses soon" if holds(declared, now) else "has lapsed"
        what = say("Declare your interests anew: your declaration %(said)s.", said=said)
        yield Task(kind=INTERESTS, what=what, due=lapses.date().isoformat())


def _sent_back(actor: Actor) -> Iterable[Task]:
    """Versions of theirs that were sent back and not submitted again by anybody."""
    later = Submission.objects.filter(topic=OuterRef("topic"), id__gt=OuterRef("id"))
    rows = Submission.objects.filter(state=State.CHANGES_ASKED, by_account=actor.account)
    for found in _light(rows.exclude(Exists(later))).order_by("id"):
        yield _task(
            CHANGES,
            found,
            say("%(decided_by)s asks: %(words)s", decided_by=found.decided_by, words=found.words),
        )


def _light(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """With their topics, but without the topics' drafts: a list reads names only."""
    return rows.select_related("topic").defer("topic__draft", "topic__doubts")


def _turn(found: Submission, actor: Actor) -> Task | None:
    step = turn_of(found)
    if step == "editor":
        mine = may(actor, PUBLISH) and not (separated() and found.by_account == actor.account)
        return _task(PUBLISHING, found, say("It is reviewed; publish it.")) if mine else None
    return (
        _task(REVIEW, found, say("Review it as %(step)s.", step=say(step)))
        if may_sign(actor, step)
        else None
    )


def _my_dates(actor: Actor, today: date) -> Iterable[Task]:
    own = topics_of(actor.account or 0)
    pages = editions.online_with(own) if own else []
    for page in sorted(pages, key=lambda each: each.review_due):
        standing = standing_on(page.review_due, today)
        if standing:
            what = say("Its review was due.") if standing == OVERDUE else say("Its review is due.")
            yield Task(kind=standing, what=what, topic=page.topic, title=page.title,
                       due=page.review_due)  # fmt: skip


def _numbers(actor: Actor) -> Iterable[Task]:
    """Pages of theirs whose comparisons wait: newer data were entered, a study was retracted."""
    waiting = waiting_topics()
    own = set(topics_of(actor.account or 0)) if waiting else set()
    titles = {page.topic: page.title for page in editions.online_with(list(own))} if own else {}
    for topic, why, changes, since in waiting:
        if topic in titles:
            may = say("What the page says may change.") if changes else ""
            said = f"{WAITING[why]} {may}".rstrip()
            yield Task(kind=NUMBERS, what=said, topic=topic, title=titles[topic],
                       since=since.isoformat())  # fmt: skip


def _task(kind: str, found: Submission, what: str) -> Task:
    return Task(
        kind=kind, what=what, topic=found.topic_id, title=found.topic.title,
        submission=found.pk, since=found.at.date().isoformat(),
    )  # fmt: skip
