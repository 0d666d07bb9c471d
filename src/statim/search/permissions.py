"""Who may keep the words of search."""

from __future__ import annotations

from statim.audit.actor import Actor
from statim.search.errors import NotForThisRole

KEEPERS = frozenset({"editor", "admin", "operator"})


def can_keep_words(by: Actor) -> bool:
    """Whether they may add, change, remove and load synonyms and abbreviations."""
    return by.role in KEEPERS


def check_keep_words(by: Actor) -> None:
    """Raises NotForThisRole."""
    if not can_keep_words(by):
        raise NotForThisRole(by.role)
