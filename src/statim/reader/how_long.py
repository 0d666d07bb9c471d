"""How long the site keeps what: made from the numbers that the code itself goes by, so that the
page about privacy cannot say anything else."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from statim.accounts.unconfirmed import KEPT as UNCONFIRMED
from statim.design.speech import say, say_count
from statim.reader import metering, urgency
from statim.usage import clicks, noting, searches


def kept() -> list[tuple[str, str]]:
    """(what, until when), the shortest first."""
    mark = clicks.SESSION + 2 * clicks.WITHIN + noting.FORGET_EVERY
    rows = [
        (
            say("The network address and browser of a page that was opened, in memory, uncounted"),
            say("%(n)s seconds; longer only while the database cannot be written to",
                n=f"{noting.EVERY:g}"),
        ),
        (
            say("The coded form of who opened what, for counting"),
            say("%(n)s minutes at most", n=f"{mark / 60:.0f}"),
        ),
        (
            say("Permission to read one topic after “I need this now”"),
            say_count("%(number)s hour", "%(number)s hours", urgency.KEPT // timedelta(hours=1)),
        ),
        (say("How many questions came from one connection, in coded form"), say("that day")),
        (say("An account whose address was not confirmed"), _days(UNCONFIRMED.days)),
        (say("Being signed in"), _days(settings.SESSION_COOKIE_AGE // 86400)),
        (say("The coded form of a word that found nothing"), _days(searches.KEY_KEPT.days)),
        (
            say("A single word that found nothing on several days"),
            say("%(days)s after it was last searched for", days=_days(searches.WORDS_KEPT.days)),
        ),
        (
            say("An account, notes, diary, and what of your reading you let the site record"),
            say("until you delete it"),
        ),
        (say("An e-mail address for the reply to a question"), say("until the reply was sent")),
        (
            say("A question and its reply; sums of use; editions, corrections, who did what at "
                "the desk"),
            say("for good"),
        ),
    ]  # fmt: skip
    if (rule := metering.allowance()) and rule.pages:
        rows.insert(4, (say("The count of free pages, on your device"), _days(rule.days)))
    return rows


def _days(number: int) -> str:
    return say_count("%(number)s day", "%(number)s days", number)
