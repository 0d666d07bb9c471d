"""A statement's inline markup as JATS: emphasis, levels, links and citation marks. Pure."""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml import html as lxml_html

from statim.editions.document import Citation
from statim.interop.door.xml import storable

XLINK = "http://www.w3.org/1999/xlink"
_NAMES = {"em": "italic", "strong": "bold", "sub": "sub", "sup": "sup", "code": "monospace"}


def fill(
    target: Any, html: str, cites: tuple[Citation, ...], numbers: dict[str, int], site: str
) -> None:
    """Put the markup's words into the element, each citation mark as links to its references."""
    root = lxml_html.fragment_fromstring(storable(html), create_parent="div")
    _into(target, root, cites, numbers, site)


def _into(target: Any, node: Any, cites: tuple[Citation, ...], numbers: dict[str, int],
          site: str) -> None:  # fmt: skip
    _add(target, node.text)
    for child in node:
        if child.tag == "cite":
            _marks(target, child.get("data-cites", ""), cites, numbers)
        elif child.tag == "br":
            _add(target, " ")
        elif child.tag == "a":
            link = etree.SubElement(target, "ext-link")
            link.set("ext-link-type", "uri")
            href = str(child.get("href", ""))
            link.set(f"{{{XLINK}}}href", f"{site}{href}" if href.startswith("/") else href)
            _into(link, child, cites, numbers, site)
        else:
            name = _NAMES.get(str(child.tag))
            inside = etree.SubElement(target, name) if name else target
            _into(inside, child, cites, numbers, site)
        _add(target, child.tail)


def _marks(target: Any, listed: str, cites: tuple[Citation, ...], numbers: dict[str, int]) -> None:
    """ "(1, 2: p. 12)", as on the page; each number leads to its reference."""
    _add(target, " (")
    for place, index in enumerate(listed.split()):
        cite = cites[int(index)]
        _add(target, ", " if place else "")
        mark = etree.SubElement(target, "xref")
        mark.set("ref-type", "bibr")
        mark.set("rid", f"ref-{numbers[cite.reference]}")
        mark.text = str(numbers[cite.reference])
        _add(target, f": {cite.locator}" if cite.locator else "")
    _add(target, ")")


def _add(target: Any, said: str | None) -> None:
    """Text after what the element holds already."""
    if not said:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + storable(said)
    else:
        target.text = (target.text or "") + storable(said)
