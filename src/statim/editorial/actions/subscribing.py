"""The secret address of one's calendar: made, made anew, taken back."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.errors import NotThere
from statim.editorial.models import CalendarLink
from statim.editorial.permissions import OWN_CALENDAR, check_may
from statim.editorial.queries.calendars import digest_of


def new_calendar_link(*, by: Actor) -> str:
    """A new secret for one's calendar, in place of the old one, which opens nothing from now on.
    It is given once and kept nowhere. Raises NotAllowed."""
    account = check_may(by, OWN_CALENDAR)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        CalendarLink.objects.update_or_create(
            account=account, defaults={"digest": digest_of(token), "made": timezone.now()}
        )
        _tell("new calendar link", by)
    return token


def revoke_calendar_link(*, by: Actor) -> None:
    """Close one's calendar's address. Raises NotAllowed, or NotThere where there is none."""
    account = check_may(by, OWN_CALENDAR)
    with transaction.atomic():
        gone, _ = CalendarLink.objects.filter(account=account).delete()
        if not gone:
            raise NotThere(say("You have no calendar link."))
        _tell("revoke calendar link", by)


def _tell(act: str, by: Actor) -> None:
    record(act, by=by, object_kind="account", object_id=str(by.account))
