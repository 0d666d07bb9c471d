"""What the feed of changes says."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from statim.interop.atom.write import BEFORE_ANYTHING, feed
from tests.interop.samples import HOSTILE, HOUSE, hostile, whole

NS = {"a": "http://www.w3.org/2005/Atom"}


def read(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def said(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NS)]


def test_an_entry_is_an_edition_at_its_own_address_and_time() -> None:
    root = read(feed([whole()], HOUSE, title="Changes", address="/changes/feed/"))
    edition = "https://ref.example/topics/a-topic/editions/3/"
    assert said(root, "a:entry/a:id/text()") == [edition]
    assert said(root, "a:entry/a:link/@href") == [edition]
    assert said(root, "a:entry/a:updated/text()") == ["2026-11-23T10:00:00Z"]
    assert said(root, "a:entry/a:title/text()") == ["Asthma & wheeze"]
    assert said(root, "a:entry/a:category/@term") == ["Respiratory / Airways"]
    assert said(root, "a:entry/a:author/a:name/text()") == [
        "Airways authoring team",
        "Ann Example, FRCP, MD",
    ]


def test_an_entry_says_what_changed_and_when_it_was_reviewed() -> None:
    root = read(feed([whole()], HOUSE, title="Changes", address="/changes/feed/"))
    assert said(root, "a:entry/a:summary/text()") == [
        "Edition 3. Correction. The dose was 50 mg; it is 5 mg. Last reviewed 2026-11-01."
    ]
    unreviewed = replace(whole(), reviewed=None)
    root = read(feed([unreviewed], HOUSE, title="Changes", address="/changes/feed/"))
    assert said(root, "a:entry/a:summary/text()")[0].endswith("Not yet reviewed.")


def test_the_feed_is_as_new_as_its_newest_edition() -> None:
    older = replace(whole(), number=2, published="2026-01-01T00:00:00Z")
    root = read(feed([older, whole()], HOUSE, title="Changes", address="/changes/feed/"))
    assert said(root, "a:updated/text()") == ["2026-11-23T10:00:00Z"]


def test_a_feed_of_nothing_is_still_a_feed() -> None:
    root = read(feed([], HOUSE, title="Changes", address="/changes/feed/"))
    assert said(root, "a:updated/text()") == [BEFORE_ANYTHING]
    assert said(root, "a:entry") == []


def test_hostile_texts_stay_texts() -> None:
    document, house = hostile()
    root = read(feed([document], house, title=HOSTILE, address="/changes/feed/"))
    assert said(root, "a:entry/a:title/text()") == [HOSTILE]
    assert said(root, "a:author/a:name/text()") == [HOSTILE]
    assert {etree.QName(element).namespace for element in root.iter()} == {NS["a"]}


def test_characters_that_xml_cannot_hold_are_replaced_not_fatal() -> None:
    document = whole()
    odd = replace(document, topic=replace(document.topic, title="A\x00B\x0b C\ufffe"))
    root = read(feed([odd], HOUSE, title="Changes", address="/changes/feed/"))
    assert said(root, "a:entry/a:title/text()") == ["A\ufffdB\ufffd C\ufffd"]
