"""A CSL item as a JATS reference, with what stands against its work. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from statim.interop.door.xml import storable
from statim.interop.jats.inline import XLINK
from statim.references.notices import WORDS, Notice

KINDS = {
    "article-journal": "journal", "book": "book", "chapter": "book", "report": "report",
    "webpage": "webpage", "thesis": "thesis", "paper-conference": "confproc",
}  # fmt: skip
_PLAIN = (
    ("container-title", "source"), ("publisher", "publisher-name"), ("volume", "volume"),
    ("issue", "issue"),
)  # fmt: skip


def reference(listed: Any, item: Mapping[str, Any], number: int, notices: Sequence[Notice]) -> None:
    """Add the reference at its number."""
    ref = etree.SubElement(listed, "ref", id=f"ref-{number}")
    _add(ref, "label", str(number))
    cited = etree.SubElement(ref, "element-citation")
    cited.set("publication-type", KINDS.get(str(item.get("type")), "other"))
    _people(cited, item)
    if title := item.get("title"):
        _add(cited, "article-title" if item.get("container-title") else "source", title)
    for field, name in _PLAIN:
        if value := item.get(field):
            _add(cited, name, value)
    first, _, last = str(item.get("page") or "").partition("-")
    if first:
        _add(cited, "fpage", first)
    if last:
        _add(cited, "lpage", last)
    _date(cited, item)
    for field, kind in (("DOI", "doi"), ("PMID", "pmid")):
        if value := item.get(field):
            _add(cited, "pub-id", value).set("pub-id-type", kind)
    if value := item.get("URL"):
        _add(cited, "ext-link", value).set(f"{{{XLINK}}}href", storable(str(value)))
    for notice in notices:
        said = " ".join(filter(None, (f"{WORDS[notice.kind]}.", notice.day, *notice.reasons)))
        _add(cited, "comment", said)


def _add(parent: Any, name: str, text: object) -> Any:
    node = etree.SubElement(parent, name)
    node.text = storable(str(text))
    return node


def _people(cited: Any, item: Mapping[str, Any]) -> None:
    if not item.get("author"):
        return
    group = etree.SubElement(cited, "person-group")
    group.set("person-group-type", "author")
    for one in item["author"]:
        if one.get("family"):
            name = etree.SubElement(group, "name")
            _add(name, "surname", one["family"])
            if one.get("given"):
                _add(name, "given-names", one["given"])
        elif one.get("literal"):
            _add(group, "collab", one["literal"])


def _date(cited: Any, item: Mapping[str, Any]) -> None:
    parts = ((item.get("issued") or {}).get("date-parts") or [[]])[0]
    for name, part in zip(("year", "month", "day"), parts, strict=False):
        _add(cited, name, part)
