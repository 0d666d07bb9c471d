"""Who writes, keeps and looks on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from statim.annotations.models import Group
from tests.annotations.people import group_of, person
from tests.world import World


@dataclass(frozen=True)
class People:
    """Account ids. `keeper` and `member` are in `group`; `ended` was; `other` keeps another."""

    keeper: int
    member: int
    ended: int
    other: int
    stranger: int
    group: Group
    others_group: Group


@pytest.fixture
def people(world: World) -> People:
    """A practice with its people, somebody who left it, another practice, and a stranger."""
    from statim.annotations.actions.groups import remove_member

    keeper, member, ended, other = (person(n) for n in ("Keeper", "Member", "Ended", "Other"))
    group = group_of(keeper, member, ended)
    remove_member(by=keeper, group=group.pk, member=ended)
    return People(
        keeper=keeper,
        member=member,
        ended=ended,
        other=other,
        stranger=person("Stranger"),
        group=group,
        others_group=group_of(other, title="Oak Ward"),
    )
