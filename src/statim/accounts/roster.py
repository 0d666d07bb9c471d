"""The accounts of a site as its administrators see them. Reads only; shows no secret."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from statim.accounts.errors import NoSuchPerson
from statim.accounts.models import Role, Session, User


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as the list shows it. `sessions` are the browsers that are signed in now;
    `secured` says whether there is a second factor."""

    number: int
    name: str
    email: str
    role: str
    role_words: str
    active: bool
    joined: datetime
    last_seen: datetime | None
    sessions: int
    secured: bool


def people(
    *, words: str = "", role: str = "", closed: bool | None = None, start: int = 0, limit: int = 50
) -> tuple[list[Listed], int]:
    """(some of the accounts by name, how many in all): those with all of these words in name or
    address, of one role, or "staff" for all who may enter the desk; closed ones, open ones, or
    (None) both."""
    rows = User.objects.all()
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role == "staff":
        rows = rows.exclude(role=Role.READER)
    elif role:
        rows = rows.filter(role=role)
    if closed is not None:
        rows = rows.filter(is_active=not closed)
    ordered = rows.order_by("name", "email", "pk")[start : start + limit]
    return _listed(ordered), rows.count()


def person(number: int) -> Listed:
    """One account. Raises NoSuchPerson."""
    found = _listed(User.objects.filter(pk=number))
    if not found:
        raise NoSuchPerson(number)
    return found[0]


def staff() -> list[User]:
    """Every open account that may enter the desk, by name: for naming people in forms."""
    rows = User.objects.filter(is_active=True).exclude(role=Role.READER)
    return list(rows.order_by("name", "email"))


def how_many() -> dict[str, int]:
    """Role to the number of open accounts that have it."""
    rows = User.objects.filter(is_active=True).order_by().values_list("role")
    return dict(rows.annotate(n=Count("pk")))


def _listed(rows: QuerySet[User]) -> list[Listed]:
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    found = list(rows.annotate(secured=Exists(factors)))
    signed_in = Session.objects.filter(user_id__in=[user.pk for user in found])
    signed_in = signed_in.filter(ends__gt=int(time.time())).exclude(mark="")
    sessions = dict(signed_in.order_by().values_list("user_id").annotate(n=Count("pk")))
    return [
        Listed(user.pk, str(user), user.email, user.role, user.get_role_display(), user.is_active,
               user.joined, user.last_login, sessions.get(user.pk, 0), user.secured)
        for user in found
    ]  # fmt: skip
