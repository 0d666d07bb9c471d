"""Harvesting: the protocol's verbs, its refusals, pages, and deletions that stay known."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from statim.interop.oai import views
from tests.interop.coded import publish_coded, retract

pytestmark = pytest.mark.usefixtures("world")
NS = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "d": "http://purl.org/dc/elements/1.1/",
}
ALL = {"t-mode", "t-ketamine", "t-adverse", "t-ect", "t-repeated", "t-site"}


def got(client: Client, **said: str) -> etree._Element:
    answer = client.get("/oai", said)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/xml")
    return etree.fromstring(answer.content)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NS)]


def refused(client: Client, **said: str) -> str:
    return texts(got(client, **said), "//o:error/@code")[0]


def test_a_record_carries_edition_hash_dates_and_marks(client: Client) -> None:
    publish_coded("2026-01-10")
    retract("10.1192/bjp.2023.79")
    name = "oai:127.0.0.1:t-mode"
    root = got(client, verb="GetRecord", identifier=name, metadataPrefix="oai_dc")
    assert texts(root, "//o:identifier/text()") == [name]
    assert texts(root, "//d:title/text()") == ["Ketamine: mode of action"]
    (said,) = texts(root, "//d:description/text()")
    for mark in ("Edition 2", "SHA-256", "Reviewed 2023-01-05", "Review overdue", "Retracted"):
        assert mark in said
    assert "http://snomed.info/sct|195967001" in texts(root, "//d:subject/text()")
    assert "Give 0.5" not in etree.tostring(root).decode()


def test_all_topics_are_listed_page_by_page_and_the_withdrawn_as_deleted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    found: list[str] = []
    said = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    while said:
        root = got(client, **said)
        found += [one.rpartition(":")[2] for one in texts(root, "//o:header/o:identifier/text()")]
        deleted = texts(root, "//o:header[@status='deleted']/o:identifier/text()")
        assert [one.rpartition(":")[2] for one in deleted] in ([], ["t-ect"])
        token = texts(root, "//o:resumptionToken/text()")
        said = {"verb": "ListRecords", "resumptionToken": token[0]} if token else {}
    assert len(found) == len(set(found)) == 6
    assert set(found) == ALL


def test_days_and_specialties_narrow_the_list(client: Client) -> None:
    def listed(**said: str) -> set[str]:
        root = got(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **said)
        return {one.rpartition(":")[2] for one in texts(root, "//o:identifier/text()")}

    assert listed(until="2025-01-10") == {"t-mode"}
    assert listed(until="2025-03-01T09:00:00Z") == {"t-mode", "t-ect", "t-site"}
    assert listed(**{"from": "2025-06-01"}) == {"t-ketamine", "t-adverse", "t-repeated", "t-ect"}
    assert listed(set="about-this-site") == {"t-site"}
    assert listed(set="psychiatry") == ALL - {"t-site"}


def test_every_refusal_is_one_of_the_protocols(client: Client) -> None:
    listing = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    assert refused(client) == "badVerb"
    assert refused(client, verb="Delete") == "badVerb"
    assert refused(client, verb="ListRecords") == "badArgument"
    assert refused(client, verb="Identify", identifier="x") == "badArgument"
    assert refused(client, **{**listing, "metadataPrefix": "marc21"}) == "cannotDisseminateFormat"
    assert refused(client, **listing, until="soon") == "badArgument"
    assert refused(client, **listing, **{"from": "2026-13-01"}) == "badArgument"
    assert (
        refused(client, **listing, **{"from": "2026-02-01", "until": "2026-01-01"}) == "badArgument"
    )
    assert refused(client, **listing, **{"from": "2099-01-01"}) == "noRecordsMatch"
    assert refused(client, verb="ListRecords", resumptionToken="x") == "badResumptionToken"
    assert refused(
        client, verb="GetRecord", identifier="oai:x:t-mode", metadataPrefix="oai_dc"
    ) == ("idDoesNotExist")
    assert client.post("/oai", {"verb": "Identify"}).status_code == 200
    assert texts(got(client, verb="ListSets"), "//o:setSpec/text()") == [
        "about-this-site", "psychiatry:mood-disorders",
    ]  # fmt: skip
