"""Who publishes this site, by value: what pages, feeds and exports say of the publisher."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The publisher's words and choices. `url` has no slash at its end."""

    site_name: str
    url: str
    publisher: str
    copyright: str
    disclaimer: str
    audience_notice: str
    audience: str
    citation_style: str
    language: str
    contact: str
    source_url: str = ""
    sign_up: str = "open"
