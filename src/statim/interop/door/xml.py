"""Text that XML 1.0 can hold, and an element with text and attributes. Pure."""

from __future__ import annotations

import re

from lxml import etree

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped (XML 1.0, production 2, Char)."""


def storable(said: str) -> str:
    """The text with U+FFFD in the place of each character that XML 1.0 has no room for."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", said)


def child(parent: etree._Element, name: str, text: str = "", **said: str) -> etree._Element:
    """A new last child, in the parent's namespace; `said` are its attributes."""
    space = etree.QName(parent).namespace
    node = etree.SubElement(parent, f"{{{space}}}{name}" if space else name)
    node.text = storable(text) or None
    for key, value in said.items():
        node.set(key, storable(value))
    return node
