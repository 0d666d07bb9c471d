"""Home, browse and search: every topic is found, none that is offline."""

from __future__ import annotations

import pytest
from django.test import Client

from statim.editions.document import Section
from statim.reader.browsing import trail, tree
from tests.documents import page, says
from tests.world import World, publish


def body(client: Client, path: str, status: int = 200) -> str:
    """The page's HTML."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_home_offers_search_first_then_specialties_and_what_changed(
    client: Client, world: World
) -> None:
    html = body(client, "/")
    search, specialties, changed = (
        html.index(mark) for mark in ('role="search"', 'href="/browse/psychiatry/"', "data-changes")
    )
    assert search < specialties < changed
    assert "Ketamine: adverse effects" in html
    assert "Ketamine and ECT" not in html


def test_home_lists_a_topic_once_with_its_newest_change_and_a_way_to_see_it(
    client: Client, world: World
) -> None:
    html = body(client, "/")
    assert html.count('class="title" href="/topics/ketamine-in-depression/"') == 1
    assert 'href="/topics/ketamine-in-depression/editions/2/changes/"' in html
    assert "1 statement added, 1 removed, 1 reworded, 1 moved, 1 cited anew" in html
    assert "published again, word for word" in html
    assert "no statement changed, only: address" in html


def test_home_of_an_empty_site_says_so(client: Client, db: None) -> None:
    assert "Nothing is published yet" in body(client, "/")


def test_browse_leads_from_specialty_to_specialty_to_topic(client: Client, world: World) -> None:
    assert 'href="/browse/psychiatry/mood-disorders/"' in body(client, "/browse/")
    shelf = body(client, "/browse/psychiatry/mood-disorders/")
    assert 'aria-label="Breadcrumb"' in shelf
    assert 'href="/browse/psychiatry/"' in shelf
    assert 'href="/topics/mode-of-action/"' in shelf
    assert 'href="/topics/ketamine-and-ect/"' not in shelf


def test_a_long_shelf_comes_in_pages_that_hold_every_topic_once(client: Client, db: None) -> None:
    for n in range(103):
        fact = Section(heading="", statements=(says(f"s{n}", "A fact"),))
        publish(page(fact, topic=f"t{n}", slug=f"t{n}", title=f"Topic {n:03}"), "2026-01-01")
    first, second = (body(client, f"/browse/psychiatry/?page={n}") for n in (1, 2))
    assert first.count('class="title"') == 100
    assert second.count('class="title"') == 3
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
    body(client, "/browse/psychiatry/?page=3", 404)


@pytest.mark.parametrize("path", ["/browse/no-such/", "/browse/?page=0", "/browse/?page=x"])
def test_a_shelf_or_page_that_is_not_there_is_not_found(
    client: Client, world: World, path: str
) -> None:
    body(client, path, 404)


def test_the_tree_counts_topics_on_and_under_each_shelf() -> None:
    root = tree([("a", "A", 2), ("a/b", "A / B", 3), ("", "", 1)])
    assert (root.total, root.own, root.children[0].total, root.children[0].own) == (6, 1, 5, 2)
    assert [s.name for s in trail(root, "a/b") or []] == ["A", "B"]
    assert trail(root, "b") is None


def test_search_answers_people_with_a_page_and_programs_with_json(
    client: Client, world: World
) -> None:
    html = body(client, "/search/?q=low+mood")
    assert 'href="/topics/ketamine-in-depression/"' in html
    response = client.get("/search/?q=low+mood", headers={"accept": "application/json"})
    assert response["Content-Type"] == "application/json"
    assert "Accept" in response["Vary"]
    answer = response.json()
    assert answer["total"] == 1
    assert answer["results"][0]["address"] == "/topics/ketamine-in-depression/"


def test_search_shows_a_query_as_text_and_says_when_nothing_is_found(
    client: Client, world: World
) -> None:
    html = body(client, "/search/?q=%3Cscript%3Ezz")
    assert "&lt;script&gt;zz" in html
    assert "<script>zz" not in html
    assert "Nothing was found for" in html
    assert 'href="/browse/"' in html


def test_suggestions_are_json(client: Client, world: World) -> None:
    answer = client.get("/search/suggest?q=ket").json()
    assert {r["slug"] for r in answer["results"]} >= {"ketamine-in-depression", "mode-of-action"}
