"""Results: the right topic, and the very statement."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statim.editions.document import Section
from statim.search import follower
from statim.search.marking import LONGEST, excerpt, marks
from statim.search.narrowing import Filters
from statim.search.queries import Found, find, nearest
from tests.documents import article, page, says
from tests.world import World, publish

pytestmark = pytest.mark.usefixtures("own_index")


def found(query: str, **options: Any) -> Found:
    """What is found once the index is up to date."""
    follower.catch_up()
    return find(query, **options)


def slugs(query: str) -> list[str]:
    """The addresses of the topics found."""
    return [hit.topic.slug for hit in found(query).hits]


def add(slug: str, *texts: str, title: str = "", reviewed: str | None = None) -> None:
    """A topic of these statements."""
    lines = tuple(says(f"{slug}-{n}", text, cites=["w"]) for n, text in enumerate(texts))
    publish(
        page(
            Section(heading="", statements=lines), topic=f"t-{slug}", slug=slug,
            title=title or slug.title(), references=[article("w")],
            specialty=("Medicine", "Lungs" if slug == "asthma" else "Skin"), reviewed=reviewed,
        ),
        "2026-01-01",
    )  # fmt: skip


def test_the_statement_is_found_with_its_number_and_its_words_marked(world: World) -> None:
    hit = found("benefit after an infusion").hits[0]
    assert hit.topic.slug == "ketamine-in-depression"
    line = hit.lines[0]
    assert (line.id, line.numbers) == ("k-short", [1])
    assert "".join(run.text for run in line.runs) == (
        "The benefit lasts one to two weeks after an infusion"
    )
    assert [run.text for run in line.runs if run.marked] == ["benefit", "after", "infusion"]


def test_only_the_current_edition_is_found(world: World) -> None:
    assert [line.id for hit in found("up to two weeks").hits for line in hit.lines] != []
    assert "up to" not in repr(found("lasts up to two weeks infusion").hits)


def test_a_withdrawn_topic_is_not_found_by_its_text(world: World) -> None:
    assert "ketamine-and-ect" not in slugs("trend in favour of ECT did not reach significance")
    assert "did not reach" not in repr(found("trend significance"))


@pytest.mark.django_db
def test_at_most_three_statements_of_a_topic_are_shown() -> None:
    add("asthma", *(f"Wheeze of kind {n}" for n in range(9)))
    assert len(found("wheeze").hits[0].lines) == 3
    assert found("wheeze", lines=0).hits[0].lines == []


@pytest.mark.django_db
def test_a_phrase_in_quotation_marks_is_found_word_by_word_in_order() -> None:
    add("one", "The heart attack was treated")
    add("two", "An attack of the heart")
    assert slugs('"heart attack"') == ["one"]
    assert {*slugs("heart attack")} == {"one", "two"}


@pytest.mark.django_db
def test_spelling_and_plural_do_not_matter_in_text() -> None:
    add("one", "Haemorrhages were rarer with β-blockers")
    for query in ("hemorrhage", "beta blocker", "haemorrhage beta-blockers"):
        assert slugs(query) == ["one"], query


@pytest.mark.django_db
def test_where_no_page_holds_every_word_those_that_hold_some_are_given_and_said_so() -> None:
    add("one", "Salbutamol relieves wheeze")
    answer = found("salbutamol leprosy")
    assert [hit.topic.slug for hit in answer.hits] == ["one"]
    assert answer.partly
    assert not found("salbutamol wheeze").partly


@pytest.mark.django_db
def test_results_are_left_out_by_specialty_and_by_review() -> None:
    add("asthma", "Itch is rare", reviewed="2025-06-01")
    add("eczema", "Itch is common", reviewed="2020-01-01")
    add("hives", "Itch is the rule")
    assert {*slugs("itch")} == {"asthma", "eczema", "hives"}

    def kept(**filters: Any) -> set[str]:
        answer = find("itch", filters=Filters(**filters))
        return {hit.topic.slug for hit in answer.hits}

    assert kept(shelf="medicine/skin") == {"eczema", "hives"}
    assert kept(shelf="medicine") == {"asthma", "eczema", "hives"}
    assert kept(shelf="no/such") == set()
    assert kept(since=20250101) == {"asthma"}


@pytest.mark.django_db
def test_nothing_found_names_the_nearest(client: Client) -> None:
    add("asthma", "A fact")
    answer = found("athsma")
    assert (answer.hits, [near.topic.slug for near in answer.near]) == ([], ["asthma"])
    html = client.get("/search/?q=athsma").content.decode()
    assert "Did you mean" in html
    assert 'href="/browse/"' in html


def test_an_address_that_leads_nowhere_names_the_nearest(world: World) -> None:
    follower.catch_up()
    assert nearest("ketamine-depresion")[0].slug == "ketamine-in-depression"
    assert nearest("") == []


def test_the_page_links_to_the_very_line_and_marks_words(world: World, client: Client) -> None:
    follower.catch_up()
    html = client.get("/search/?q=benefit+infusion").content.decode()
    assert 'href="/topics/ketamine-in-depression/#s-k-short"' in html
    assert "<mark>benefit</mark>" in html
    answer = client.get("/search/?q=benefit+infusion", headers={"accept": "application/json"})
    (hit,) = answer.json()["results"]
    assert hit["statements"][0]["address"] == "/topics/ketamine-in-depression/#s-k-short"
    assert hit["statements"][0]["citations"] == [1]
    assert len(hit["hash"]) == 64


def test_a_site_that_asks_for_signing_in_shows_strangers_no_statement(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from statim.publisher.queries import house
    from statim.reader.views import search

    follower.catch_up()
    closed = replace(house(), audience="signin")
    monkeypatch.setattr(search, "house", lambda: closed)
    html = client.get("/search/?q=benefit+infusion").content.decode()
    assert "Ketamine in depression" in html
    assert "data-line" not in html


@pytest.mark.django_db
def test_a_search_is_in_no_log_and_no_cache(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    add("asthma", "A fact")
    with (
        caplog.at_level(logging.DEBUG, logger="statim"),
        caplog.at_level(logging.DEBUG, "django.request"),
    ):
        for path in ("/search/", "/search/suggest"):
            response = client.get(path, {"q": "verysecretword"})
            assert "no-store" in response["Cache-Control"]
    assert "verysecretword" not in caplog.text


HARD = [
    "a" * 100_000, "(a+)+$" * 20_000, "[" * 50_000, "*" * 99_999, "\"" * 9_999, "a AND NOT (b OR",
    "title:x^99~9", "\\", "\x00", "/.*/", "ﷺ" * 5_000, "🏥 🩺", "a\u0301" * 9_000, "\ud800 x",
    "word " * 20_000, "\u202e abc", "٣", "漢方" * 4_000, '"' + "x " * 4_000 + '"',
]  # fmt: skip


@pytest.mark.parametrize("query", HARD, ids=range(len(HARD)))
def test_a_hard_query_is_answered_from_the_index(world: World, query: str) -> None:
    follower.catch_up()
    assert find(query).plain is False


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(query=st.text(alphabet=st.characters(), max_size=200))
def test_no_text_is_an_error(world: World, query: str) -> None:
    follower.catch_up()
    answer = find(query)
    assert answer.plain is False
    assert answer.total >= len(answer.hits)


@given(text=st.text(max_size=900), wanted=st.text(max_size=20))
def test_an_excerpt_is_words_of_the_statement_as_they_stand(text: str, wanted: str) -> None:
    runs = excerpt(text, {*wanted.split()})
    shown = "".join(run.text for run in runs).removeprefix("… ").removesuffix(" …")
    assert shown in text or text == ""
    assert len(shown) <= LONGEST


def test_a_long_statement_is_cut_around_the_first_marked_word() -> None:
    text = "start " * 100 + "needle " + "end " * 100
    runs = excerpt(text, {"needl"})
    assert [run.text for run in runs if run.marked] == ["needle"]
    assert runs[0].text == "… "
    assert runs[-1].text == " …"
    assert [*marks(text, {"needl"})] == [(600, 606)]


@pytest.mark.django_db
def test_a_question_about_an_aspect_of_a_topic_leads_to_the_topic() -> None:
    add("croup", "A barking cough is the rule")
    add("wheeze", *(f"Croup and its symptoms, croup treatment {n}" for n in range(9)))
    assert slugs("What are the symptoms of croup?")[0] == "croup"
    assert slugs("How many people are affected by croup?")[0] == "croup"


@pytest.mark.django_db
def test_where_no_page_holds_every_word_the_topic_that_is_named_comes_first() -> None:
    add("croup", "A barking cough is the rule", title="Croup in infancy")
    add("wheeze", *(f"Inhalers, spacers and steroids help in infancy {n}" for n in range(9)))
    answer = found("do inhalers spacers steroids leprosy help croup in infancy")
    assert [hit.topic.slug for hit in answer.hits] == ["croup", "wheeze"]
    assert answer.partly
