"""Opening a topic: fresh after every change, honest to caches, and never a dead end."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.actions import append, withdraw
from statim.editions.document import statements_of
from statim.reader.views.topic import METER_COOKIE
from tests import world as drawn
from tests.world import World

KETAMINE = "/topics/ketamine-in-depression/"
ADVERSE = "/topics/adverse-effects/"


def read(client: Client, address: str, status: int = 200, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_a_warm_page_costs_one_query(world: World, client: Client) -> None:
    read(client, ADVERSE)
    with CaptureQueriesContext(connection) as queries_made:
        read(client, ADVERSE)
    assert len(queries_made) == 1


def test_a_publication_shows_at_the_next_opening(world: World, client: Client) -> None:
    before = read(client, ADVERSE)
    new = drawn.adverse_effects(slug="adverse-effects")
    first = new.sections[0].statements[0]
    words = "Dizziness, blurred vision, headache and nausea are among the commonest"
    reworded = replace(first, text=words, html=first.html.replace(first.text, words))
    rest = new.sections[0].statements[1:]
    changed = replace(new, sections=(replace(new.sections[0], statements=(reworded, *rest)),))
    append(changed, bibliography=["x"], by=OPERATOR)
    after = read(client, ADVERSE)
    assert words not in before
    assert words in after


def test_a_newly_related_page_shows_under_a_warm_cache(world: World, client: Client) -> None:
    etag = client.get(ADVERSE).headers["ETag"]
    other = drawn.reading_this_site()
    link = '<a href="/topics/adverse-effects/">adverse effects</a>'
    statement = replace(
        other.sections[0].statements[0], text="See adverse effects", html=f"See {link}"
    )
    append(
        replace(other, sections=(replace(other.sections[0], statements=(statement,)),)),
        bibliography=[],
        by=OPERATOR,
    )
    response = client.get(ADVERSE, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert "Reading this site" in response.content.decode()


def test_the_etag_of_an_untouched_page_is_the_editions_hash(world: World) -> None:
    response = Client().get("/topics/reading-this-site/")
    assert response.headers["ETag"] == f'"{queries.latest("reading-this-site").hash}"'


def test_an_unchanged_page_is_answered_with_304(world: World) -> None:
    client = Client()
    read(client, ADVERSE)
    etag = client.get(ADVERSE).headers["ETag"]
    response = client.get(ADVERSE, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag


def test_a_304_never_brings_back_a_stale_count(world: World) -> None:
    client = Client()
    etag = client.get(ADVERSE).headers["ETag"]
    read(client, KETAMINE)
    assert client.get(ADVERSE, headers={"If-None-Match": etag}).status_code == 200


def test_a_metered_page_may_not_be_kept_by_a_shared_cache(world: World, client: Client) -> None:
    for address in (KETAMINE, ADVERSE, KETAMINE + "?as_of=2025-02-02", KETAMINE + "editions/1/"):
        assert client.get(address).headers["Cache-Control"] == "private, no-cache"


def test_a_signed_in_readers_page_is_kept_by_nobody_and_shows_no_meter(
    world: World, client: Client
) -> None:
    client.force_login(world.reader)
    response = client.get(KETAMINE)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    assert "data-meter-left" not in response.content.decode()
    assert METER_COOKIE not in response.cookies


def test_an_anonymous_reader_sees_how_many_pages_are_left(world: World, client: Client) -> None:
    assert 'data-meter-left="4"' in read(client, KETAMINE)
    assert 'data-meter-left="3"' in read(client, ADVERSE)
    assert 'data-meter-left="3"' in read(client, KETAMINE)


def test_past_the_free_pages_the_topic_is_refused_with_a_way_back(
    world: World, client: Client, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = 1
    read(client, KETAMINE)
    said = read(client, ADVERSE, status=403)
    assert "Ketamine: adverse effects" in said
    assert 'name="next" value="/topics/adverse-effects/"' in said
    assert "Dizziness" in said
    read(client, KETAMINE)


def test_a_withdrawn_topic_is_gone_with_its_reason(world: World, client: Client) -> None:
    read(client, ADVERSE)
    withdraw("adverse-effects", reason="A frequency was wrong.", by=OPERATOR)
    said = read(client, ADVERSE, status=410)
    assert "A frequency was wrong." in said
    assert "Dizziness" not in said


def test_a_moved_topic_leads_on_for_good(world: World, client: Client) -> None:
    for rest in ("/", ".json", "/editions/1/"):
        response = client.get(f"/topics/ketamine-side-effects{rest}")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/topics/adverse-effects{rest}"


def test_an_unknown_topic_is_not_found(world: World, client: Client) -> None:
    read(client, "/topics/no-such-thing/", status=404)


@pytest.mark.parametrize(
    ("day", "words", "absent"),
    [
        ("2025-01-10", "lasts up to two weeks", "one to two weeks"),
        ("2025-06-14", "lasts up to two weeks", "one to two weeks"),
        ("2025-06-15", "lasts one to two weeks", "up to two weeks"),
    ],
)
def test_the_page_as_it_stood_on_a_day(
    world: World, client: Client, day: str, words: str, absent: str
) -> None:
    said = read(client, f"{KETAMINE}?as_of={day}")
    assert words in said
    assert absent not in said
    assert "data-as-of" in said


@pytest.mark.parametrize("day", ["2025-01-09", "yesterday", "2025-13-01", "", "\x00"])
def test_a_day_without_a_page_is_not_found_and_says_why(
    world: World, client: Client, day: str
) -> None:
    assert client.get(KETAMINE, {"as_of": day}).status_code == 404


def test_every_edition_has_an_address_of_its_own(world: World, client: Client) -> None:
    first = read(client, KETAMINE + "editions/1/")
    assert "lasts up to two weeks" in first
    assert 'data-edition="1"' in first
    read(client, KETAMINE + "editions/3/", status=404)


def test_the_json_is_the_editions_canonical_json(world: World, client: Client) -> None:
    response = client.get("/topics/ketamine-in-depression.json")
    edition = json.loads(response.content)
    latest = queries.latest("ketamine-in-depression")
    assert response.headers["Content-Type"] == "application/json"
    assert edition["hash"] == latest.hash
    assert response.headers["ETag"] == f'"{latest.hash}"'
    assert response.content == latest.json_bytes()


def test_an_overdue_review_is_loud_and_changes_the_etag(world: World, client: Client) -> None:
    response = client.get("/topics/mode-of-action/")
    assert "data-overdue" in response.content.decode()
    assert response.headers["ETag"] != f'"{queries.latest("mode-of-action").hash}"'


def test_every_statement_stands_on_the_page_under_its_id(world: World, client: Client) -> None:
    said = read(client, KETAMINE)
    for statement in statements_of(queries.latest("ketamine-in-depression").document):
        assert f'id="s-{statement.id}"' in said


def test_compressed_and_plain_say_the_same(world: World, client: Client) -> None:
    plain = client.get(ADVERSE).content
    packed = client.get(ADVERSE, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_topic_is_only_read(world: World, client: Client, method: str) -> None:
    assert getattr(client, method)(KETAMINE).status_code == 405


def test_a_visitor_is_told_what_an_account_is_for(world: World, client: Client) -> None:
    said = read(client, KETAMINE)
    assert "data-notes" in said
    assert "With an account" in said
    client.force_login(world.reader)
    assert "With an account" not in read(client, KETAMINE)
