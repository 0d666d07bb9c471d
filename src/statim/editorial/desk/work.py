"""What there is to do for one person: the lists of the desk's first page. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from statim.audit.actor import Actor
from statim.editions.positions import overdue
from statim.editorial.desk.listing import Row, rows_of
from statim.editorial.desk.stages import Stage, on_the_way
from statim.editorial.permissions import PUBLISH, STEPS, may, may_sign
from statim.topics.models import Topic
from statim.topics.queries import written_by

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Group:
    """One list: its heading, what an empty one says, its first topics, how many there are, and
    the way to all of them ("" where there is none)."""

    heading: str
    nothing: str
    rows: list[Row]
    count: int
    address: str = ""


def work_for(by: Actor, today: date) -> list[Group]:
    """The lists for this person, what waits for them first."""
    going = on_the_way()
    groups = []
    if any(may(by, act) for act in STEPS.values()):
        ids = [key for key, stage in going.items() if _to_review(stage, by)]
        groups.append(_group("To review", "Nothing waits for your review.", ids, today))
    if may(by, PUBLISH):
        ids = [key for key, stage in going.items() if _to_publish(stage, by)]
        groups.append(_group("To publish", "Nothing is ready to be published.", ids, today))
    sent_back = [key for key, stage in going.items() if _came_back(stage, by)]
    if sent_back:
        groups.append(_group("Sent back to you", "", sent_back, today))
    mine = Topic.objects.filter(id__in=written_by(by.account or 0)).order_by("-updated")
    ids = list(mine.values_list("id", flat=True)[: SHOWN + 1])
    groups.append(
        _group("Lately written by you", "You have not written here yet.", ids, today,
               "/desk/topics/?mine=1", mine.count())  # fmt: skip
    )
    late = sorted(overdue(today))
    if late:
        groups.append(
            _group("Overdue for review", "", late[:SHOWN], today, "/desk/topics/?overdue=1",
                   len(late))  # fmt: skip
        )
    return groups


def _to_review(stage: Stage, by: Actor) -> bool:
    return stage.state == "open" and bool(stage.step) and may_sign(by, stage.step)


def _to_publish(stage: Stage, by: Actor) -> bool:
    ready = stage.state == "approved" or (stage.state == "open" and not stage.step)
    return ready and stage.account != by.account


def _came_back(stage: Stage, by: Actor) -> bool:
    return stage.state == "changes asked" and stage.account == by.account


def _group(
    heading: str, nothing: str, ids: list[str], today: date, address: str = "", count: int = -1
) -> Group:
    number = count if count >= 0 else len(ids)
    return Group(heading, nothing, rows_of(ids[:SHOWN], today), number, address)
