"""Who may keep institutions and the keys to their reports."""

from __future__ import annotations

from statim.audit.actor import Actor
from statim.usage.errors import NotForThisRole

KEEPING = frozenset({"admin", "operator"})


def can_keep(by: Actor) -> bool:
    """Whether they may add institutions and make and revoke keys."""
    return by.role in KEEPING


def check_keep(by: Actor) -> None:
    """Raises NotForThisRole."""
    if not can_keep(by):
        raise NotForThisRole(by.role)
