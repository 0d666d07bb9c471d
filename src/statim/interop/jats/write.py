"""An edition as a JATS article (archiving tag set, 1.3). Pure.

The marks of today (overdue, withdrawn, retracted) stand among the custom metadata and at the
references; statements keep their ids and their nesting.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from statim.editions.document import Section, Statement, citation_numbers
from statim.editions.inline import plain_text
from statim.editions.pieces import line_of
from statim.interop.door.shown import Shown, told, warnings
from statim.interop.door.works import tidied
from statim.interop.door.xml import storable
from statim.interop.jats.inline import XLINK, fill
from statim.interop.jats.sources import reference
from statim.publisher.house import House

DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD '
    'v1.3 20210610//EN" "JATS-archivearticle1-3.dtd">'
)
XML = "http://www.w3.org/XML/1998/namespace"


def jats(shown: Shown, house: House) -> bytes:
    """The edition as XML with its document type."""
    namespaces: Any = {"xlink": XLINK}
    root = etree.Element("article", nsmap=namespaces)
    root.set("article-type", "other")
    root.set("dtd-version", "1.3")
    root.set(f"{{{XML}}}lang", house.language)
    front = etree.SubElement(root, "front")
    _journal(front, house)
    _meta(front, shown, house)
    body = etree.SubElement(root, "body")
    _sections(body, shown, house)
    if shown.document.references:
        listed = etree.SubElement(etree.SubElement(root, "back"), "ref-list")
        for number, item in enumerate(shown.document.references, start=1):
            reference(listed, tidied(item), number, shown.notices.get(str(item["id"]), ()))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype=DOCTYPE)


def _add(parent: Any, name: str, text: str = "", **said: str) -> Any:
    node = etree.SubElement(parent, name)
    node.text = storable(text) or None
    for key, value in said.items():
        node.set(key.replace("_", "-"), storable(value))
    return node


def _journal(front: Any, house: House) -> None:
    meta = _add(front, "journal-meta")
    _add(meta, "journal-id", house.url, journal_id_type="publisher-id")
    _add(_add(meta, "journal-title-group"), "journal-title", house.site_name)
    _add(_add(meta, "publisher"), "publisher-name", house.publisher)


def _meta(front: Any, shown: Shown, house: House) -> None:
    document = shown.document
    meta = _add(front, "article-meta")
    _add(meta, "article-id", document.topic.id, pub_id_type="publisher-id")
    if document.topic.specialty:
        group = _add(_add(meta, "article-categories"), "subj-group", subj_group_type="specialty")
        for name in document.topic.specialty:
            _add(group, "subject", name)
            group = _add(group, "subj-group") if name != document.topic.specialty[-1] else group
    _add(_add(meta, "title-group"), "article-title", document.topic.title)
    _people(meta, shown)
    _day(_add(meta, "pub-date", date_type="pub"), document.published[:10])
    history = [("reviewed", document.reviewed), ("edited", document.edited)]
    if any(day for _, day in history):
        listed = _add(meta, "history")
        for kind, day in history:
            if day:
                _day(_add(listed, "date", date_type=kind), day)
    permissions = _add(meta, "permissions")
    _add(permissions, "copyright-statement", house.copyright or f"© {house.publisher}")
    _add(meta, "self-uri").set(f"{{{XLINK}}}href", shown.address(house.url))
    if document.topic.synonyms or document.topic.codes:
        keywords = _add(meta, "kwd-group")
        for word in document.topic.synonyms:
            _add(keywords, "kwd", word)
        for code in document.topic.codes:
            _add(keywords, "kwd", f"{code.system}|{code.code} {code.display}".strip())
    _custom(meta, shown)


def _people(meta: Any, shown: Shown) -> None:
    people = [("author", p) for p in shown.document.authors]
    people += [("reviewer", p) for p in shown.document.reviewers]
    if not people:
        return
    group = _add(meta, "contrib-group")
    for kind, person in people:
        contrib = _add(group, "contrib", contrib_type=kind)
        _add(contrib, "string-name", person.name)
        if person.role:
            _add(contrib, "role", person.role)


def _day(parent: Any, day: str) -> None:
    year, month, number = day.split("-")
    parent.set("iso-8601-date", day)
    _add(parent, "day", number)
    _add(parent, "month", month)
    _add(parent, "year", year)


def _custom(meta: Any, shown: Shown) -> None:
    document = shown.document
    said = [
        ("edition", str(document.number)), ("sha-256", shown.digest),
        ("reviewed", document.reviewed or "not yet reviewed"),
        ("review-due", document.review_due or "no date set"),
        ("overdue", "yes" if shown.overdue else "no"),
        *(("warning", words) for words in warnings(shown)),
    ]  # fmt: skip
    group = _add(meta, "custom-meta-group")
    for name, value in said:
        custom = _add(group, "custom-meta")
        _add(custom, "meta-name", name)
        _add(custom, "meta-value", value)


def _sections(body: Any, shown: Shown, house: House) -> None:
    """Sections nested by their levels; the lead stands first without a title."""
    numbers = citation_numbers(shown.document)
    open_: list[tuple[int, Any]] = []
    for place, section in enumerate(shown.document.sections):
        while open_ and open_[-1][0] >= section.level:
            open_.pop()
        lead = not section.heading
        parent = body if lead else _add(open_[-1][1] if open_ else body, "sec", id=f"sec-{place}")
        if not lead:
            _add(parent, "title", section.heading)
            open_.append((section.level, parent))
        _statements(parent, section, shown, numbers, house)


def _statements(
    parent: Any, section: Section, shown: Shown, numbers: dict[str, int], house: House
) -> None:
    if section.statements:
        listed = _add(parent, "list", list_type="bullet")
        for statement in section.statements:
            _statement(listed, statement, shown, numbers, house)


def _statement(
    listed: Any, statement: Statement, shown: Shown, numbers: dict[str, int], house: House
) -> None:
    item = _add(listed, "list-item", id=f"s-{statement.id}")
    words = _add(item, "p")
    name = line_of(statement).removesuffix(statement.text)
    if name:
        _add(words, "bold", name.strip())
    inside = _add(words, "styled-content", style_type="statement")
    fill(inside, statement.html, statement.cites, numbers, house.url)
    for word in told(shown, statement):
        _add(words, "bold", f"[{word}]")
    if statement.certainty:
        _add(item, "p", f"Certainty: {statement.certainty}", content_type="certainty")
    if statement.table:
        _table(_add(item, "p"), statement, numbers, house)
    if figure := statement.figure:
        _add(item, "p", f"{figure.alt} Source: {figure.source} {figure.licence}".strip(),
             content_type="figure")  # fmt: skip
    if statement.children:
        nested = _add(item, "list", list_type="bullet")
        for child in statement.children:
            _statement(nested, child, shown, numbers, house)


def _table(parent: Any, statement: Statement, numbers: dict[str, int], house: House) -> None:
    table = statement.table
    if table is None:
        return
    wrap = _add(parent, "table-wrap", id=f"t-{statement.id}")
    _add(_add(_add(wrap, "caption"), "title"), "bold", plain_text(statement.html))
    made = _add(wrap, "table")
    for part, cell_name, rows in (("thead", "th", [table.head]), ("tbody", "td", table.rows)):
        kept = [row for row in rows if row]
        if kept:
            body = _add(made, part)
            for row in kept:
                line = _add(body, "tr")
                for cell in row:
                    fill(_add(line, cell_name), cell.html, statement.cites, numbers, house.url)
