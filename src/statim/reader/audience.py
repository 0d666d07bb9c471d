"""The audience declaration, where the site asks for it: once, with its version and time.

Kept in a signed cookie on the reader's own device. Its version is made from the words that
were confirmed, so that other words ask anew.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from statim.publisher.queries import audience_version, house

COOKIE = "statim-audience"
KEPT = timedelta(days=365)

_signer = signing.TimestampSigner(salt="statim.reader.audience.cookie")


def version() -> str:
    """Names the words that a reader confirms."""
    return audience_version()


def must_confirm(cookie: str | None) -> bool:
    """Whether this reader has yet to say that the site is meant for them."""
    if house().audience != "confirm":
        return False
    try:
        return _signer.unsign(cookie or "", max_age=KEPT) != version()
    except signing.BadSignature:
        return True


def confirmation() -> str:
    """The cookie that says what was confirmed, and when."""
    return _signer.sign(version())
