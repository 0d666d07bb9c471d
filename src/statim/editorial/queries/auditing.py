"""Reading the log at the desk: who may, and what they ask for."""

from __future__ import annotations

from statim.audit.actor import Actor
from statim.audit.queries import Row, Wanted, page_of_entries
from statim.editorial.permissions import READ_AUDIT, check_may


def audit_page(
    wanted: Wanted, *, by: Actor, limit: int = 100, offset: int = 0
) -> tuple[list[Row], int]:
    """So many entries, the newest first, and how many there are in all. Raises NotAllowed."""
    check_may(by, READ_AUDIT)
    return page_of_entries(wanted, limit=limit, offset=offset)
