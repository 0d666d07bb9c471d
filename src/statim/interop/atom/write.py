"""What was published lately, as an Atom feed (RFC 4287). Pure.

An entry is an edition: its id is the edition's own address, and its `updated` the moment of
publication, which never changes afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from statim.editions.document import Document
from statim.editions.html import change_words
from statim.interop.door.xml import child, storable
from statim.publisher.house import House

ATOM = "http://www.w3.org/2005/Atom"
BEFORE_ANYTHING = "1970-01-01T00:00:00Z"


def feed(
    editions: Sequence[Document], house: House, *, title: str, address: str, page: str = "/"
) -> bytes:
    """The feed, newest edition first as given. `address` is its own path ("/changes/feed/"),
    `page` that of the page which lists the same."""
    own = f"{house.url}{address}"
    default: Any = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=default)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", house.language)
    child(root, "id", own)
    child(root, "title", title)
    child(root, "updated", max((e.published for e in editions), default=BEFORE_ANYTHING))
    _link(root, "self", own, "application/atom+xml")
    _link(root, "alternate", f"{house.url}{page}", "text/html")
    _author(root, house.publisher)
    if house.copyright:
        child(root, "rights", house.copyright)
    for edition in editions:
        _entry(root, edition, house)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(root: etree._Element, edition: Document, house: House) -> None:
    address = f"{house.url}/topics/{edition.topic.slug}/editions/{edition.number}/"
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    child(entry, "id", address)
    child(entry, "title", edition.topic.title)
    child(entry, "updated", edition.published)
    child(entry, "published", edition.published)
    _link(entry, "alternate", address, "text/html")
    for person in edition.authors:
        _author(entry, person.name)
    if edition.topic.specialty:
        term = " / ".join(edition.topic.specialty)
        etree.SubElement(entry, f"{{{ATOM}}}category", term=storable(term))
    child(entry, "summary", _summary(edition))


def _summary(edition: Document) -> str:
    kind = change_words(edition)
    said = f"{kind}. {edition.change.note}" if edition.change.note else f"{kind}."
    reviewed = f"Last reviewed {edition.reviewed}." if edition.reviewed else "Not yet reviewed."
    return f"Edition {edition.number}. {said} {reviewed}"


def _author(parent: etree._Element, name: str) -> None:
    author = etree.SubElement(parent, f"{{{ATOM}}}author")
    child(author, "name", name)


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=kind)
