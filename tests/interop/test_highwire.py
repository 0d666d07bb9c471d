"""What a reference manager takes from a topic page's meta tags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from statim.editions.document import Person
from statim.interop.highwire.write import meta_tags
from tests.interop.samples import HOSTILE, HOUSE, hostile, whole


def tags_of(written: str) -> list[tuple[str, str]]:
    """(name, content) of every meta tag, as a browser's parser finds them."""
    head = html.document_fromstring(f"<html><head>{written}</head><body></body></html>").head
    assert {element.tag for element in head} == {"link", "meta"}
    return [(m.get("name") or "", m.get("content") or "") for m in head.iter("meta")]


def zotero_type(tags: list[tuple[str, str]]) -> str:
    """The item type that Zotero's Embedded Metadata translator chooses, by its own rules:
    the last of these names decides; without one, citation_title is taken for an article."""
    decisive = {
        "citation_journal_title": "journalArticle",
        "citation_technical_report_institution": "report",
        "citation_conference_title": "conferencePaper",
        "citation_conference": "conferencePaper",
        "citation_book_title": "bookSection",
        "citation_inbook_title": "bookSection",
        "citation_dissertation_institution": "thesis",
    }
    found = [decisive[name] for name, _ in tags if name in decisive]
    guessed = "journalArticle" if any(name == "citation_title" for name, _ in tags) else "webpage"
    return found[-1] if found else guessed


def zotero_creators(tags: list[tuple[str, str]]) -> list[str]:
    """The authors as the translator cuts them: at semicolons, and at commas between names."""
    creators: list[str] = []
    for name, content in tags:
        if name != "citation_author":
            continue
        parts = content.split(";")
        by_comma = [part.strip() for part in content.split(",")]
        if len(parts) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            parts = by_comma
        creators += [part.strip() for part in parts]
    return creators


def test_zotero_takes_the_page_as_a_section_of_the_site() -> None:
    assert zotero_type(tags_of(meta_tags(whole(), HOUSE))) == "bookSection"


def test_without_the_book_title_zotero_would_take_it_for_an_article() -> None:
    tags = [t for t in tags_of(meta_tags(whole(), HOUSE)) if t[0] != "citation_book_title"]
    assert zotero_type(tags) == "journalArticle"


def test_the_tags_name_title_date_site_publisher_language_and_permanent_address() -> None:
    tags = dict(tags_of(meta_tags(whole(), HOUSE)))
    edition = "https://ref.example/topics/a-topic/editions/3/"
    assert tags["citation_title"] == tags["DC.title"] == "Asthma & wheeze"
    assert tags["citation_publication_date"] == "2026/11/23"
    assert tags["citation_book_title"] == "Statim"
    assert tags["citation_publisher"] == "Example Hospital Trust"
    assert tags["citation_language"] == "en-GB"
    assert tags["citation_public_url"] == tags["DC.identifier"] == edition
    assert tags["DC.date"] == "2026-11-23"
    assert tags["DCTERMS.modified"] == "2026-11-23T10:00:00Z"


def test_each_author_has_a_tag_of_their_own_and_stays_one_author() -> None:
    tags = tags_of(meta_tags(whole(), HOUSE))
    assert zotero_creators(tags) == ["Airways authoring team", "Ann Example"]


@pytest.mark.parametrize(
    ("byline", "cited"),
    [
        ("Ann Example, FRCPsych", "Ann Example"),
        ("Ann Example, MB BChir, PhD", "Ann Example"),
        ("Example, Ann", "Example, Ann"),
        ("McDonald, JB", "McDonald, JB"),
        ("Royal College of Examples", "Royal College of Examples"),
        ("Ann van Example III", "Ann van Example III"),
    ],
)
def test_letters_after_a_name_stay_in_the_byline(byline: str, cited: str) -> None:
    document = replace(whole(), authors=(Person(name=byline),))
    assert ("citation_author", cited) in tags_of(meta_tags(document, HOUSE))


def test_what_the_house_does_not_say_has_no_tag() -> None:
    tags = dict(tags_of(meta_tags(whole(), replace(HOUSE, copyright=""))))
    assert "DC.rights" not in tags


def test_nothing_hostile_leaves_its_attribute() -> None:
    document, house = hostile()
    tags = tags_of(meta_tags(document, house))
    assert ("citation_title", HOSTILE) in tags
    assert ("citation_author", HOSTILE) in tags
    assert ("citation_publisher", HOSTILE) in tags
