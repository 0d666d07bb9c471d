"""Answers of OAI-PMH 2.0: topics as Dublin Core, with edition, hash and marks. Pure.

A topic's text is not in them; a withdrawn topic is a deleted record for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from statim.editions.listing_row import Row
from statim.interop.door.shown import Shown, warnings
from statim.interop.door.xml import child, storable
from statim.interop.oai.request import PREFIX
from statim.publisher.house import House

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class Record:
    """A topic as harvested. `shown` is None where it was withdrawn, or only headers are asked."""

    row: Row
    shown: Shown | None = None


def identifier(topic: str, house: House) -> str:
    """The topic's name in the harvest."""
    return f"oai:{house.url.partition('://')[2].partition('/')[0].partition(':')[0]}:{topic}"


def answer(
    now: str, house: House, said: Mapping[str, str], body: Iterable[etree._Element]
) -> bytes:
    """The whole document; `said` are the request's arguments, none where it was refused."""
    default: Any = {None: OAI, "xsi": XSI}
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap=default)
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
    child(root, "responseDate", now)
    child(root, "request", f"{house.url}/oai", **said)
    for one in body:
        root.append(one)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def error(code: str, why: str) -> etree._Element:
    """A refusal."""
    node = etree.Element(f"{{{OAI}}}error", code=code)
    node.text = why
    return node


def identify(house: House, earliest: str) -> etree._Element:
    """Who this is."""
    node = etree.Element(f"{{{OAI}}}Identify")
    for name, text in (
        ("repositoryName", house.site_name), ("baseURL", f"{house.url}/oai"),
        ("protocolVersion", "2.0"), ("adminEmail", house.contact or "none@invalid"),
        ("earliestDatestamp", earliest), ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):  # fmt: skip
        child(node, name, text)
    return node


def formats() -> etree._Element:
    """Dublin Core, which every harvester reads."""
    node = etree.Element(f"{{{OAI}}}ListMetadataFormats")
    form = child(node, "metadataFormat")
    child(form, "metadataPrefix", PREFIX)
    child(form, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    child(form, "metadataNamespace", OAI_DC)
    return node


def sets(shelves: Sequence[tuple[str, str]]) -> etree._Element:
    """Specialties as sets: (address, path as read)."""
    node = etree.Element(f"{{{OAI}}}ListSets")
    for address, name in shelves:
        one = child(node, "set")
        child(one, "setSpec", address.replace("/", ":"))
        child(one, "setName", name)
    return node


def records(
    verb: str, listed: Sequence[Record], house: House, token: str | None = None
) -> etree._Element:
    """GetRecord, ListRecords or ListIdentifiers. `token`: that of the next page, "" on the last of
    several pages, None where there is just one."""
    node = etree.Element(f"{{{OAI}}}{verb}")
    for one in listed:
        inside = node if verb == "ListIdentifiers" else child(node, "record")
        _header(inside, one.row, house)
        if one.shown and verb != "ListIdentifiers":
            _dublin_core(child(inside, "metadata"), one.shown, house)
    if token is not None:
        child(node, "resumptionToken", token)
    return node


def _header(parent: etree._Element, row: Row, house: House) -> None:
    header = child(parent, "header")
    if row.withdrawn:
        header.set("status", "deleted")
    child(header, "identifier", identifier(row.topic, house))
    child(header, "datestamp", row.changed.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if row.shelf:
        child(header, "setSpec", row.shelf.replace("/", ":"))


def _dublin_core(parent: etree._Element, shown: Shown, house: House) -> None:
    names: Any = {"oai_dc": OAI_DC, "dc": DC}
    record = etree.SubElement(parent, f"{{{OAI_DC}}}dc", nsmap=names)
    document = shown.document
    topic = document.topic
    reviewed = f"Reviewed {document.reviewed}." if document.reviewed else "Not yet reviewed."
    due = f" Next review {document.review_due}." if document.review_due else ""
    said = f"Edition {document.number}. {reviewed}{due} SHA-256 {shown.digest}."
    values = [
        ("title", topic.title),
        *(("creator", person.name) for person in document.authors),
        *(("subject", name) for name in (*topic.specialty, *topic.synonyms)),
        *(("subject", f"{code.system}|{code.code}") for code in topic.codes),
        ("description", " ".join([said, *warnings(shown)])),
        ("publisher", house.publisher),
        *(("contributor", person.name) for person in document.reviewers),
        ("date", document.published),
        ("type", "Text"),
        ("format", "text/html"),
        ("identifier", shown.address(house.url)),
        ("language", house.language),
        ("rights", house.copyright or f"© {house.publisher}"),
    ]
    for name, text in values:
        etree.SubElement(record, f"{{{DC}}}{name}").text = storable(text)
