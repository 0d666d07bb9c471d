"""What this room itself holds of a person: given to them, and erased with the account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from django.db import connection

from statim.accounts import outbox
from statim.accounts.models import Session, User
from statim.accounts.own_data import as_json
from statim.accounts.queries import factors_of, sessions_of

NAME = "account"


def export(user_id: int) -> Iterator[tuple[str, bytes]]:
    """The account as JSON and as text."""
    held = _held(User.objects.get(pk=user_id))
    yield "account.json", as_json(held)
    yield "account.txt", "".join(f"{key}: {_said(value)}\n" for key, value in held.items()).encode()


def _held(user: User) -> dict[str, Any]:
    factors = factors_of(user.pk)
    return {
        "e-mail address": user.email,
        "name": user.name,
        "role": user.get_role_display(),
        "profession": user.get_profession_display(),
        "registration number": user.registration_number,
        "language of letters": user.language,
        "opened": user.joined,
        "last signed in": user.last_login,
        "active": user.is_active,
        "declared that the site is meant for them": user.declared_at,
        "version of that declaration": user.declared_version,
        "addresses": [
            f"{a.email} ({'confirmed' if a.verified else 'not confirmed'})"
            for a in EmailAddress.objects.filter(user=user)
        ],
        "accounts elsewhere": [
            {"service": a.provider, "known there as": a.uid, "what it told": a.extra_data}
            for a in SocialAccount.objects.filter(user=user)
        ],
        "authenticator app": factors.app,
        "passkeys": [str(p.wrap().name) for p in factors.passkeys],
        "recovery codes left": factors.recovery_codes,
        "sessions": [
            f"{s.device}, signed in {s.started:%Y-%m-%d %H:%M} UTC, last used {s.used or 'unknown'}"
            for s in sessions_of(user.pk, this=None)
        ],
    }


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return str(value) if value not in (None, "") else "not given"


def erase(user_id: int) -> None:
    """Delete the account and all that hangs on it; the mail in the outbox; and sessions that
    somebody began with its address without signing in."""
    user = User.objects.get(pk=user_id)
    addresses = {
        user.email,
        *EmailAddress.objects.filter(user=user).values_list("email", flat=True),
    }
    for session in Session.objects.filter(user=None).iterator():
        if addresses & _strings(_decoded(session)):
            session.delete()
    user.delete()
    outbox.forget(addresses)


def _decoded(session: Session) -> Any:
    try:
        return signing.loads(
            session.session_data, salt="django.contrib.sessions.SessionStore",
            serializer=JSONSerializer,
        )  # fmt: skip
    except signing.BadSignature:
        return {}


def _strings(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(_strings, value.values()))
    if isinstance(value, list):
        return set().union(*map(_strings, value))
    return {value.lower()} if isinstance(value, str) else set()


def forget_the_journal() -> None:
    """SQLite's journal still holds pages as they were; write them into the file and empty it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
