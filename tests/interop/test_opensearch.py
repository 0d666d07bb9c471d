"""The search description keeps to the lengths and kinds of OpenSearch 1.1."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from statim.interop.opensearch.write import OPENSEARCH, description
from tests.interop.samples import HOSTILE, HOUSE


def read(data: bytes) -> dict[str, str]:
    return {etree.QName(e).localname: e.text or "" for e in etree.fromstring(data)}


def test_it_leads_to_the_search_of_this_site() -> None:
    root = etree.fromstring(description(HOUSE))
    urls = {u.get("rel"): u.get("template") for u in root.iter(f"{{{OPENSEARCH}}}Url")}
    assert urls == {
        "results": "https://ref.example/search/?q={searchTerms}",
        "self": "https://ref.example/opensearch.xml",
    }


def test_a_long_name_is_cut_at_a_word() -> None:
    said = read(description(replace(HOUSE, site_name="Northern Hospitals Clinical Reference")))
    assert said["ShortName"] == "Northern"
    assert said["LongName"] == "Northern Hospitals Clinical Reference"
    assert read(description(replace(HOUSE, site_name="x" * 60)))["ShortName"] == "x" * 16


def test_a_contact_that_is_no_email_address_is_left_out() -> None:
    assert read(description(HOUSE))["Contact"] == "library@ref.example"
    assert "Contact" not in read(description(replace(HOUSE, contact="ring 0123")))


def test_hostile_names_stay_text() -> None:
    root = etree.fromstring(description(replace(HOUSE, site_name=HOSTILE, copyright=HOSTILE)))
    assert all(len(child) == 0 for child in root)
    assert read(description(replace(HOUSE, copyright=HOSTILE)))["Attribution"] == HOSTILE.strip()
