"""A note by value, with its page: what every file of notes is made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portable:
    """One note. `slug` and `title` are its page's ("" where the page is not here any more);
    `edition` is the one that it was written to, published at `edition_published` (ISO, or "")."""

    text: str
    slug: str
    name: str = ""
    title: str = ""
    statement: str = ""
    quote: str = ""
    edition: int = 0
    edition_published: str = ""
    pinned: bool = False
    state: str = "kept"
    shared_with: str = ""
    confirmed: date | None = None
    created: datetime = field(default_factory=_now)
    modified: datetime = field(default_factory=_now)
