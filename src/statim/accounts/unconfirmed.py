"""Accounts that somebody opened with an address and never confirmed: deleted after a while, for
the address may be another person's. One that was ever signed in to, or that the publisher opened,
is none of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from statim.accounts import own_data
from statim.accounts.models import Role, User
from statim.audit.actions import record
from statim.audit.actor import Actor

KEPT = timedelta(days=14)  # the letter's link holds for three days; another can be asked for
CLOCK = Actor(name="The clock of this site", role="clock")


def unconfirmed(now: datetime) -> QuerySet[User]:
    """Those that are older than KEPT."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(addresses), ~Exists(addresses.filter(verified=True)),
        joined__lt=now - KEPT, last_login=None, role=Role.READER,
    )  # fmt: skip


def delete_unconfirmed(now: datetime | None = None) -> int:
    """Delete them, with all that any room holds of them; how many."""
    now = now or timezone.now()
    numbers = list(unconfirmed(now).values_list("pk", flat=True)[:1000])
    return sum(_delete(number, now) for number in numbers)


def _delete(number: int, now: datetime) -> bool:
    """False where it was confirmed, or deleted, meanwhile."""
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=number).only("pk").first()
        if not unconfirmed(now).filter(pk=number).exists():
            return False
        own_data.erase(number)
        record("delete unconfirmed account", by=CLOCK, object_kind="account",
               object_id=str(number), detail={})  # fmt: skip
    return True
