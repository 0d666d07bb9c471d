"""A copy is checked by its code: current, superseded with what differs, corrected, withdrawn."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statim.editions import queries
from statim.editions.check_code import code_of
from statim.publisher.queries import house
from tests.corrected import correct
from tests.world import World

pytestmark = pytest.mark.django_db


def code(slug: str, number: int) -> str:
    return code_of(queries.edition_of(slug, number).hash)


def checked(client: Client, slug: str, number: int) -> str:
    answer = client.get(f"/check/{code(slug, number)}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content.decode()


def test_the_page_on_paper_bears_the_code_and_its_square(client: Client, world: World) -> None:
    html = client.get("/topics/ketamine-in-depression/").content.decode()
    bears = f"/check/{code('ketamine-in-depression', 2)}"
    assert bears in html
    assert re.search(r'<div class="qr" aria-hidden="true"><svg', html)
    old = client.get("/topics/ketamine-in-depression/editions/1/").content.decode()
    assert f"/check/{code('ketamine-in-depression', 1)}" in old


def test_a_current_copy_is_current(client: Client, world: World) -> None:
    html = checked(client, "ketamine-in-depression", 2)
    assert 'data-check="current"' in html
    assert "Nothing was published since" in html


def test_a_superseded_copy_says_since_when_and_what_differs(client: Client, world: World) -> None:
    html = checked(client, "ketamine-in-depression", 1)
    assert 'data-check="superseded"' in html
    assert '<time datetime="2025-06-15">15 June 2025</time>' in html
    assert "lasts <del>up</del> <ins>one</ins> to two weeks" in html
    assert "data-check-corrected" not in html


def test_a_corrected_copy_is_said_to_be_corrected(client: Client, world: World) -> None:
    correct("typo", days=400)  # long ago, and mild: the paper is still wrong
    html = checked(client, "adverse-effects", 1)
    assert "data-check-corrected" in html
    assert "<strong>corrected</strong> since" in html


def test_a_withdrawn_copy_gives_the_reason_and_no_text(client: Client, world: World) -> None:
    html = checked(client, "ketamine-and-ect", 1)
    assert 'data-check="withdrawn"' in html
    assert "Under revision." in html
    assert "What the copy says differently" not in html


def test_a_copy_of_a_topic_that_moved_is_found(client: Client, world: World) -> None:
    html = checked(client, "ketamine-side-effects", 1)
    assert 'href="/topics/adverse-effects/"' in html


def test_an_overdue_review_is_told(client: Client, world: World) -> None:
    assert "Review overdue." in checked(client, "mode-of-action", 1)


def test_differences_are_metered_but_the_state_never_is(
    client: Client, world: World, settings: Any
) -> None:
    settings.STATIM_FREE_PAGES = 0
    html = checked(client, "ketamine-in-depression", 1)
    assert 'data-check="superseded"' in html
    assert "<del>" not in html
    assert "to see what differs" in html
    client.force_login(world.reader)
    assert "<del>up</del>" in checked(client, "ketamine-in-depression", 1)


def test_checking_a_current_copy_counts_no_page(
    client: Client, world: World, settings: Any
) -> None:
    settings.STATIM_FREE_PAGES = 1
    checked(client, "ketamine-in-depression", 2)
    assert "statim-meter" not in client.cookies


def test_before_the_audience_is_confirmed_no_text_is_shown(
    client: Client, world: World, settings: Any
) -> None:
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "audience": "confirm"}
    house.cache_clear()
    html = checked(client, "ketamine-in-depression", 1)
    house.cache_clear()
    assert 'data-check="superseded"' in html
    assert "<del>" not in html


@pytest.mark.parametrize("typed", ["ABC", "7K2M-Q9XF-4TB9", "x" * 3000, "' OR 1=1 --", "<script>"])
def test_what_is_no_code_here_is_said_so(client: Client, world: World, typed: str) -> None:
    answer = client.get("/check/", {"code": typed}, follow=True)
    assert answer.status_code == 404
    html = answer.content.decode()
    assert 'data-check="unknown"' in html
    assert "<script>" not in html.split("<main", 1)[1]


def test_a_code_may_be_typed_as_people_type(client: Client, world: World) -> None:
    written = code("ketamine-in-depression", 2).lower().replace("-", "  ")
    answer = client.get("/check/", {"code": f" {written} "}, follow=True)
    assert 'data-check="current"' in answer.content.decode()


def test_a_code_is_found_by_the_index(world: World) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.with_code(code("ketamine-in-depression", 2))
    sql = asked.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # else it reads so few rows at once
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' * (connection.vendor == 'sqlite')}{sql}")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "INDEX" in plan.upper(), plan
