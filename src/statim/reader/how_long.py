"""How long the site keeps what: made from the numbers that the code itself goes by, so that the
page about privacy cannot say anything else."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from statim.accounts.unconfirmed import KEPT as UNCONFIRMED
from statim.design.words import counted
from statim.reader import metering, urgency
from statim.usage import clicks, noting, searches


def kept() -> list[tuple[str, str]]:
    """(what, until when), the shortest first."""
    mark = clicks.SESSION + 2 * clicks.WITHIN + noting.FORGET_EVERY
    rows = [
        ("The network address and browser of a page that was opened, in memory, uncounted",
         f"{noting.EVERY:g} seconds; longer only while the database cannot be written to"),
        ("The coded form of who opened what, for counting", f"{mark / 60:.0f} minutes at most"),
        ("Permission to read one topic after “I need this now”",
         counted(urgency.KEPT // timedelta(hours=1), "hour")),
        ("How many questions came from one connection, in coded form", "that day"),
        ("An account whose address was not confirmed", counted(UNCONFIRMED.days, "day")),
        ("Being signed in", counted(settings.SESSION_COOKIE_AGE // 86400, "day")),
        ("The coded form of a word that found nothing", counted(searches.KEY_KEPT.days, "day")),
        ("A single word that found nothing on several days",
         f"{counted(searches.WORDS_KEPT.days, 'day')} after it was last searched for"),
        ("An account, notes, diary, and what of your reading you let the site record",
         "until you delete it"),
        ("An e-mail address for the reply to a question", "until the reply was sent"),
        ("A question and its reply; sums of use; editions, corrections, who did what at the desk",
         "for good"),
    ]  # fmt: skip
    if (rule := metering.allowance()) and rule.pages:
        days = counted(rule.days, "day")
        rows.insert(4, ("The count of free pages, on your device", days))
    return rows
