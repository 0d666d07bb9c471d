"""Several people at once, on real threads: one edition, one step, one version; nothing lost."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.site import Site


def race(site: Site, what: str) -> tuple[Counter[str], dict[str, object]]:
    """What each of the threads got, and what is there afterwards."""
    done = site.python("-m", "tests.editorial.racing", what)
    assert done.returncode == 0, done.stderr
    state = json.loads(done.stdout)
    assert state["fault"] == ""
    return Counter(state["got"]), state


def test_a_submission_that_is_published_many_times_at_once_is_one_edition(site: Site) -> None:
    got, state = race(site, "publish")
    assert got == {"done 1": 1, "refused NotInReview": 3}
    assert (state["editions"], state["published"]) == (1, 1)


def test_approving_and_publishing_at_once_is_one_edition(site: Site) -> None:
    got, state = race(site, "approve")
    assert got["done 1"] == 1
    assert got["done approved"] <= 1
    assert (state["editions"], state["published"]) == (1, 1)


def test_a_date_that_every_process_finds_due_is_one_edition(site: Site) -> None:
    got, state = race(site, "due")
    assert got == {"done 1": 1, "done 0": 3}
    assert (state["editions"], state["published"]) == (1, 1)


def test_verdicts_given_at_once_are_all_kept(site: Site) -> None:
    got, state = race(site, "judge")
    assert got == {"done 2": 1, "done change": 1, "done confirm": 2}
    assert state["verdicts"] == 5


def test_a_step_is_finished_once_whoever_comes_first(site: Site) -> None:
    got, state = race(site, "finish")
    assert got["done 1"] + got["done change"] >= 1
    assert got["done 1"] <= 1
    assert state["steps"] == [got["done 1"]]


@pytest.mark.parametrize("what", ["save", "submit"])
def test_of_those_who_save_or_submit_at_once_one_is_first(site: Site, what: str) -> None:
    got, state = race(site, what)
    assert sum(n for said, n in got.items() if said.startswith("done")) == 1
    if what == "save":
        assert got["refused StaleDraft"] == 3
        assert state["versions"] == [1, 2, 3]
    else:
        assert got["refused AlreadySubmitted"] == 3
        assert state["submissions"] == 1
