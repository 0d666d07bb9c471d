"""Reading the log, and finding what was changed behind the application's back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
