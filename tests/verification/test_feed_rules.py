"""Feeds and sitemaps against the rules of their specifications, each rule with a control."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from lxml import etree

from statim.interop.atom.write import feed
from statim.interop.opensearch.write import description
from statim.interop.sitemap.write import index, url_set
from tests.interop.samples import HOUSE, hostile, whole

Element = etree._Element
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

# RFC 4287, 4.1.1 and 4.1.2: which children, and how many of each at most (None: any number).
FEED = {
    "author": None, "category": None, "contributor": None, "generator": 1, "icon": 1, "id": 1,
    "link": None, "logo": 1, "rights": 1, "subtitle": 1, "title": 1, "updated": 1, "entry": None,
}  # fmt: skip
ENTRY = {
    "author": None, "category": None, "content": 1, "contributor": None, "id": 1, "link": None,
    "published": 1, "rights": 1, "source": 1, "summary": 1, "title": 1, "updated": 1,
}  # fmt: skip


def name(element: Element) -> str:
    return etree.QName(element).localname


def children(element: Element, local: str) -> list[Element]:
    return [child for child in element if name(child) == local]


def atom_faults(data: bytes) -> Iterator[str]:
    """What RFC 4287 forbids in a feed."""
    root = etree.fromstring(data)
    if root.tag != "{http://www.w3.org/2005/Atom}feed":
        yield "the root is no Atom feed"
        return
    yield from node_faults(root, FEED)
    entries = children(root, "entry")
    for entry in entries:
        yield from node_faults(entry, ENTRY)
        if not children(root, "author") and not children(entry, "author"):
            yield "an entry without an author, in a feed without one (4.1.2)"
        if not children(entry, "content") and not alternates(entry):
            yield "an entry with neither content nor alternate link (4.1.2)"
    ids = Counter(child.text for entry in entries for child in children(entry, "id"))
    yield from (f"the id {said} is used {n} times (4.1.1)" for said, n in ids.items() if n > 1)
    if "self" not in {link.get("rel") for link in children(root, "link")}:
        yield "no link to the feed itself (4.1.1)"


def node_faults(node: Element, allowed: dict[str, int | None]) -> Iterator[str]:
    counted = Counter(name(child) for child in node)
    for child, count in counted.items():
        most = allowed.get(child, 0)
        if most is not None and count > most:
            yield f"{count} {child} in {name(node)} (4.1)"
    for wanted in ("id", "title", "updated"):
        if not counted[wanted]:
            yield f"no {wanted} in {name(node)} (4.1)"
    for child in node:
        yield from element_faults(child)
    if len(set(alternates(node))) < len(alternates(node)):
        yield "two alternate links of the same type and language (4.1)"


def alternates(node: Element) -> list[tuple[str | None, str | None]]:
    return [
        (link.get("type"), link.get("hreflang"))
        for link in children(node, "link")
        if link.get("rel", "alternate") == "alternate"
    ]


def element_faults(element: Element) -> Iterator[str]:
    kind = name(element)
    if kind in {"updated", "published"} and not RFC3339.fullmatch(element.text or ""):
        yield f"{element.text!r} is no RFC 3339 time (3.3)"
    if kind == "id" and not re.match(r"[a-z][a-z0-9+.-]*:\S+$", element.text or ""):
        yield f"{element.text!r} is no absolute IRI (4.2.6)"
    if kind == "link" and not element.get("href"):
        yield "a link to nowhere (4.2.7)"
    if kind == "category" and not element.get("term"):
        yield "a category without a term (4.2.2)"
    if kind == "author" and [name(c) for c in element].count("name") != 1:
        yield "an author without a name (3.2)"
    if kind in {"title", "summary", "rights"} and len(element):
        yield f"markup inside a {kind} of type text (3.1.1.1)"


def sample_feed() -> bytes:
    older = replace(whole(), number=2, published="2026-01-01T00:00:00Z")
    return feed([whole(), older, hostile()[0]], HOUSE, title="Changes", address="/changes/feed/")


def test_the_feed_of_changes_keeps_every_rule_of_rfc_4287() -> None:
    assert list(atom_faults(sample_feed())) == []
    assert list(atom_faults(feed([], HOUSE, title="Changes", address="/changes/feed/"))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<updated>2026-11-23T10:00:00Z</updated>", b"", "no updated"),
        (b"2026-11-23T10:00:00Z", b"2026-11-23", "no RFC 3339 time"),
        (b"/editions/2/</id>", b"/editions/3/</id>", "is used 2 times"),
        (b"<id>https://ref.example/topics", b"<id>topics", "no absolute IRI"),
        (b'rel="self"', b'rel="via"', "no link to the feed itself"),
        (b"<summary>", b"<summary><b/>", "markup inside"),
        (b"<summary>", b"<item/><summary>", "1 item in entry"),
        (b"<name>Airways authoring team</name>", b"", "author without a name"),
        (b"<title>", b"<title>x</title><title>", "2 title"),
        (b"<summary>", b'<link href="x" type="text/html"/><summary>', "two alternate links"),
    ],
)
def test_the_feed_check_finds_a_fault_that_was_put_in(old: bytes, new: bytes, fault: str) -> None:
    broken = sample_feed().replace(old, new)
    assert any(fault in found for found in atom_faults(broken))


def sitemap_faults(data: bytes) -> Iterator[str]:
    """What the schemas of Sitemap 0.9 forbid in a sitemap or an index of sitemaps."""
    root = etree.fromstring(data)
    items = {"urlset": "url", "sitemapindex": "sitemap"}
    if etree.QName(root).namespace != "http://www.sitemaps.org/schemas/sitemap/0.9":
        yield "another namespace"
    if name(root) not in items or len(root) == 0:
        yield "neither a set of addresses nor an index, or empty"
        return
    for item in root:
        if name(item) != items[name(root)]:
            yield f"{name(item)} in {name(root)}"
        said = Counter(name(child) for child in item)
        if said["loc"] != 1 or set(said) - {"loc", "lastmod", "changefreq", "priority"}:
            yield f"an item with {dict(said)}"
        for child in item:
            yield from sitemap_value_faults(name(child), child.text or "")


def sitemap_value_faults(kind: str, said: str) -> Iterator[str]:
    if kind == "loc" and not (12 <= len(said) <= 2048 and re.match(r"https?://[^\s<>\"]+$", said)):
        yield f"{said!r} is no address of 12 to 2048 characters"
    if kind == "lastmod":
        try:
            datetime.fromisoformat(said)
        except ValueError:
            yield f"{said!r} is no W3C date"


SITEMAP = url_set([("https://ref.example/", ""), ("https://ref.example/topics/a/", "2026-11-23")])


def test_sitemaps_keep_the_rules_of_the_protocol() -> None:
    assert list(sitemap_faults(SITEMAP)) == []
    assert list(sitemap_faults(index([("https://ref.example/sitemap-1.xml", "")]))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"0.9", b"0.8", "another namespace"),
        (b"2026-11-23", b"23 November", "no W3C date"),
        (b"https://ref.example/topics/a/", b"/topics/a/", "no address"),
        (b"<lastmod>2026-11-23</lastmod>", b"<title>x</title>", "an item with"),
        (b"urlset", b"urls", "neither"),
    ],
)
def test_the_sitemap_check_finds_a_fault_that_was_put_in(
    old: bytes, new: bytes, fault: str
) -> None:
    assert any(fault in found for found in sitemap_faults(SITEMAP.replace(old, new)))


def opensearch_faults(data: bytes) -> Iterator[str]:
    """What draft 6 of OpenSearch 1.1 forbids in a description document."""
    root = etree.fromstring(data)
    if root.tag != "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription":
        yield "the root is no OpenSearchDescription"
    said = Counter(name(child) for child in root)
    for wanted in ("ShortName", "Description"):
        if said[wanted] != 1:
            yield f"{said[wanted]} {wanted}"
    if not said["Url"]:
        yield "no Url"
    rules: dict[str, Callable[[str], object]] = {
        "ShortName": lambda text: len(text) <= 16,
        "LongName": lambda text: len(text) <= 48,
        "Description": lambda text: len(text) <= 1024,
        "Attribution": lambda text: len(text) <= 256,
        "Contact": lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+", text),
        "Language": LANGUAGE.fullmatch,
        "InputEncoding": lambda text: text == "UTF-8",
        "OutputEncoding": lambda text: text == "UTF-8",
    }
    for child in root:
        if name(child) in rules and not rules[name(child)](child.text or ""):
            yield f"{name(child)}: {child.text!r}"
        if name(child) == "Url":
            yield from url_faults(child)


def url_faults(url: Element) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", url.get("type", "")):
        yield f"Url type {url.get('type')!r}"
    if not re.fullmatch(r"https?://([^{}\s]|\{[A-Za-z]+\??\})+", url.get("template", "")):
        yield f"Url template {url.get('template')!r}"
    rel = url.get("rel", "results")
    if rel not in {"results", "suggestions", "self", "collection"}:
        yield f"Url rel {rel!r}"
    if rel == "results" and "{searchTerms}" not in url.get("template", ""):
        yield "a search that takes no words"


def test_the_search_description_keeps_the_rules_of_opensearch() -> None:
    assert list(opensearch_faults(description(HOUSE))) == []
    long = replace(hostile()[1], site_name="Northern Hospitals " * 80, copyright="© x " * 200)
    assert list(opensearch_faults(description(long))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<ShortName>Statim", b"<ShortName>A name of many letters", "ShortName"),
        (b"{searchTerms}", b"{search terms}", "Url template"),
        (b"{searchTerms}", b"words", "takes no words"),
        (b"library@ref.example", b"ring 0123", "Contact"),
        (b'type="text/html"', b'type="html"', "Url type"),
        (b"/1.1/", b"/1.0/", "the root"),
    ],
)
def test_the_search_check_finds_a_fault_that_was_put_in(old: bytes, new: bytes, fault: str) -> None:
    broken = description(HOUSE).replace(old, new)
    assert any(fault in found for found in opensearch_faults(broken))
