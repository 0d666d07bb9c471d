"""Reading the log, and finding what was changed behind the application's back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from statim.audit.links import hash_of
from statim.audit.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Logged:
    """One act as it was logged."""

    object_id: str
    actor_name: str
    detail: dict[str, Any]


def acts(act: str) -> Iterator[Logged]:
    """Every entry of one act, in the order in which they happened."""
    rows = Entry.objects.filter(act=act).order_by("sequence")
    for row in rows.values_list("object_id", "actor_name", "detail").iterator(chunk_size=2000):
        yield Logged(*row)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the log by value."""

    sequence: int
    at: datetime
    actor_name: str
    actor_email: str
    actor_role: str
    act: str
    object_kind: str
    object_id: str
    detail: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are asked for; what is left out does not limit. `actor` is part of a name or
    e-mail address; `since` is counted in, `until` is not."""

    act: str = ""
    object_kind: str = ""
    object_id: str = ""
    actor: str = ""
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Wanted()


def entries(wanted: Wanted = EVERYTHING, *, newest_first: bool = False) -> Iterator[Row]:
    """The entries asked for, in the order in which they happened, or the other way round."""
    rows = _rows(wanted).order_by("-sequence" if newest_first else "sequence")
    for row in rows.values_list(*Row.__slots__).iterator(chunk_size=2000):
        yield Row(*row)


def page_of_entries(wanted: Wanted, *, limit: int, offset: int = 0) -> tuple[list[Row], int]:
    """So many of the entries asked for, the newest first, and how many there are in all."""
    rows = _rows(wanted)
    chosen = rows.order_by("-sequence").values_list(*Row.__slots__)[offset : offset + limit]
    return [Row(*row) for row in chosen], rows.count()


def acts_known() -> list[str]:
    """Every act that was ever logged, for choosing among them."""
    return list(Entry.objects.order_by("act").values_list("act", flat=True).distinct())


def _rows(wanted: Wanted) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    for name in ("act", "object_kind", "object_id"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.actor:
        named = Q(actor_name__icontains=wanted.actor) | Q(actor_email__icontains=wanted.actor)
        rows = rows.filter(named)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    return rows


def first_fault() -> str:
    """The first thing that does not hold, in words; "" where the whole log holds."""
    previous, sequence = "", 0
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        sequence += 1
        if entry.sequence != sequence:
            return f"audit entry {sequence} is missing"
        if entry.previous != previous or entry.hash != hash_of(entry):
            return f"audit entry {sequence} ({entry.act}) was altered"
        previous = entry.hash
    head = Head.objects.filter(id=1).first()
    if head is None:
        return "the audit log has lost its head"
    if (head.sequence, head.hash) != (sequence, previous):
        return f"the audit log ends at entry {sequence}; its head says {head.sequence}"
    return ""
