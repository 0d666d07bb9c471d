"""What there is to do for one person: the lists of the desk's first page. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from statim.audit.actor import Actor
from statim.editions.positions import overdue
from statim.editorial.desk.listing import Row, rows_of
from statim.editorial.queries.work import (
    CHANGES,
    DUE_SOON,
    INTERESTS,
    OVERDUE,
    PUBLISHING,
    REVIEW,
    Task,
    my_work,
    waiting_on_others,
)
from statim.topics.models import Topic
from statim.topics.queries import written_by

SHOWN = 8
SCREENS = {REVIEW: "review", PUBLISHING: "publish", CHANGES: "review", OVERDUE: "topic",
           DUE_SOON: "topic"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do, and the screen on which it is done."""

    task: Task
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """A list of topics: its heading, what an empty one says, the first of them, how many there
    are, and the way to all."""

    heading: str
    nothing: str
    rows: list[Row]
    count: int
    address: str


def errands(by: Actor) -> list[Errand]:
    """What waits for this person."""
    return _errands(my_work(by))


def elsewhere(by: Actor) -> list[Errand]:
    """What this person sent in and others have in hand."""
    return _errands(waiting_on_others(by))


def _errands(tasks: Iterable[Task]) -> list[Errand]:
    return [Errand(task, _address(task)) for task in tasks]


def _address(task: Task) -> str:
    if task.kind == INTERESTS:
        return reverse("desk:interests")
    return reverse(f"desk:{SCREENS[task.kind]}", args=[task.topic])


def groups_for(by: Actor, today: date) -> list[Group]:
    """The topics that this person wrote in lately, and those whose review is overdue."""
    mine = Topic.objects.filter(id__in=written_by(by.account or 0)).order_by("-updated")
    lately = list(mine.values_list("id", flat=True)[:SHOWN])
    late = sorted(overdue(today))
    all_topics = reverse("desk:topics")
    groups = [
        Group("Lately written by you", "You have not written here yet.", rows_of(lately, today),
              mine.count(), f"{all_topics}?mine=1"),
    ]  # fmt: skip
    if late:
        groups.append(
            Group("Overdue for review", "", rows_of(late[:SHOWN], today), len(late),
                  f"{all_topics}?overdue=1")
        )  # fmt: skip
    return groups
