"""The JSON-LD of topic pages against schema.org's own list of properties and types."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from statim.editions.html import article
from statim.interop.jsonld.write import METERED_PART, web_page
from tests.interop.samples import DIGEST, HOUSE, hostile, whole

FOLDER = Path(__file__).parent / "schemaorg"
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


@cache
def properties() -> dict[str, dict[str, str]]:
    return {row["property"]: row for row in rows("properties.csv")}


@cache
def parents() -> dict[str, list[str]]:
    return {row["type"]: row["subClassOf"].split() for row in rows("types.csv")}


@cache
def kinds_of(name: str) -> frozenset[str]:
    """The type and everything that it is a kind of."""
    return frozenset({name}).union(*(kinds_of(parent) for parent in parents().get(name, [])))


def fits(value: Any, ranges: set[str]) -> bool:
    """Whether a value is of one of the types that a property takes."""
    if isinstance(value, dict):
        return bool(kinds_of(value.get("@type", "")) & ranges)
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int | float):
        return bool({"Number", "Integer"} & ranges)
    forms = {
        "Date": DATE.fullmatch(value),
        "DateTime": DATE_TIME.fullmatch(value),
        "URL": re.match(r"https?://", value),
        "Thing": re.match(r"https?://", value),
        "Text": True,
        "CssSelectorType": True,
    }
    return any(forms.get(name) for name in ranges)


def faults(value: dict[str, Any], where: str = "") -> Iterator[str]:
    """Every term that schema.org does not know, or does not know in this place."""
    own = value.get("@type", "")
    if own not in parents():
        yield f"{where}: unknown type {own!r}"
        return
    for key, said in value.items():
        if not key.startswith("@"):
            yield from faults_of_property(own, key, said, f"{where}/{own}.{key}")


def faults_of_property(own: str, key: str, said: Any, where: str) -> Iterator[str]:
    known = properties().get(key)
    if known is None:
        yield f"{where}: unknown property"
        return
    if known["supersededBy"]:
        yield f"{where}: superseded by {known['supersededBy']}"
    if not kinds_of(own) & set(known["domainIncludes"].split()):
        yield f"{where}: not a property of {own}"
    for one in said if isinstance(said, list) else [said]:
        if not fits(one, set(known["rangeIncludes"].split())):
            yield f"{where}: {one!r} is none of {known['rangeIncludes']}"
        if isinstance(one, dict):
            yield from faults(one, where)


@pytest.mark.parametrize("metered", [True, False])
def test_a_topic_page_uses_only_terms_that_schema_org_has_in_their_places(metered: bool) -> None:
    assert list(faults(web_page(whole(), DIGEST, HOUSE, metered=metered))) == []


def test_every_kind_of_reference_was_looked_at() -> None:
    value = web_page(whole(), DIGEST, HOUSE, metered=True)
    assert {"ScholarlyArticle", "Report", "Book", "Chapter", "CreativeWork"} == {
        work["@type"] for work in value["citation"]
    }


def test_hostile_texts_do_not_change_the_shape() -> None:
    document, house = hostile()
    assert list(faults(web_page(document, DIGEST, house, metered=True))) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"@type": "MedicalWebsite"}, "unknown type"),
        ({"lastReviewd": "2026-11-01"}, "unknown property"),
        ({"evidenceLevel": "A"}, "not a property of MedicalWebPage"),
        ({"aspect": "treatment"}, "superseded by mainContentOfPage"),
        ({"lastReviewed": {"@type": "Person", "name": "Bo"}}, "is none of Date"),
        ({"lastReviewed": "last week"}, "is none of Date"),
        ({"isAccessibleForFree": "no"}, "is none of Boolean"),
        ({"reviewedBy": "Bo Example"}, "is none of Organization Person"),
        ({"citation": [{"@type": "Person", "name": "Bo"}]}, "is none of CreativeWork"),
        ({"publisher": {"@type": "Organization", "isbn": "1"}}, "not a property of Organization"),
    ],
)
def test_the_check_finds_a_fault_that_was_put_in(change: dict[str, Any], fault: str) -> None:
    value = web_page(whole(), DIGEST, HOUSE, metered=True) | change
    assert any(fault in found for found in faults(value))


def test_the_metered_part_is_a_class_of_the_article() -> None:
    document = whole()
    page = article(document, digest=DIGEST, bibliography=["x"] * len(document.references))
    assert f'class="{METERED_PART.removeprefix(".")}"' in page
