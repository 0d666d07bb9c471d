"""Abbreviations that pages explain: they find the page, and say what they may mean."""

from __future__ import annotations

import pytest

from statim.audit.actor import Actor
from statim.editions.actions import withdraw
from statim.editions.document import Section, Statement
from statim.search import follower
from statim.search.actions import add_meaning
from statim.search.queries import Offer, find, offer
from tests.documents import page, says
from tests.world import EDITOR, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def add(slug: str, *short_and_long: tuple[str, str]) -> None:
    """A topic that explains these abbreviations."""
    lines: list[Statement] = [says(f"{slug}-fact", "A fact")]
    for number, (short, meaning) in enumerate(short_and_long):
        lines.append(says(f"{slug}-{number}", meaning, kind="abbreviation", term=short))
    section = Section(heading="", statements=tuple(lines))
    publish(page(section, topic=f"t-{slug}", slug=slug, title=slug.replace("-", " ")), "2026-01-01")


def offered(query: str) -> Offer:
    """What is offered once the index is up to date."""
    follower.catch_up()
    return offer(query)


def test_an_abbreviation_finds_the_page_that_explains_it_and_says_why() -> None:
    add("migraine", ("CSD", "cortical spreading depression"))
    topic = offered("csd").topics[0]
    assert (topic.topic.slug, topic.match) == ("migraine", "abbreviation")
    assert topic.also == "CSD: cortical spreading depression"
    hit = find("CSD").hits[0]
    assert (hit.topic.slug, hit.also) == ("migraine", "CSD: cortical spreading depression")
    assert "cortical" in repr(hit.lines)


def test_the_page_about_the_meaning_comes_before_one_that_only_explains_it() -> None:
    add("migraine", ("TTH", "Tension headache"))
    add("tension-headache")
    assert [one.topic.slug for one in offered("tth").topics] == ["tension-headache"]
    assert find("tth").hits[0].topic.slug == "tension-headache"


def test_what_pages_explain_differently_is_offered_as_several_meanings() -> None:
    add("lungs", ("PE", "pulmonary embolism"))
    add("heart", ("PE", "pericardial effusion"))
    add("veins", ("PE", "Pulmonary embolisms"))
    answer = offered("pe")
    assert [one.words.casefold()[:16] for one in answer.searches] == [
        "pulmonary emboli", "pericardial effu",
    ]  # fmt: skip
    assert len({one.topic.slug for one in answer.topics}) == 2
    assert len(find("PE").meanings) == 2
    add_meaning(short="PE", words="pulmonary embolism", topic="t-lungs", by=EDITOR)
    follower.catch_up()
    assert [one.topic and one.topic.slug for one in find("PE").meanings] == ["lungs", None]


def test_what_a_withdrawn_page_or_an_older_edition_explained_is_offered_no_more() -> None:
    add("lungs", ("PE", "pulmonary embolism"))
    add("heart", ("PE", "pericardial effusion"))
    follower.catch_up()
    withdraw("lungs", reason="A fault.", by=Actor(name="An editor"))
    assert [one.words for one in offer("pe").searches] == ["pericardial effusion"]
    add("heart")
    assert offer("pe").searches == []
    assert offered("pe").searches == []
