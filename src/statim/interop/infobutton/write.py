"""A knowledge response: Atom as HL7's schema wants it, and JSON as MedlinePlus clients read it.

Pure. HL7 Context-Aware Knowledge Retrieval, SOA implementation guide: the order of elements and
the schemes of categories are those of KnowledgeResponse.xsd, its misspellings included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from statim.editions.document import Section, Statement, statements_of, walk
from statim.editions.pieces import line_of
from statim.interop.door.shown import Shown, told, warnings
from statim.interop.door.xml import child
from statim.interop.infobutton.choosing import Part
from statim.publisher.house import House

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
FIRST = 3  # statements that everybody may see, as on the page of the meter
BEFORE_ANYTHING = "1970-01-01T00:00:00Z"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that answers, with the parts that were chosen. `refused`: why its text may not be
    handed out whole, as a sentence; `first`: its first statements may. `lines` are the reader's
    own group's, as plain words, never the publisher's."""

    shown: Shown
    parts: tuple[Part, ...] = ()
    refused: str = ""
    first: bool = True
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the answer. `parent` is the entry that a section belongs to, or ""."""

    id: str
    title: str
    updated: str
    summary: str
    parent: str = ""


def entries(found: Sequence[Found], house: House) -> Iterator[Entry]:
    """A topic's entry, then one for each of its chosen sections."""
    for one in found:
        document = one.shown.document
        own = one.shown.address(house.url)
        title = document.topic.title
        yield Entry(own, title, document.published, _topic_summary(one))
        for part in one.parts:
            if anchor := part.anchor():
                named = f"{title}: {part.heading}"
                summary = _part_summary(one, part)
                yield Entry(f"{own}#{anchor}", named, document.published, summary, own)


def _topic_summary(one: Found) -> str:
    document = one.shown.document
    said = [_dates(one.shown, f" SHA-256 {one.shown.digest}.")]
    said += [f"<p><strong>{escape(words)}</strong></p>" for words in _above(one)]
    first = list(islice(statements_of(document), FIRST)) if one.first else []
    said.append(_list([_line(one.shown, s) for s in first]))
    if one.lines:
        said.append("<p>Lines of your own group, not of the publisher:</p>")
        said.append(_list([escape(line) for line in one.lines]))
    return "".join(said)


def _above(one: Found) -> list[str]:
    return [*warnings(one.shown), *([one.refused] if one.refused else [])]


def _part_summary(one: Found, part: Part) -> str:
    marks = "".join(f"<p><strong>{escape(w)}</strong></p>" for w in _above(one))
    body = "".join(_section(one.shown, s) for s in part.sections) if not one.refused else ""
    return f"{_dates(one.shown)}{marks}{body}"


def _section(shown: Shown, section: Section) -> str:
    heading = f"<h3>{escape(section.heading)}</h3>" if section.level > 2 else ""
    return heading + _list([_line(shown, s) for s in walk(section.statements)])


def _line(shown: Shown, statement: Statement) -> str:
    known = "".join(f" <strong>[{escape(word)}]</strong>" for word in told(shown, statement))
    numbers = {str(item["id"]): n for n, item in enumerate(shown.document.references, start=1)}
    cited = ", ".join(str(numbers[c.reference]) for c in statement.cites)
    return f"{escape(line_of(statement))}{f' ({cited})' if cited else ''}{known}"


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else ""


def _dates(shown: Shown, also: str = "") -> str:
    document = shown.document
    reviewed = f"reviewed {document.reviewed}" if document.reviewed else "not yet reviewed"
    due = f", next review {document.review_due}" if document.review_due else ""
    return f"<p>Edition {document.number}, {reviewed}{due}.{also}</p>"


def feed_id(said: Sequence[tuple[str, str]], house: House) -> str:
    """The same for the same question, so that an answer can be told from another."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, house.url + repr(sorted(said)))}"


def atom(found: Sequence[Found], said: Sequence[tuple[str, str]], house: House) -> bytes:
    """The answer as Atom. `said` are the request's parameters, which it repeats."""
    default: Any = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=default)
    root.set(f"{{{XML}}}lang", house.language)
    root.set(f"{{{XML}}}base", f"{house.url}/")
    child(root, "title", house.site_name, type="text")
    author = child(root, "author")
    child(author, "name", house.publisher)
    child(author, "uri", f"{house.url}/")
    listed = list(entries(found, house))
    child(root, "updated", max((e.updated for e in listed), default=BEFORE_ANYTHING))
    for scheme, term in said:
        child(root, "category", scheme=scheme, term=term)
    child(root, "id", feed_id(said, house))
    if house.copyright:
        child(root, "rights", house.copyright, type="text")
    for entry in listed:
        _entry(root, entry, house)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(root: etree._Element, entry: Entry, house: House) -> None:
    node = child(root, "entry")
    node.set(f"{{{XML}}}lang", house.language)
    child(node, "title", entry.title, type="text")
    child(node, "link", href=entry.id, rel="alternate", type="text/html",
         hreflang=house.language, title=entry.title)  # fmt: skip
    child(node, "id", entry.id)
    child(node, "updated", entry.updated)
    child(node, "summary", entry.summary, type="html")
    if entry.parent:
        child(child(node, "source"), "id", entry.parent)


def json_value(found: Sequence[Found], said: Sequence[tuple[str, str]], house: House) -> Json:
    """The answer in the shape that MedlinePlus Connect sends and its clients read."""
    listed = list(entries(found, house))
    return {
        "feed": {
            "xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "base": f"{house.url}/",
            "lang": house.language,
            "title": {"type": "text", "_value": house.site_name},
            "updated": {"_value": max((e.updated for e in listed), default=BEFORE_ANYTHING)},
            "id": {"_value": feed_id(said, house)},
            "author": {
                "name": {"_value": house.publisher}, "uri": {"_value": f"{house.url}/"},
            },
            "category": [{"scheme": scheme, "term": term} for scheme, term in said],
            "entry": [_json_entry(entry, house) for entry in listed],
        }
    }  # fmt: skip


def _json_entry(entry: Entry, house: House) -> Json:
    value: Json = {
        "lang": house.language,
        "title": {"_value": entry.title, "type": "text"},
        "link": [
            {"title": entry.title, "rel": "alternate", "type": "text/html",
             "hreflang": house.language, "href": entry.id}
        ],
        "id": {"_value": entry.id},
        "summary": {"type": "html", "_value": entry.summary},
        "updated": {"_value": entry.updated},
    }  # fmt: skip
    return value | ({"source": {"id": {"_value": entry.parent}}} if entry.parent else {})
