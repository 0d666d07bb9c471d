"""Many at once: one wins, nobody is overwritten, and no place is given away twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.annotations.rush import AT_ONCE
from tests.site import Site


@pytest.fixture
def ended(site: Site) -> dict[str, Any]:
    """How everything ended on a site of its own."""
    done = site.python("-m", "tests.annotations.rush")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_of_many_acts_at_once_each_ends_whole(ended: dict[str, Any]) -> None:
    assert ended["edits"] == {"done": 1, "ChangedMeanwhile": AT_ONCE - 1}
    assert ended["version"] == 2
    for race in ended["races"]:
        assert race in ({"done": 2}, {"done": 1, "NoSuchNote": 1})
    assert ended["left"] == 1, "an edit brought a deleted note back"
    assert (ended["sent"], ended["taken"]) == ({"done": AT_ONCE}, 1)
    assert ended["joins"] == {"done": 3, "NoSuchInvitation": AT_ONCE - 3}
    assert (ended["members"], ended["invitations"]) == (4, 0)
