"""Declaring interests: for oneself, and anew each year."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.errors import WordsNeeded
from statim.editorial.models import Interests
from statim.editorial.permissions import DECLARE, check_may


def declare_interests(words: str, *, by: Actor, none: bool = False) -> Interests:
    """Declare what could sway oneself, or (`none`) that there is nothing. Holds for a year.

    Raises NotAllowed, or WordsNeeded where neither or both are said, with nothing written.
    """
    check_may(by, DECLARE)
    words = words.strip()
    if bool(words) == none:
        raise WordsNeeded(say("Write what you declare, or say that you have nothing to declare."))
    with transaction.atomic():
        made = Interests.objects.create(
            words=words, at=timezone.now(), by_name=by.name, by_email=by.email,
            by_account=by.account,
        )  # fmt: skip
        record(
            "declare interests", by=by, object_kind="account", object_id=str(by.account),
            detail={"words": words, "none": none},
        )  # fmt: skip
    return made
