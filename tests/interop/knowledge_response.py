"""HL7's KnowledgeResponse.xsd with its two known faults corrected.

The file is OpenInfobutton's (logicahealth/InfoButtons, Apache-2.0), read from ../shared/data.
Corrected here, in memory: (1) it names no target namespace, so that every right Atom feed fails;
(2) it types an entry's source as plain text, where RFC 4287 and HL7's own guidance want
<source><id>…</id></source>, and leaves the type it wrote for that unused. Its import of xml.xsd is
answered with the four attributes that it uses, because tests have no network.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

XML_ATTRIBUTES = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace">
 <xs:attribute name="lang" type="xs:language"/><xs:attribute name="base" type="xs:anyURI"/>
 <xs:attribute name="space" type="xs:NCName"/><xs:attribute name="id" type="xs:ID"/>
</xs:schema>"""
ATOM = b'targetNamespace="http://www.w3.org/2005/Atom" xmlns="http://www.w3.org/2005/Atom"'
SOURCE = b'<xs:element name="source" type="textType"'


class _Local(etree.Resolver):
    def resolve(self, url: str, public: str, context: object) -> object:
        return self.resolve_string(XML_ATTRIBUTES, context) if url.endswith("xml.xsd") else None


@cache
def response_schema(shared: Path) -> etree.XMLSchema:
    """The corrected schema."""
    text = (shared / "infobutton" / "KnowledgeResponse.xsd").read_bytes()
    assert text.count(SOURCE) == 1
    assert b"targetNamespace" not in text
    text = text.replace(SOURCE, SOURCE.replace(b"textType", b"sourceType"))
    text = text.replace(
        b"<xs:schema ", b'<xs:schema elementFormDefault="qualified" ' + ATOM + b" ", 1
    )
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.fromstring(text, parser))
