"""Searching titles and synonyms: what is found, and in which order."""

from __future__ import annotations

import pytest

from statim.editions.document import Section
from statim.search.plain import find, nearest
from tests.documents import page, says
from tests.world import World, publish


def add(slug: str, title: str, *synonyms: str) -> None:
    """A topic of one statement."""
    fact = Section(heading="", statements=(says(f"s-{slug}"[:40], "A fact"),))
    publish(page(fact, topic=f"t-{slug}", slug=slug, title=title, synonyms=synonyms), "2026-01-01")


def slugs(query: str) -> list[str]:
    """What a query finds, best first."""
    return [hit.slug for hit in find(query).hits]


@pytest.mark.django_db
def test_exact_comes_before_prefix_before_word_starts_before_the_rest() -> None:
    add("d", "Overasthma of the unasthmatic")
    add("c", "Exercise-induced asthma")
    add("b", "Asthma in adults")
    add("a", "Asthma")
    assert slugs("asthma") == ["a", "b", "c", "d"]


@pytest.mark.django_db
def test_a_title_comes_before_a_synonym_that_matches_as_well() -> None:
    add("one", "Other name", "Asthma")
    add("two", "Asthma")
    assert slugs("asthma") == ["two", "one"]
    assert find("asthma").hits[1].also == "asthma"


@pytest.mark.django_db
def test_case_and_accents_do_not_matter() -> None:
    add("m", "Ménière’s disease")
    assert slugs("MENIERE") == ["m"]
    assert slugs("ménière disease") == ["m"]


@pytest.mark.django_db
def test_words_in_another_order_are_found_and_every_word_is_needed() -> None:
    add("k", "Ketamine in depression")
    assert slugs("depression ketamine") == ["k"]
    assert slugs("depression aspirin") == []


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "   ", "%", "_" * 0, "!?", "'\"--"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    add("k", "Ketamine 100% in depression")
    found = find(query)
    assert (found.hits, found.total) == ((), 0)


@pytest.mark.django_db
def test_more_than_fit_are_counted() -> None:
    for n in range(7):
        add(f"a{n}", f"Asthma {n}")
    found = find("asthma", limit=3, offset=3)
    assert ([hit.slug for hit in found.hits], found.total) == (["a3", "a4", "a5"], 7)


def test_a_withdrawn_topic_is_not_found(world: World) -> None:
    assert "ketamine-and-ect" not in slugs("ketamine")
    assert "ketamine-in-depression" in slugs("ketamine")


def test_the_nearest_titles_of_a_mistyped_address_come_first(world: World) -> None:
    assert nearest("ketamine-depresion")[0].slug == "ketamine-in-depression"
    assert nearest("zz") == ()
    assert nearest("") == ()
