"""Opening one topic at once past the meter, for a stated reason: a meter must not endanger.

What was granted stands in a signed cookie of its own, for this topic and for an hour, on the
reader's own device. Nothing here knows who asked.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from statim.design.speech import later

COOKIE = "statim-now"
EVENT = "urgent opening"  # what it is called where it is counted
KEPT = timedelta(hours=1)
LONGEST_WORDS = 200

# kept as a kind only; the words beside "other" are never kept
REASONS = {
    "with-a-patient": later("I am with a patient"),
    "emergency": later("It is an emergency"),
    "no-account": later("I have no account"),
    "other": later("Another reason"),
}

_signer = signing.TimestampSigner(salt="statim.reader.urgency.cookie")


def grant(topic: str) -> str:
    """The cookie that opens this topic, and no other, until its hour is over."""
    return _signer.sign(topic)


def granted(cookie: str | None, topic: str) -> bool:
    """Whether the cookie opens this topic now. Never raises."""
    if not cookie:
        return False
    try:
        return _signer.unsign(cookie, max_age=KEPT) == topic
    except (signing.BadSignature, ValueError, OverflowError):
        return False
