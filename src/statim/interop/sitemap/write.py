"""Every address that can be read, in the Sitemap 0.9 form. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 50_000  # in one file: the protocol's limit


def url_set(addresses: Iterable[tuple[str, str]]) -> bytes:
    """A sitemap of (absolute address, day last changed or ""). At most MOST_ADDRESSES.

    Raises ValueError where there are more.
    """
    return _file("urlset", "url", addresses)


def index(addresses: Iterable[tuple[str, str]]) -> bytes:
    """A sitemap of sitemaps: (absolute address, day last changed or "")."""
    return _file("sitemapindex", "sitemap", addresses)


def _file(root: str, item: str, addresses: Iterable[tuple[str, str]]) -> bytes:
    lines = [_line(item, address, day) for address, day in addresses]
    if len(lines) > MOST_ADDRESSES:
        raise ValueError(f"{len(lines)} addresses; one sitemap holds at most {MOST_ADDRESSES}")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{SITEMAP}">\n'
        f"{''.join(lines)}</{root}>\n"
    ).encode()


def _line(item: str, address: str, day: str) -> str:
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    return f"<{item}><loc>{escape(address)}</loc>{changed}</{item}>\n"
