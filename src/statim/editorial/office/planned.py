"""The table of plans: how often each topic is reviewed, by whom, and when it is due. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from statim.editions.duedates import due_of
from statim.editorial.models import Plan, Responsible
from statim.editorial.queries.plans import responsible_of
from statim.editorial.reviewdates import interval
from statim.topics.models import Topic

NOBODY, UNPLANNED = "nobody", "unplanned"


@dataclass(frozen=True, slots=True)
class Planned:
    """A topic's plan: `set` says whether somebody set it; `months` is what holds, `own` whether
    it is the topic's own; `review_due` an ISO day or ""."""

    topic: str
    title: str
    set: bool
    risk: str
    months: int
    own: bool
    people: list[str]
    review_due: str


def plans(
    *, words: str = "", risk: str = "", only: str = "", start: int = 0, limit: int = 25
) -> tuple[list[Planned], int]:
    """(some of the topics by title, how many in all); `risk` one of the plan's, `only` NOBODY for
    topics that nobody looks after, UNPLANNED for those without a plan of their own."""
    rows = Topic.objects.order_by("title", "id")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    planned = Plan.objects.order_by()
    if risk == Plan.Risk.MEDIUM:  # what holds where no plan was set
        rows = rows.exclude(id__in=planned.exclude(risk=risk).values("topic"))
    elif risk in Plan.Risk.values:
        rows = rows.filter(id__in=planned.filter(risk=risk).values("topic"))
    if only == NOBODY:
        rows = rows.exclude(id__in=Responsible.objects.order_by().values("topic"))
    elif only == UNPLANNED:
        rows = rows.exclude(id__in=planned.values("topic"))
    names = dict(rows.values_list("id", "title")[start : start + limit])
    return _shown(names), rows.count()


def _shown(names: dict[str, str]) -> list[Planned]:
    known = {plan.topic_id: plan for plan in Plan.objects.filter(topic__in=list(names))}
    people, due = responsible_of(names), due_of(names)
    return [
        _planned(topic, title, known.get(topic), people.get(topic, []),
                 due[topic].review_due if topic in due else "")
        for topic, title in names.items()
    ]  # fmt: skip


def _planned(
    topic: str, title: str, plan: Plan | None, people: list[str], review_due: str
) -> Planned:
    holds = plan or Plan(topic_id=topic)
    return Planned(
        topic=topic, title=title, set=plan is not None, risk=holds.get_risk_display(),
        months=interval(holds.risk, holds.months, settings.STATIM_REVIEW_MONTHS),
        own=holds.months is not None, people=people, review_due=review_due,
    )  # fmt: skip
