"""A topic's edition as Highwire and Dublin Core meta tags, for Zotero and its like.

Pure. `citation_book_title` makes the page a section of the site ("bookSection" in Zotero's
Embedded Metadata translator), cited at the edition's own address, which never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from statim.editions.document import Document
from statim.publisher.house import House

SCHEMAS = (
    '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'
    '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">'
)

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def meta_tags(document: Document, house: House) -> str:
    """The meta tags as HTML; one `citation_author` for each author."""
    tags = "".join(
        f'<meta name="{name}" content="{escape(_CONTROLS.sub(" ", said), quote=True)}">'
        for name, said in _pairs(document, house)
        if said.strip()
    )
    return SCHEMAS + tags


def _pairs(document: Document, house: House) -> Iterator[tuple[str, str]]:
    edition = f"{house.url}/topics/{document.topic.slug}/editions/{document.number}/"
    day = document.published[:10]
    authors = [_cited(person.name) for person in document.authors]
    yield "citation_title", document.topic.title
    for author in authors:
        yield "citation_author", author
    yield "citation_publication_date", day.replace("-", "/")
    yield "citation_book_title", house.site_name
    yield "citation_publisher", house.publisher
    yield "citation_language", house.language
    yield "citation_public_url", edition
    yield "citation_fulltext_html_url", edition
    yield "DC.title", document.topic.title
    for author in authors:
        yield "DC.creator", author
    yield "DC.publisher", house.publisher
    yield "DC.date", day
    yield "DC.language", house.language
    yield "DC.identifier", edition
    yield "DC.rights", house.copyright
    yield "DCTERMS.modified", document.published


def _cited(name: str) -> str:
    """The name without letters after it ("Ann Example, MD, FRCPsych"): Zotero reads what
    follows a comma as a first name. "Example, AB" stays as it is."""
    person, _, letters = name.partition(",")
    after = letters.replace(",", " ").split()
    titles = after and all(sum(c.isupper() for c in word) >= 2 for word in after)
    return person if titles and " " in person.strip() else name
