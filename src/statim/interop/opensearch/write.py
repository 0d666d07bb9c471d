"""The site's search as an OpenSearch 1.1 description (draft 6), for browsers. Pure."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from statim.interop.door.xml import NOT_XML
from statim.publisher.house import House

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST = {"ShortName": 16, "LongName": 48, "Description": 1024, "Attribution": 256}

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


def description(house: House) -> bytes:
    """The description document. Texts longer than the specification allows are cut at a word."""
    default: Any = {None: OPENSEARCH}
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap=default)
    _add(root, "ShortName", house.site_name)
    _add(root, "LongName", house.site_name)
    _add(root, "Description", f"Search the topics of {house.site_name}")
    if _EMAIL.fullmatch(house.contact):
        _add(root, "Contact", house.contact)
    _url(root, "text/html", f"{house.url}/search/?q={{searchTerms}}", "results")
    _url(
        root,
        "application/opensearchdescription+xml",
        f"{house.url}/opensearch.xml",
        "self",
    )
    _add(root, "Attribution", house.copyright)
    _add(root, "Language", house.language)
    _add(root, "InputEncoding", "UTF-8")
    _add(root, "OutputEncoding", "UTF-8")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _url(root: etree._Element, kind: str, template: str, rel: str) -> None:
    etree.SubElement(root, f"{{{OPENSEARCH}}}Url", type=kind, template=template, rel=rel)


def _add(root: etree._Element, name: str, said: str) -> None:
    if shown := _fitting(NOT_XML.sub(" ", said).strip(), LONGEST.get(name, 1024)):
        etree.SubElement(root, f"{{{OPENSEARCH}}}{name}").text = shown


def _fitting(said: str, most: int) -> str:
    """The text, or its first whole words that fit (its first characters where none does)."""
    if len(said) <= most:
        return said
    return said[: most + 1].rpartition(" ")[0].strip() or said[:most]
