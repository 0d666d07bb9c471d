"""A topic's edition as schema.org JSON-LD: a MedicalWebPage with dates, people and sources.

Pure. It says only what the edition says: no review date where there was none, no condition
guessed from a title. Terms are those of schema.org 30.0; tests hold them against its list.
"""

from __future__ import annotations

import json
from typing import Any

from statim.editions.document import Document, Person, statements_of
from statim.editions.kinds import PARAGRAPH, POINT
from statim.editions.shelves import shelf_of
from statim.interop.jsonld.sources import source
from statim.publisher.house import House

METERED_PART = ".topic-body"  # the class that editions.html gives the statements
LONGEST_DESCRIPTION = 500

# Words that make a byline a body of people: "Mood disorders team", "Royal College of Physicians".
BODIES = frozenset((
    "association", "authors", "board", "center", "centre", "college", "collaboration",
    "committee", "department", "group", "institute", "library", "network", "organisation",
    "organization", "panel", "publisher", "service", "society", "team", "trust", "unit",
))  # fmt: skip

Json = dict[str, Any]

_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def script(document: Document, digest: str, house: House, *, metered: bool) -> str:
    """The JSON-LD in its script element: data, which no browser runs.

    `digest` is the edition's SHA-256 in hex; `metered` says that a reader may be asked to
    sign in before the whole text is shown. No text can end the element early: every <, >
    and & is written as a JSON escape.
    """
    said = json.dumps(
        web_page(document, digest, house, metered=metered),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    for character, escape in _ESCAPES:
        said = said.replace(character, escape)
    return f'<script type="application/ld+json">{said}</script>'


def web_page(document: Document, digest: str, house: House, *, metered: bool) -> Json:
    """The JSON-LD value; keys that would say nothing are left out."""
    page = f"{house.url}/topics/{document.topic.slug}/"
    topic = document.topic
    value: Json = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": f"{page}editions/{document.number}/",
        "url": page,
        "name": topic.title,
        "alternateName": list(topic.synonyms),
        "description": description(document),
        "inLanguage": house.language,
        "version": str(document.number),
        "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": digest},
        "datePublished": document.published,
        "dateModified": document.published,
        "lastReviewed": document.reviewed,
        "author": [_person(p) for p in document.authors],
        "reviewedBy": [_person(p) for p in document.reviewers] if document.reviewed else [],
        "medicalAudience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        "breadcrumb": _breadcrumb(topic.specialty, house),
        "about": _about(document),
        "citation": [source(item) for item in document.references],
        "isPartOf": {"@type": "WebSite", "name": house.site_name, "url": f"{house.url}/"},
        "publisher": {"@type": "Organization", "name": house.publisher, "url": f"{house.url}/"},
        "publishingPrinciples": f"{house.url}/about/editorial/",
        "copyrightNotice": house.copyright,
        "isAccessibleForFree": not metered,
    }
    if metered:
        value["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": METERED_PART,
        }
    return {key: said for key, said in value.items() if said not in (None, "", [])}


def description(document: Document) -> str:
    """The first point or paragraph, whole, or nothing where it is long: a clinical sentence cut
    short can turn its meaning round."""
    kinds = (POINT, PARAGRAPH)  # a warning without its name, or a caption, would mislead
    first = next((s.text for s in statements_of(document) if s.kind in kinds), "")
    return first if len(first) <= LONGEST_DESCRIPTION else ""


def _person(person: Person) -> Json:
    """A byline as a Person, or as an Organization where its words name a body of people."""
    if BODIES & set(person.name.casefold().replace(",", " ").split()):
        return {"@type": "Organization", "name": person.name}
    value = {"@type": "Person", "name": person.name}
    return {**value, "jobTitle": person.role} if person.role else value


def _breadcrumb(specialty: tuple[str, ...], house: House) -> Json | None:
    """Where the topic stands in the specialty tree, broadest first."""
    if not specialty:
        return None
    steps = [
        {
            "@type": "ListItem",
            "position": depth,
            "name": name,
            "item": f"{house.url}/browse/{shelf_of(specialty[:depth])}/",
        }
        for depth, name in enumerate(specialty, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _about(document: Document) -> Json | None:
    """The coded subject. Without a code nobody said what kind of thing the topic is."""
    if not document.topic.codes:
        return None
    codes = [
        {"@type": "MedicalCode", "codeValue": code.code, "codingSystem": code.system}
        | ({"name": code.display} if code.display else {})
        for code in document.topic.codes
    ]
    return {"@type": "MedicalEntity", "name": document.topic.title, "code": codes}
