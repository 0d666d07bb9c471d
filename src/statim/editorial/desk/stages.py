"""Where a topic is on its way from draft to page. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Subquery

from statim.editorial.models import Schedule, State, Submission

GOING = (State.OPEN, State.CHANGES_ASKED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Stage:
    """A topic's newest submission, where it is under way: its number, version and state, who
    sent it in and when, at which step it is, and when it is to be published."""

    id: int
    version: int
    state: str
    by: str
    account: int | None
    at: datetime
    step: str
    due: datetime | None


def on_the_way(topics: Iterable[str] | None = None) -> dict[str, Stage]:
    """Topic id to its stage, of those topics or of all; what is not under way is not there."""
    rows = Submission.objects.all()
    if topics is not None:
        rows = rows.filter(topic__in=list(topics))
    newest = rows.order_by().values("topic").annotate(last=Max("id")).values("last")
    waiting = Schedule.objects.filter(state=Schedule.State.WAITING, submission=OuterRef("pk"))
    going = Submission.objects.filter(id__in=newest, state__in=GOING)
    dated = going.annotate(due=Subquery(waiting.order_by().values("due")[:1]))
    return {each.topic_id: _stage(each, each.due) for each in dated}


def _stage(each: Submission, due: datetime | None) -> Stage:
    return Stage(
        id=each.pk,
        version=each.version,
        state=each.state,
        by=each.by_name,
        account=each.by_account,
        at=each.at,
        step=each.steps[each.step] if each.step < len(each.steps) else "",
        due=due,
    )
