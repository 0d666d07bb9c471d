"""Sitemaps hold what they are given, within the protocol's limits."""

from __future__ import annotations

import pytest
from lxml import etree

from statim.interop.sitemap.write import MOST_ADDRESSES, SITEMAP, index, url_set

HOSTILE = 'https://ref.example/?a=1&b="><loc>x</loc>'


def read(data: bytes) -> list[dict[str, str]]:
    root = etree.fromstring(data)
    return [{etree.QName(e).localname: e.text or "" for e in item} for item in root]


def test_an_address_keeps_its_day_and_its_characters() -> None:
    rows = read(url_set([("https://ref.example/", ""), (HOSTILE, "2026-11-23")]))
    assert rows == [
        {"loc": "https://ref.example/"},
        {"loc": HOSTILE, "lastmod": "2026-11-23"},
    ]


def test_an_index_lists_sitemaps() -> None:
    data = index([("https://ref.example/sitemap-1.xml", "")])
    assert etree.fromstring(data).tag == f"{{{SITEMAP}}}sitemapindex"
    assert read(data) == [{"loc": "https://ref.example/sitemap-1.xml"}]


def test_more_than_the_protocol_allows_is_refused() -> None:
    rows = [("https://ref.example/", "")] * MOST_ADDRESSES
    assert len(url_set(rows)) < 50 * 1024 * 1024
    with pytest.raises(ValueError, match="50001 addresses"):
        url_set([*rows, ("https://ref.example/", "")])
