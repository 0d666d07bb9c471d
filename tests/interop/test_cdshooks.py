"""A record's call gets links by code, and nothing of the call is kept."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client

from statim.interop.cdshooks.request import BadCall, read
from tests.interop.coded import ASTHMA, SNOMED, publish_coded, retract

ID = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
CODED = {"coding": [{"system": SNOMED, "code": ASTHMA}]}
CONDITION = {"resourceType": "Condition", "code": CODED, "subject": {"reference": "Patient/77"}}
VIEW: dict[str, Any] = {
    "hook": "patient-view", "hookInstance": ID, "context": {"patientId": "77"},
    "prefetch": {"conditions": {"resourceType": "Bundle", "entry": [{"resource": CONDITION}]}},
}  # fmt: skip


def post(client: Client, name: str, body: Any) -> Any:
    return client.post(f"/cds-services/{name}", body, content_type="application/json")


def test_discovery_says_what_the_standard_requires(client: Client) -> None:
    listed = client.get("/cds-services").json()["services"]
    assert {one["hook"] for one in listed} == {"patient-view", "order-select"}
    for one in listed:
        assert one["id"] and one["description"]
    assert listed[0]["prefetch"]["conditions"].startswith("Condition?")


@pytest.mark.django_db
def test_a_card_is_a_link_to_the_edition_with_its_marks_and_nothing_else(client: Client) -> None:
    publish_coded()
    retract("10.1192/bjp.2023.79")
    (card,) = post(client, "statim-patient-view", VIEW).json()["cards"]
    assert len(card["summary"]) < 140
    assert card["indicator"] == "info"
    assert [link["type"] for link in card["links"]] == ["absolute"]
    assert card["links"][0]["url"].endswith("/topics/mode-of-action/editions/1/")
    assert not {"suggestions", "systemActions", "selectionBehavior"} & card.keys()
    assert "Review overdue since 2024" in card["detail"]
    assert card["extension"]["retracted"] == ["loo2023"]


@pytest.mark.django_db
def test_of_orders_only_the_selected_count_in_r4_and_r5(client: Client) -> None:
    publish_coded()
    orders = [
        {"resourceType": "MedicationRequest", "id": "a", "medicationCodeableConcept": CODED},
        {"resourceType": "MedicationRequest", "id": "b", "medication": {"concept": CODED}},
        {"resourceType": "ServiceRequest", "id": "c", "code": {"coding": []}},
    ]
    for selected, cards in (("a", 1), ("b", 1), ("c", 0)):
        body = {
            "hook": "order-select", "hookInstance": ID,
            "context": {"selections": [f"MedicationRequest/{selected}"],
                        "draftOrders": {"entry": [{"resource": one} for one in orders]}},
        }  # fmt: skip
        assert len(post(client, "statim-order-select", body).json()["cards"]) == cards


@pytest.mark.parametrize(("changed", "status"), [
    ({"hook": "order-sign"}, 400), ({"hookInstance": "x"}, 400), ({"context": None}, 400),
    ({"prefetch": None}, 412),
])  # fmt: skip
def test_what_is_no_call_is_refused(changed: dict[str, Any], status: int) -> None:
    with pytest.raises(BadCall) as refused:
        read(json.dumps({**VIEW, **changed}).encode(), "patient-view")
    assert refused.value.status == status


@pytest.mark.django_db
def test_nothing_of_the_call_is_logged_or_answered(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = {**VIEW, "context": {"patientId": "9434765919"}, "fhirServer": "https://ehr.example"}
    for body in (secret, {**secret, "hook": "9434765919"}, "[" * 50_000, "9434765919{"):
        answer = post(client, "statim-patient-view", body)
        assert answer.status_code in (200, 400)
        assert b"9434765919" not in answer.content
    assert post(client, "statim-patient-view/feedback", {"feedback": []}).status_code == 200
    assert post(client, "other", VIEW).status_code == 404
    assert "9434765919" not in caplog.text
