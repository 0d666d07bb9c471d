"""A diary of a period by value: what every format writes. Pure but for `diary_of`'s rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

SCHEMA = "statim-cpd/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page read: as it was at reading. `minutes` in view, whole; `address` is permanent;
    `started` and `ended` are moments in UTC."""

    day: str
    started: str
    ended: str
    topic: str
    title: str
    edition: int
    reviewed: str
    review_due: str
    minutes: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file put with an entry: `digest` is its SHA-256 in hex, `size` in bytes."""

    title: str
    media: str
    size: int
    digest: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry. `reason`, `outcome` and `domains` in words; days in ISO; credits as "0.25"."""

    id: str
    day: str
    title: str
    reason: str
    question: str
    learned: str
    change: str
    impact: str
    outcome: str
    domains: tuple[str, ...]
    follow_up: str
    plan: str
    scope: str
    searches: str
    links: tuple[str, ...]
    no_patient: bool
    evidence: tuple[Attached, ...]
    credits: str
    rule: str
    rule_version: int
    rule_numbers: dict[str, str]
    counted: str
    pages: tuple[ReadPage, ...]
    locked: str
    created: str
    modified: str
    version: int
    history: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """A period's entries, oldest first, and whose they are."""

    name: str
    profession: str
    registration_number: str
    site: str
    first: date
    last: date
    made: str
    records: tuple[Record, ...]

    @property
    def total(self) -> str:
        """The sum of what is claimed."""
        return str(sum((Decimal(one.credits) for one in self.records), Decimal("0.00")))

    @property
    def minutes(self) -> int:
        """Minutes counted in view."""
        return sum(page.minutes for one in self.records for page in one.pages)

    def by_outcome(self) -> list[tuple[str, int]]:
        """How many entries had each outcome, in the order met."""
        counts: dict[str, int] = {}
        for one in self.records:
            counts[one.outcome or "Not said"] = counts.get(one.outcome or "Not said", 0) + 1
        return list(counts.items())

    def by_plan(self) -> list[tuple[str, int]]:
        """How many entries serve each item of the development plan."""
        counts: dict[str, int] = {}
        for one in self.records:
            if one.plan:
                counts[one.plan] = counts.get(one.plan, 0) + 1
        return list(counts.items())

    def as_dict(self) -> dict[str, Any]:
        """As the published schema has it."""
        return {
            "schema": SCHEMA,
            "person": {
                "name": self.name,
                "profession": self.profession,
                "registration_number": self.registration_number,
            },
            "site": self.site,
            "period": {"first": self.first.isoformat(), "last": self.last.isoformat()},
            "made": self.made,
            "credits": self.total,
            "minutes": self.minutes,
            "entries": [asdict(one) for one in self.records],
        }


def evidence_told(one: Record) -> list[str]:
    """One line for each link and file."""
    return [*one.links, *(f"{file.title}: {file.address}" for file in one.evidence)]


def told(pages: Iterable[ReadPage]) -> list[str]:
    """One line for each page read."""
    return [
        f"{one.title}, edition {one.edition} ({_reviewed(one)}), read on {one.day}, "
        f"{one.minutes} min: {one.address}"
        for one in pages
    ]


def _reviewed(page: ReadPage) -> str:
    return f"reviewed {page.reviewed}" if page.reviewed else "not reviewed when read"
