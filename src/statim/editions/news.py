"""Says inside this process that the record grew: a nudge for followers, after the commit.

Nothing rests on it. Who misses it finds the same by the mark of `following`.
"""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal

record_changed = Signal()


def announce() -> None:
    """Tell followers once this transaction is committed; a failing follower harms nobody."""
    transaction.on_commit(lambda: record_changed.send_robust(sender=None), robust=True)
