"""Opening accounts."""

from __future__ import annotations

import secrets

from django.db import transaction

from statim.accounts.errors import AddressTaken, UnknownRole
from statim.accounts.models import Role, User
from statim.audit.actions import record
from statim.audit.actor import Actor


def add_person(*, email: str, role: str, by: Actor, name: str = "") -> tuple[User, str]:
    """A new account and its generated password (shown once, kept only as a hash).

    Raises AddressTaken, UnknownRole, or Django's ValidationError for a bad address.
    """
    if role not in Role.values:
        raise UnknownRole(role)
    with transaction.atomic():
        if User.objects.filter(email__iexact=email).exists():
            raise AddressTaken(email)
        password = secrets.token_urlsafe(12)
        user = User(email=User.objects.normalize_email(email), name=name, role=role)
        user.set_password(password)
        user.full_clean()
        user.save(force_insert=True)
        record(
            "add person",
            by=by,
            object_kind="account",
            object_id=str(user.pk),
            detail={"role": role},
        )
    return user, password
