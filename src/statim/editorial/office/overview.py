"""The first page at a glance: the beginning of each list, with how much there is in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from statim.audit.actor import Actor
from statim.editorial.looking import not_looked_at
from statim.editorial.office.due_lists import overdue_shelves
from statim.editorial.office.lists import LISTS
from statim.editorial.office.rows import Row
from statim.topics.queries import written_by

SHOWN, FIRST = 4, 8  # lines of a list; of one's own work
OWN = ("mine", "others")
LOOKED_FOR = ("retracted", "uncited")  # what `looking` finds


@dataclass(frozen=True, slots=True)
class Beginning:
    """A list's name, heading and first lines; how many things it holds; where all of it is; how
    many pages it does not count yet."""

    name: str
    heading: str
    nothing: str
    rows: Sequence[Row]
    count: int
    address: str
    own: bool
    waiting: int = 0

    @property
    def cut(self) -> bool:
        """Whether there is more than is shown."""
        return self.count > len(self.rows)


def overview(by: Actor, today: date) -> list[Beginning]:
    """Every list's beginning, in the order of the page."""
    found, behind = [], not_looked_at()
    for name, which in LISTS.items():
        own = name in OWN
        most = FIRST if own else SHOWN
        by_shelf = name == "overdue"
        rows, count = overdue_shelves(today) if by_shelf else which.find(by, today, 0, most)
        where = reverse("office:work") if own else reverse("office:list", args=[name])
        waiting = behind if name in LOOKED_FOR else 0
        found.append(
            Beginning(name, which.heading, which.nothing, rows[:most], count, where, own, waiting)
        )
    return found


def lately(by: Actor) -> list[str]:
    """The ids of the topics in which this person wrote, those saved last first."""
    return list(written_by(by.account or 0).values_list("id", flat=True)[:SHOWN])
