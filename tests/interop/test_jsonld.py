"""What the JSON-LD of an edition says, and that no text can break out of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from statim.editions.document import Person
from statim.interop.jsonld.sources import identifiers, issued, source
from statim.interop.jsonld.write import description, script, web_page
from tests.documents import says
from tests.interop.samples import DIGEST, HOSTILE, HOUSE, hostile, whole


def read(element: str) -> Any:
    """The value inside the script element, as a browser's parser finds it."""
    parsed = html.fragment_fromstring(element)
    assert parsed.tag == "script"
    assert parsed.get("type") == "application/ld+json"
    return json.loads(parsed.text or "")


def test_it_says_the_dates_the_people_the_version_and_the_hash() -> None:
    value = read(script(whole(), DIGEST, HOUSE, metered=True))
    assert value["@type"] == "MedicalWebPage"
    assert value["@id"] == "https://ref.example/topics/a-topic/editions/3/"
    assert value["url"] == "https://ref.example/topics/a-topic/"
    assert value["version"] == "3"
    assert value["lastReviewed"] == "2026-11-01"
    assert value["dateModified"] == value["datePublished"] == "2026-11-23T10:00:00Z"
    assert value["reviewedBy"] == [
        {"@type": "Person", "name": "Bo Example", "jobTitle": "Pharmacist"}
    ]
    assert value["identifier"]["value"] == DIGEST
    assert value["medicalAudience"]["audienceType"] == "Clinician"
    assert value["publisher"]["name"] == HOUSE.publisher
    assert value["about"]["code"][0]["codeValue"] == "195967001"
    assert [step["item"] for step in value["breadcrumb"]["itemListElement"]] == [
        "https://ref.example/browse/respiratory/",
        "https://ref.example/browse/respiratory/airways/",
    ]


def test_the_words_go_through_unchanged() -> None:
    value = read(script(whole(), DIGEST, HOUSE, metered=True))
    assert value["description"] == "Drug 5 mg is ≤ 10 µg/kg & not < 2."
    assert value["name"] == "Asthma & wheeze"


def test_a_page_that_was_never_reviewed_names_no_review_and_no_reviewer() -> None:
    value = web_page(replace(whole(), reviewed=None), DIGEST, HOUSE, metered=True)
    assert "lastReviewed" not in value
    assert "reviewedBy" not in value


def test_a_topic_without_a_code_is_not_said_to_be_a_condition() -> None:
    document = whole()
    plain = replace(document, topic=replace(document.topic, codes=(), synonyms=(), specialty=()))
    value = web_page(plain, DIGEST, HOUSE, metered=False)
    assert not {"about", "alternateName", "breadcrumb"} & set(value)


def test_metered_reading_is_declared_and_free_reading_too() -> None:
    metered = web_page(whole(), DIGEST, HOUSE, metered=True)
    assert metered["isAccessibleForFree"] is False
    assert metered["hasPart"]["cssSelector"] == ".topic-body"
    free = web_page(whole(), DIGEST, HOUSE, metered=False)
    assert free["isAccessibleForFree"] is True
    assert "hasPart" not in free


def test_a_body_of_people_is_an_organization_and_a_person_is_not() -> None:
    document = replace(
        whole(),
        authors=(
            Person(name="Mood disorders team"),
            Person(name="Royal College of Examples"),
            Person(name="Ann Teamer", role="Nurse"),
        ),
    )
    authors = web_page(document, DIGEST, HOUSE, metered=True)["author"]
    assert [a["@type"] for a in authors] == ["Organization", "Organization", "Person"]


def test_a_long_first_statement_is_left_out_rather_than_cut() -> None:
    document = whole()
    section = replace(document.sections[0], statements=(says("s1", "not " * 200),))
    assert description(replace(document, sections=(section,))) == ""


def test_nothing_hostile_ends_the_script_element() -> None:
    document, house = hostile()
    element = script(document, DIGEST, house, metered=True)
    inside = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    value = read(element)
    assert value["name"] == HOSTILE
    assert value["author"][0]["name"] == HOSTILE
    assert value["publisher"]["name"] == HOSTILE


def test_a_reference_says_its_kind_people_date_and_identifiers() -> None:
    first, second, book, chapter, other = (source(item) for item in whole().references)
    assert first == {
        "@type": "ScholarlyArticle",
        "name": "A trial of <i>x</i>",
        "datePublished": "2019-08-27",
        "isPartOf": {"@type": "Periodical", "name": "Lancet"},
        "identifier": [
            "https://doi.org/10.1001/jama(2023)%3C1%3E",
            "https://pubmed.ncbi.nlm.nih.gov/31000001/",
        ],
        "url": "https://doi.org/10.1001/x",
    }
    assert second["author"] == [{"@type": "Organization", "name": "Royal College of Examples"}]
    assert second["datePublished"] == "2017-02"
    assert "url" not in second, "an address that runs a script is not passed on"
    assert book["isbn"] == "9780306406157"
    assert chapter["isPartOf"] == {"@type": "Book", "name": "A whole book"}
    assert other == {"@type": "CreativeWork"}


def test_authors_are_named_where_no_doi_and_no_pubmed_address_tells_them() -> None:
    known = whole().references[0]
    unknown = {key: said for key, said in known.items() if key not in {"DOI", "PMID"}}
    assert "author" not in source(known)
    assert source(unknown)["author"] == [{"@type": "Person", "name": "L van Beethoven"}]


@pytest.mark.parametrize(
    "written",
    [None, "2019", {}, {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": "2019"},
     {"date-parts": [["soon"]]}, {"date-parts": [[19]]}, {"date-parts": [[2019, 44]]}],
)  # fmt: skip
def test_what_is_not_a_date_is_left_out(written: object) -> None:
    assert issued(written) == ""


def test_a_doi_is_named_once_however_it_was_written() -> None:
    for written in ("10.1/x", "doi:10.1/x", "https://doi.org/10.1/x", "http://dx.doi.org/10.1/x"):
        assert identifiers({"DOI": written}) == ["https://doi.org/10.1/x"]
