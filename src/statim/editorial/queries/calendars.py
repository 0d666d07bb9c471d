"""Whose calendar a secret address opens."""

from __future__ import annotations

import hashlib

from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.audit.actor import Actor
from statim.editorial.models import CalendarLink
from statim.editorial.permissions import OWN_CALENDAR, may


def digest_of(token: str) -> str:
    """What is kept of the secret: it has 256 bits of chance, so a plain SHA-256 does."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> Actor | None:
    """Whose calendar the secret opens; None where it is unknown, was taken back, or belongs to
    somebody who has no place at the desk any more."""
    link = CalendarLink.objects.filter(digest=digest_of(token)).first()
    user = User.objects.filter(pk=link.account, is_active=True).first() if link else None
    actor = actor_of(user) if user else None
    return actor if actor and may(actor, OWN_CALENDAR) else None


def has_link(account: int) -> bool:
    """Whether somebody has a calendar address."""
    return CalendarLink.objects.filter(account=account).exists()
