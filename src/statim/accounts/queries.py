"""Reading accounts."""

from __future__ import annotations

from statim.accounts.models import User
from statim.audit.actor import Actor


def actor_of(user: User) -> Actor:
    """The person by value, for editions and audit rows."""
    return Actor(name=user.name or user.email, email=user.email, role=user.role, account=user.pk)


def find_person(email: str) -> User | None:
    """The active account of an address, in any case, or None."""
    return User.objects.filter(email__iexact=email, is_active=True).first()


def nobody_yet() -> bool:
    """Whether no account was ever opened here."""
    return not User.objects.exists()
