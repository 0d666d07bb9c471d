"""The sentinel turns the pages that cite a noticed work, and names what rests on it."""

from __future__ import annotations

from typing import Any

import pytest

from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from statim.editions import queries as editions
from statim.editions.models import Edition
from statim.editorial import sentinel
from statim.editorial.actions import publish_manuscripts, withdraw
from statim.editorial.resting import resting
from statim.references.actions import keep_works
from statim.references.notices import Notice
from tests.editorial.test_publishing import WORK, draft, says
from tests.world import World

pytestmark = pytest.mark.django_db

MENON, LOO = "10.1001/jamapsychiatry.2023.0562", "10.1192/bjp.2023.79"


def notice(doi: str = "", kind: str = "retraction", **fields: Any) -> Notice:
    return Notice(kind=kind, doi=doi, **fields)


def take(*notices: Notice, source: str = "One") -> sentinel.Taken:
    return sentinel.take_notices(notices, source=source, by=OPERATOR)


def turn(slug: str) -> int:
    standing = editions.current(slug)
    assert standing
    return standing.turn


def test_only_pages_that_cite_the_work_turn_and_no_edition_is_made(world: World) -> None:
    before, other = turn("repeated-ketamine"), turn("mode-of-action")
    count = Edition.objects.count()
    assert take(notice(LOO)).topics == ("t-repeated",)
    assert turn("repeated-ketamine") == before + 1
    assert turn("mode-of-action") == other
    assert Edition.objects.count() == count


def test_a_list_again_turns_nothing_and_one_without_the_work_turns_back(world: World) -> None:
    take(notice(LOO))
    assert take(notice(LOO)).topics == ()
    assert take(notice("10.1000/elsewhere")).topics == ("t-repeated",)
    assert resting() == []


def test_the_load_and_the_turn_are_logged_each_once(world: World) -> None:
    before = Entry.objects.count()
    take(notice(LOO), notice("10.1000/nobody-cites-it"))
    rows = list(Entry.objects.order_by("sequence").values_list("act", flat=True))[before:]
    assert rows == ["load notices", "mark works"]


def test_what_rests_on_a_work_is_named_by_statement(world: World) -> None:
    take(notice(LOO, day="2024-01-02"))
    (found,) = resting()
    assert (found.slug, found.number, found.edition) == ("repeated-ketamine", 1, 2)
    assert [s.id for s in found.statements] == ["r-kads"]
    assert found.notices[0].day == "2024-01-02"


def test_a_withdrawn_page_is_no_work_to_do_but_turns_for_the_day_it_comes_back(
    world: World,
) -> None:
    assert take(notice(MENON)).topics == ("t-ect",)
    assert resting() == []


def publish(**work: Any) -> str:
    """Publish a page that rests on a work, through the library; its address."""
    manuscript = draft(
        "It is so", sections=says("It is so", cite="mine"), references=({**WORK, **work},)
    )
    return publish_manuscripts([manuscript], by=OPERATOR)[0].slug


def test_a_work_with_both_identifiers_is_found_by_either() -> None:
    slug = publish(PMID="456")
    for number, said in enumerate((notice(pmid="456"), notice("10.1000/xyz")), start=1):
        assert len(take(said, source=f"Source {number}").topics) == 1
    assert turn(slug) == 3
    assert len(resting()[0].notices) == 2


def test_a_page_published_after_the_list_was_loaded_is_known() -> None:
    take(notice(pmid="456"))
    slug = publish(PMID="456")
    assert [found.slug for found in resting()] == [slug]


def test_a_work_that_comes_to_be_known_by_another_identifier_turns_its_pages() -> None:
    take(notice(pmid="456"))
    slug = publish()
    assert resting() == []
    kept = keep_works([{**WORK, "PMID": "456"}], by=OPERATOR)
    assert len(sentinel.notice_works([kept[0]["id"]], by=OPERATOR)) == 1
    assert turn(slug) == 2
    assert [found.slug for found in resting()] == [slug]


def test_works_about_which_nothing_is_said_turn_nothing() -> None:
    slug = publish()
    kept = keep_works([WORK], by=OPERATOR)
    assert sentinel.notice_works([kept[0]["id"]], by=OPERATOR) == []
    assert turn(slug) == 1


def test_a_refused_source_leaves_everything_as_it_was(world: World) -> None:
    before = (turn("repeated-ketamine"), Entry.objects.count())
    with pytest.raises(Exception, match="whose list"):
        take(notice(LOO), source=" ")
    assert (turn("repeated-ketamine"), Entry.objects.count()) == before


def test_a_page_withdrawn_and_published_again_is_known_again() -> None:
    slug = publish()
    take(notice("10.1000/xyz"))
    withdraw(slug, reason="To be rewritten.", by=OPERATOR)
    assert resting() == []
    publish()
    assert [found.slug for found in resting()] == [slug]
