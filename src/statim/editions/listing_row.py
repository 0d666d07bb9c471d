"""A topic as lists of all topics name it: a frozen value. Pure, so that formats may take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A topic as it stands: its current edition, and when it changed last. `withdrawn` is the
    moment it went offline, or None; `changed` the later of publication and withdrawal."""

    topic: str
    slug: str
    title: str
    number: int
    hash: str
    published: datetime
    shelf: str
    withdrawn: datetime | None

    @property
    def changed(self) -> datetime:
        """When anything about it changed last."""
        return max(self.published, self.withdrawn or self.published)
