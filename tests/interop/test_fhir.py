"""Topics as FHIR R5: valid by HL7's own definitions, marked as the page is, and read only.

The models are those of `fhir.resources` 8 (BSD), generated from HL7's R5 definitions (CC0).
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from fhir.resources import get_fhir_model_class

from statim.editions.listing import Wanted, page_of_topics
from statim.interop.door.shown import Shown
from statim.interop.fhir.parts import assessments, citations
from statim.interop.fhir.write import composition
from tests.interop.coded import ASTHMA, SNOMED, publish_coded, retract
from tests.interop.samples import HOUSE, hostile, whole

BASE = "/fhir/r5"


def valid(value: dict[str, Any]) -> dict[str, Any]:
    """The resource, which the model of its type accepts and gives back as it was."""
    get_fhir_model_class(value["resourceType"]).model_validate(value)
    return value


def got(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(f"{BASE}/{address}")
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/fhir+json; fhirVersion=5.0")
    return valid(answer.json())


def test_the_models_refuse_what_is_wrong() -> None:
    right = composition(Shown(document=whole(), digest="0" * 64, current=3), HOUSE)
    valid(right)
    for wrong in ({"status": None}, {"date": "yesterday"}, {"section": [{"words": "x"}]}):
        with pytest.raises(ValueError, match=r"validation error|None|required"):
            valid({**right, **wrong})


def test_hostile_texts_are_valid_and_stay_texts() -> None:
    document, house = hostile()
    shown = Shown(document=document, digest="0" * 64, current=document.number)
    value = valid(composition(shown, house))
    assert "<script" not in str(value["section"][0]["section"])
    for one in (*citations(shown, house), *assessments(shown, house)):
        valid(one)


@pytest.mark.usefixtures("world")
def test_every_published_topic_and_all_its_parts_are_valid(client: Client) -> None:
    topics = [row.topic for row in page_of_topics(Wanted(), limit=50)]
    assert len(topics) == 5
    for topic in topics:
        got(client, f"Composition/{topic}")
        got(client, f"Composition/{topic}/_history")
        for kind in ("Citation", "ArtifactAssessment"):
            for entry in got(client, f"{kind}?composition={topic}").get("entry", ()):
                got(client, entry["fullUrl"].partition("/fhir/r5/")[2])
    got(client, "metadata")


@pytest.mark.django_db
def test_a_topic_carries_its_codes_and_every_mark(client: Client) -> None:
    publish_coded()
    retract("10.1192/bjp.2023.79")
    value = got(client, "Composition/t-mode")
    codes = [c["valueCodeableConcept"]["coding"][0] for c in value["useContext"]]
    assert codes[0] == {"system": SNOMED, "code": ASTHMA, "display": "Asthma"}
    assert {tag["code"] for tag in value["meta"]["tag"]} == {"overdue", "retracted"}
    notes = " ".join(note["text"] for note in value["note"])
    assert "Review overdue since 2024-01-05" in notes
    assert "m-dose" in notes
    said = {e["url"].rpartition("/")[2]: e for e in value["extension"]}
    assert len(said["sha256"]["valueString"]) == 64
    assert said["reviewed"]["valueDate"] == "2023-01-05"
    dose = value["section"][1]["section"][0]
    assert dose["id"] == "m-dose"
    assert "Give 0.5 mg/kg &amp; not &lt;5 mg <b>[Retracted]</b>" in dose["text"]["div"]
    cited = [got(client, entry["reference"]) for entry in dose["entry"]]
    assert cited[0]["citedArtifact"]["currentState"][0]["coding"][0]["code"] == "retracted"
    assert cited[1]["content"][0]["classifier"] == [{"text": "low"}]
    nested = value["section"][2]["section"][0]["section"][0]
    assert nested["id"] == "m-under"


@pytest.mark.usefixtures("world")
def test_history_is_the_record_and_a_withdrawn_topic_is_gone(client: Client) -> None:
    first = got(client, "Composition/t-ketamine/_history/1")
    assert first["version"] == "1"
    assert any("Superseded" in note["text"] for note in first["note"])
    assert got(client, "Composition/t-ketamine")["relatesTo"][0]["resourceReference"] == {
        "reference": "Composition/t-ketamine/_history/1"
    }
    answer = client.get(f"{BASE}/Composition/t-ketamine")
    assert answer["ETag"] == 'W/"2"'
    again = client.get(f"{BASE}/Composition/t-ketamine", headers={"If-None-Match": 'W/"2"'})
    assert again.status_code == 304
    got(client, "Composition/t-ect", 410)
    assert got(client, "Composition/t-ect/_history/1")["status"] == "deprecated"
    for missing in ("Composition/never", "Composition/t-ketamine/_history/9", "Citation/t-mode.c0",
                    "Patient/1"):  # fmt: skip
        assert got(client, missing, 404)["resourceType"] == "OperationOutcome"


@pytest.mark.usefixtures("world")
def test_search_by_code_title_address_and_day_and_page_by_page(client: Client) -> None:
    publish_coded("2026-01-10")

    def found(query: str) -> list[str]:
        entries = got(client, f"Composition?{query}").get("entry", ())
        return [entry["resource"]["id"] for entry in entries]

    assert found(f"code={SNOMED}|{ASTHMA}") == ["t-mode"]
    assert found(f"code={SNOMED}|22298006") == []
    assert found("title=repeated ketamine") == ["t-repeated"]
    assert found("url=https://x/topics/adverse-effects/") == ["t-adverse"]
    assert found("_lastUpdated=ge2026-01-01") == ["t-mode"]
    assert found("_lastUpdated=lt2025-04-01&_lastUpdated=ge2025-03-01") == ["t-site"]
    walked: list[str] = []
    address = "Composition?_count=2"
    while address:
        page = got(client, address)
        walked += [entry["resource"]["id"] for entry in page["entry"]]
        assert all("section" not in entry["resource"] for entry in page["entry"])
        onward = [link["url"] for link in page["link"] if link["relation"] == "next"]
        address = onward[0].partition("/fhir/r5/")[2] if onward else ""
    assert walked == ["t-site", "t-ketamine", "t-adverse", "t-repeated", "t-mode"]
    works = got(client, "Citation?identifier=10.1192/bjp.2023.79")["entry"]
    assert {entry["resource"]["id"].split(".")[0] for entry in works} == {"t-repeated", "t-mode"}
    for bad in ("_count=0", "_lastUpdated=soon", "_cursor=x", "_lastUpdated=ge2026-13-99"):
        got(client, f"Composition?{bad}", 400)
    got(client, "Citation", 400)


@pytest.mark.usefixtures("world")
def test_nothing_can_be_written_and_the_meter_holds(client: Client, settings: Any) -> None:
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(f"{BASE}/Composition/t-mode").status_code == 405
    settings.STATIM_FREE_PAGES = 1
    got(client, "Composition/t-mode")
    assert "Sign in" in got(client, "Composition/t-ketamine", 403)["issue"][0]["diagnostics"]
    got(client, "Composition/t-mode")  # re-reading is free
