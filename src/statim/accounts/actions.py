"""Opening, changing and deleting accounts; ending sessions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from statim.accounts.errors import AddressTaken, NoSuchSession, UnknownRole
from statim.accounts.marks import stored_key
from statim.accounts.models import Role, Session, User
from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.publisher.queries import audience_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What somebody says of themselves."""

    name: str
    profession: str
    registration_number: str = ""
    language: str = ""


def _record(act: str, user_id: int, *, by: Actor, **detail: str | int) -> None:
    record(act, by=by, object_kind="account", object_id=str(user_id), detail=detail)


def add_person(*, email: str, role: str, by: Actor, name: str = "") -> tuple[User, str]:
    """A new account and its generated password (shown once, kept only as a hash). Its address
    needs no confirming: who opens it vouches for it.

    Raises AddressTaken, UnknownRole, or Django's ValidationError for a bad address.
    """
    if role not in Role.values:
        raise UnknownRole(role)
    with transaction.atomic():
        if User.objects.filter(email__iexact=email).exists():
            raise AddressTaken(email)
        password = secrets.token_urlsafe(12)
        user = User(email=email.lower(), name=name, role=role)
        user.set_password(password)
        user.full_clean()
        user.save(force_insert=True)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        _record("add person", user.pk, by=by, role=role)
    return user, password


def open_own_account(user: User, particulars: Particulars, *, by: Actor) -> None:
    """Complete an account that somebody opens for themselves: particulars, and the declaration
    that the site is meant for them, with its version and time."""
    with transaction.atomic():
        _set(user, particulars)
        user.declared_version, user.declared_at = audience_version(), timezone.now()
        user.save()
        _record("open own account", user.pk, by=by, declaration=user.declared_version)


def change_particulars(user: User, particulars: Particulars, *, by: Actor) -> None:
    """Change what somebody says of themselves; what was published keeps the name of its time."""
    with transaction.atomic():
        _set(user, particulars)
        user.save(update_fields=["name", "profession", "registration_number", "language"])
        _record("change own particulars", user.pk, by=by)


def _set(user: User, particulars: Particulars) -> None:
    user.name = particulars.name
    user.profession = particulars.profession
    user.registration_number = particulars.registration_number
    user.language = particulars.language


def change_role(user: User, role: str, *, by: Actor) -> None:
    """Give another role. Every session of the account ends: it signs in anew with a new id.

    Raises UnknownRole.
    """
    if role not in Role.values:
        raise UnknownRole(role)
    with transaction.atomic():
        before, user.role = user.role, role
        user.save(update_fields=["role"])
        Session.objects.filter(user=user).delete()
        _record("change role", user.pk, by=by, before=before, after=role)


def deactivate(user: User, *, by: Actor) -> None:
    """Close an account without deleting it; its sessions end at once."""
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        Session.objects.filter(user=user).delete()
        _record("deactivate account", user.pk, by=by)


def end_session(user_id: int, name: str, *, by: Actor) -> None:
    """End one session of the account, by the name that `queries.sessions_of` gives it.

    Raises NoSuchSession.
    """
    with transaction.atomic():
        own = Session.objects.filter(user_id=user_id, session_key__startswith=name)
        if len(name) != 16 or not own.delete()[0]:
            raise NoSuchSession
        _record("end session", user_id, by=by)


def end_other_sessions(user_id: int, *, keep: str | None, by: Actor) -> int:
    """End every session of the account but the one with this key; how many there were."""
    with transaction.atomic():
        others = Session.objects.filter(user_id=user_id).exclude(session_key=stored_key(keep or ""))
        ended: int = others.delete()[0]
        _record("end other sessions", user_id, by=by, ended=ended)
    return ended


def note_new_password(act: str, user_id: int, *, keep: str | None, by: Actor) -> None:
    """One row for a password that was changed, set or reset; every other session ends."""
    with transaction.atomic():
        others = Session.objects.filter(user_id=user_id).exclude(session_key=stored_key(keep or ""))
        _record(act, user_id, by=by, sessions_ended=others.delete()[0])


def note_act(act: str, user_id: int, *, by: Actor) -> None:
    """One row of the log for an act that django-allauth carried out in this transaction."""
    _record(act, user_id, by=by)
