"""Who publishes this site, by value: what pages, feeds and exports say of the publisher."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_TYPES = ("topic", "search", "home", "about", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The publisher's words and choices. `url` has no slash at its end. `disclaimer_…` stands in
    place of `disclaimer` on one type of page, where it is not "". `accent` and `accent_dark` are
    colours as "#rrggbb", "" for the house's own; `logo` names the picture that is kept, or ""."""

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
    disclaimer_topic: str = ""
    disclaimer_search: str = ""
    disclaimer_home: str = ""
    disclaimer_about: str = ""
    disclaimer_account: str = ""
    accent: str = ""
    accent_dark: str = ""
    logo: str = ""

    @property
    def logo_address(self) -> str:
        """Where the logo is served."""
        return f"/site/logo/{self.logo.partition('.')[0]}.png"

    @property
    def logo_size(self) -> tuple[int, int]:
        """Width and height as shown, in CSS pixels: half of what the picture has."""
        width, _, height = self.logo.partition(".")[2].partition("x")
        return max(1, int(width) // 2), max(1, int(height) // 2)

    def disclaimer_on(self, kind: str) -> str:
        """The disclaimer of a page of this type (one of PAGE_TYPES; the general one for others)."""
        own = getattr(self, f"disclaimer_{kind}") if kind in PAGE_TYPES else ""
        return str(own or self.disclaimer)


def page_type(path: str) -> str:
    """The type of page at an address: one of PAGE_TYPES, "" for any other."""
    if path == "/":
        return "home"
    first = path.split("/", 2)[1]
    return {"topics": "topic"}.get(first, first if first in PAGE_TYPES else "")
