"""Plans: how often a topic is reviewed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from statim.editorial.models import Byline, Plan, Responsible
from statim.editorial.reviewdates import interval


def plan_of(topic_id: str) -> Plan:
    """The topic's plan; where none was set, the usual one, not stored."""
    return Plan.objects.filter(topic=topic_id).first() or Plan(topic_id=topic_id)


def months_of(topic_id: str) -> int:
    """How many months a review of the topic holds."""
    plan = plan_of(topic_id)
    return interval(plan.risk, plan.months, settings.STATIM_REVIEW_MONTHS)


def responsible_for(topic_id: str) -> list[Responsible]:
    """Whose task the topic's review is, by name."""
    return list(Responsible.objects.filter(topic=topic_id).order_by("name", "account"))


def byline_of(topic_id: str) -> list[Byline]:
    """The topic's authors that have an account, in their order."""
    return list(Byline.objects.filter(topic=topic_id).order_by("order"))


def topics_of(account: int) -> set[str]:
    """The ids of the topics whose review is somebody's task: those that they look after, and
    those that they sign as author where nobody looks after them."""
    asked = Responsible.objects.filter(account=account).values_list("topic_id", flat=True)
    own = Byline.objects.filter(account=account, topic__responsible__isnull=True)
    return set(asked.order_by().union(own.order_by().values_list("topic_id", flat=True)))


def responsible_of(topics: Iterable[str]) -> dict[str, list[str]]:
    """Topic id to the names of those who look after it, of these topics at once."""
    found: dict[str, list[str]] = {}
    rows = Responsible.objects.filter(topic__in=list(topics)).order_by("name", "account")
    for topic, name in rows.values_list("topic_id", "name"):
        found.setdefault(topic, []).append(name)
    return found
