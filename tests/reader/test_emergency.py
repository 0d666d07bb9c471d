"""Emergency topics: open to everybody, never counted, and nothing about them is per reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.actions import append
from statim.editions.document import Document, InvalidDocument, from_dict, to_dict
from statim.editions.models import Standing
from statim.editions.verification import verify
from statim.editorial.imports import import_files
from statim.publisher.queries import house
from statim.reader.views.topic import METER_COOKIE
from statim.topics.errors import Unreadable
from statim.topics.markdown import write
from statim.topics.reading import read_manuscript
from tests import world as drawn
from tests.world import World

ADVERSE = "/topics/adverse-effects/"
KETAMINE = "/topics/ketamine-in-depression/"
ADDRESSES = (
    ADVERSE,
    f"{ADVERSE}?as_of=2025-02-02",
    f"{ADVERSE}editions/1/",
    f"{ADVERSE}editions/2/changes/",
    "/topics/adverse-effects.json",
)


def urgent_page() -> Document:
    return replace(drawn.adverse_effects(slug="adverse-effects"), emergency=True)


@pytest.fixture
def emergency(world: World) -> None:
    append(urgent_page(), bibliography=["x"], by=OPERATOR)


@pytest.fixture
def signin(settings: Settings) -> Iterator[None]:
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "audience": "signin"}
    house.cache_clear()
    yield
    house.cache_clear()


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_read_past_the_limit_and_does_not_count(
    emergency: None, client: Client, settings: Settings, address: str
) -> None:
    settings.STATIM_FREE_PAGES = 1
    assert METER_COOKIE not in client.get(address).cookies
    assert b'data-meter-left="0"' in client.get(KETAMINE).content
    page = client.get(address)
    assert page.status_code == 200
    assert not page.cookies
    assert b"data-meter-left" not in page.content
    assert client.get("/topics/mode-of-action/").status_code == 403


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_pages_are_the_same_for_every_visitor_so_a_cache_may_keep_them_and_ask(
    emergency: None, address: str
) -> None:
    newcomer, returning = Client(), Client()
    returning.get(KETAMINE)
    first, second = newcomer.get(address), returning.get(address)
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == "no-cache"
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert not re.search(rb"csrfmiddlewaretoken", first.content)


def test_a_signed_in_readers_page_of_it_is_still_kept_by_nobody(
    emergency: None, world: World, client: Client
) -> None:
    client.force_login(world.reader)
    response = client.get(ADVERSE, headers={"If-None-Match": Client().get(ADVERSE).headers["ETag"]})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_opening_it_still_costs_one_query(emergency: None, client: Client) -> None:
    client.get(ADVERSE)
    with CaptureQueriesContext(connection) as made:
        client.get(ADVERSE)
    assert len(made) == 1


def test_json_ld_says_that_it_is_free(emergency: None, client: Client) -> None:
    for address, free in ((ADVERSE, True), (KETAMINE, False)):
        said = re.search(
            r'<script type="application/ld\+json">(.+?)</script>',
            client.get(address).content.decode(),
        )
        assert said
        page = json.loads(said[1])
        assert page["isAccessibleForFree"] is free
        assert ("hasPart" in page) is not free


def test_an_edition_that_no_longer_says_it_is_metered_again(
    emergency: None, client: Client, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = 0
    assert client.get(ADVERSE).status_code == 200
    append(drawn.adverse_effects(slug="adverse-effects"), bibliography=["x"], by=OPERATOR)
    assert client.get(ADVERSE).status_code == 403
    said = Client()
    settings.STATIM_FREE_PAGES = 5
    assert "Emergency topic" in said.get(f"{ADVERSE}editions/4/changes/").content.decode()


def test_a_site_for_accounts_only_stays_so(emergency: None, signin: None, client: Client) -> None:
    assert client.get(ADVERSE).status_code == 403


def test_the_key_is_written_only_where_it_is_true(emergency: None) -> None:
    said = json.loads(queries.latest("adverse-effects").json_bytes())
    assert said["emergency"] is True
    assert "emergency" not in json.loads(queries.latest("mode-of-action").json_bytes())
    plain = drawn.adverse_effects(slug="adverse-effects")
    assert "emergency" not in to_dict(plain)
    assert from_dict(to_dict(plain)) == plain
    assert from_dict(to_dict(urgent_page())) == urgent_page()


@pytest.mark.parametrize("value", ["yes", 1, None, "true", []])
def test_an_edition_that_says_it_in_another_way_is_refused(value: object) -> None:
    with pytest.raises(InvalidDocument, match="emergency"):
        from_dict({**to_dict(urgent_page()), "emergency": value})


def test_a_standing_that_says_otherwise_than_the_record_is_found(emergency: None) -> None:
    assert verify().holds
    Standing.objects.filter(slug="mode-of-action").update(emergency=True)
    assert any("another emergency" in str(fault) for fault in verify().faults)


def test_a_topic_file_says_it_and_gets_it_back(db: None, tmp_path: Path) -> None:
    file = tmp_path / "anaphylaxis.md"
    file.write_text("---\ntitle: Anaphylaxis\nslug: anaphylaxis\nemergency: true\n---\n\n- Call.\n")
    (taken,) = import_files([file], publish=True, by=OPERATOR)
    assert taken.status == "published", taken.reason
    published = queries.latest("anaphylaxis")
    assert published.document.emergency
    again = write(published.document)
    assert "\nemergency: true\n" in again
    assert read_manuscript(again.encode(), "anaphylaxis.md").emergency
    assert read_manuscript(published.json_bytes(), "anaphylaxis.json").emergency
    plain = replace(published.document, emergency=False)
    assert "emergency" not in write(plain)


@pytest.mark.parametrize("value", ["yes", "1", "[true]", "'true'", "True"])
def test_a_topic_file_that_says_it_in_another_way_is_refused_with_its_line(value: str) -> None:
    text = f"---\ntitle: A\nemergency: {value}\n---\n\n- Call.\n"
    with pytest.raises(Unreadable, match="emergency: it must be true or false") as refused:
        read_manuscript(text.encode(), "a.md")
    assert "line 3" in str(refused.value)
