"""Where the publisher asks, clinical text is shown only after the reader confirmed once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from statim.publisher.queries import house
from statim.reader.audience import COOKIE
from tests.interop.coded import ASTHMA, SNOMED_OID, publish_coded
from tests.world import World

ADDRESSES = (
    "/topics/ketamine-in-depression/",
    "/topics/ketamine-in-depression.json",
    "/topics/ketamine-in-depression/?as_of=2025-02-01",
    "/topics/ketamine-in-depression/editions/1/",
    "/topics/ketamine-in-depression/editions/2/changes/",
    "/fhir/r5/Composition/t-ketamine",
    "/topics/ketamine-in-depression.md",
    "/topics/ketamine-in-depression.jats.xml",
    "/topics/ketamine-in-depression/references.ris",
)


@pytest.fixture
def asking(settings: Settings) -> Iterator[Settings]:
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "audience": "confirm"}
    house.cache_clear()
    yield settings
    house.cache_clear()


def test_a_site_that_only_gives_notice_asks_nothing(world: World, client: Client) -> None:
    assert client.get(ADDRESSES[0]).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_clinical_text_before_confirming(
    world: World, asking: Settings, client: Client, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 403
    assert b"depressive symptoms" not in response.content
    client.post("/audience/", {"next": address})
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_no_clinical_text_by_code_before_confirming(asking: Settings, client: Client) -> None:
    publish_coded()
    asked = {"mainSearchCriteria.v.c": ASTHMA, "mainSearchCriteria.v.cs": SNOMED_OID}
    answer = client.get("/infobutton", asked)
    assert b"mode of action" in answer.content
    assert b"NMDA-receptor" not in answer.content
    assert b"Dizziness" not in answer.content
    client.post("/audience/", {"next": "/"})
    assert b"NMDA-receptor" in client.get("/infobutton", asked).content


def test_confirming_leads_back_and_is_asked_once(
    world: World, asking: Settings, client: Client
) -> None:
    response = client.post("/audience/", {"next": ADDRESSES[0]})
    assert response.headers["Location"] == ADDRESSES[0]
    assert client.get(ADDRESSES[0]).status_code == 200
    assert client.get("/topics/mode-of-action/").status_code == 200


def test_other_words_ask_anew(world: World, asking: Settings, client: Client) -> None:
    client.post("/audience/", {"next": "/"})
    asking.STATIM_HOUSE = {**asking.STATIM_HOUSE, "audience_notice": "For prescribers only"}
    house.cache_clear()
    assert client.get(ADDRESSES[0]).status_code == 403


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "\x00", "0" * 5000])
def test_a_forged_confirmation_is_none(
    world: World, asking: Settings, client: Client, value: str
) -> None:
    client.cookies[COOKIE] = value
    assert client.get(ADDRESSES[0]).status_code == 403


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_confirming_never_leads_off_the_site(asking: Settings, client: Client, target: str) -> None:
    assert client.post("/audience/", {"next": target}).headers["Location"] == "/"
