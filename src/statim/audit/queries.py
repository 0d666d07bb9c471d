"""Reading the log, and finding what was changed behind the application's back."""

from __future__ import annotations

from statim.audit.links import hash_of
from statim.audit.models import Entry, Head


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
    head = Head.objects.get(id=1)
    if (head.sequence, head.hash) != (sequence, previous):
        return f"the audit log ends at entry {sequence}; its head says {head.sequence}"
    return ""
