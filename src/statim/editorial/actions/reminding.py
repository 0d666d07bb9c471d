"""Sending reminders: each thing once to each person, however many processes try."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.editorial.actions.scheduling import CLOCK
from statim.editorial.models import Reminded
from statim.editorial.reminders import IN_HAND, Reminder, reminders

log = logging.getLogger(__name__)


def send_reminders(now: datetime | None = None) -> list[Reminder]:
    """Send everybody's new reminders; those that were sent.

    Each is first taken in hand, so that another process leaves it alone; mail that cannot be
    sent is given back and tried again the next time. Nothing is locked while mail is sent.
    """
    moment = now or timezone.now()
    return [each for each in list(reminders(moment)) if _sent(each, moment)]


def _sent(reminder: Reminder, now: datetime) -> bool:
    account = reminder.to.account or 0
    mine = Reminded.objects.filter(account=account, what__in=reminder.things)
    try:
        with transaction.atomic():
            mine.filter(sent=False, at__lte=now - IN_HAND).delete()
            Reminded.objects.bulk_create(
                Reminded(account=account, what=what, at=now) for what in reminder.things
            )
    except IntegrityError:
        return False  # another process has it in hand
    try:
        EmailMessage(reminder.subject, reminder.body, to=[reminder.to.email]).send()
    except OSError as error:
        mine.filter(sent=False).delete()
        log.warning("a reminder to account %s could not be sent: %s", account, error)
        return False
    with transaction.atomic():
        mine.update(sent=True)
        record(
            "remind", by=CLOCK, object_kind="account", object_id=str(account),
            detail={"things": list(reminder.things)},
        )  # fmt: skip
    return True
