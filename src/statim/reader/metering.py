"""The meter: how many topics an anonymous reader may still open before signing in.

The count lives in one signed cookie on the reader's own device: no session, no database
write, no fingerprint. Re-reading is free. It is a courtesy, not a lock: whatever breaks in
here lets the reader through (`open_topic` never raises).
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from statim.publisher.queries import house

VERSION = "1"
TOKEN = 6  # characters that stand for one topic: 36 bits of its id's hash
SIGNATURE = 22  # characters: 128 bits
SALT = "statim.reader.metering.cookie"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the meter says of one opening.

    `left` is how many other topics may be opened after this one (None: not metered).
    `cookie` is the new cookie value to set, or None where the reader's own still holds.
    """

    allowed: bool
    left: int | None
    cookie: str | None = None


UNMETERED = Opening(allowed=True, left=None)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The site's rule: `pages` different topics in `days` days."""

    pages: int
    days: int


def allowance() -> Allowance | None:
    """The rule from the settings; None where reading is not metered."""
    if house().audience == "signin":
        return Allowance(pages=0, days=1)
    if settings.STATIM_FREE_PAGES is None:
        return None
    return Allowance(pages=settings.STATIM_FREE_PAGES, days=max(1, settings.STATIM_FREE_DAYS))


def may_be_urgent() -> bool:
    """Whether a stated reason opens a topic past the meter: not on a site that only those who
    have an account may read, because there the account is no meter."""
    return house().audience != "signin"


def is_free(*, emergency: bool) -> bool:
    """Whether the topic is read by everybody and does not count: emergency topics are, where
    there is a meter."""
    return emergency and may_be_urgent()


def open_topic(cookie: str | None, topic: str, *, today: int, rule: Allowance | None) -> Opening:
    """Count one opening of a topic. `today` is a day's ordinal number.

    An altered, forged or foreign cookie counts as none and is replaced. Anything broken in
    the meter itself lets the reader through.
    """
    if rule is None:
        return UNMETERED
    try:
        return _open(cookie, topic, today, rule)
    except Exception:
        log.exception("the meter failed and let a reader through")
        return UNMETERED


def _open(cookie: str | None, topic: str, today: int, rule: Allowance) -> Opening:
    begun, opened = _read(cookie) if cookie else (today, "")
    if not begun <= today < begun + rule.days:
        begun, opened = today, ""
    token = _token(topic)
    count = len(opened) // TOKEN
    if token in _tokens(opened):
        return Opening(allowed=True, left=max(0, rule.pages - count))
    if count >= rule.pages:
        return Opening(allowed=False, left=0)
    return Opening(allowed=True, left=rule.pages - count - 1, cookie=_write(begun, opened + token))


def _tokens(opened: str) -> list[str]:
    return [opened[i : i + TOKEN] for i in range(0, len(opened), TOKEN)]


def _token(topic: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(topic.encode()).digest()[:5])[:TOKEN].decode()


def _read(cookie: str) -> tuple[int, str]:
    """(first day, tokens) of a cookie whose signature holds; else a day long past."""
    payload, dot, signature = cookie.rpartition(".")
    if not dot or len(cookie) > 4000:
        return 0, ""
    if not hmac.compare_digest(_sign(payload).encode(), signature.encode()):
        return 0, ""
    _, begun, opened = payload.split(".")
    return int(begun), opened


def _write(begun: int, opened: str) -> str:
    payload = f"{VERSION}.{begun}.{opened}"
    return f"{payload}.{_sign(payload)}"


def _sign(payload: str) -> str:
    digest = hmac.digest(_key(), payload.encode(), "sha256")
    return urlsafe_b64encode(digest)[:SIGNATURE].decode()


@cache
def _key() -> bytes:
    """A key of the meter's own, so that no other signed value of the site can pass here."""
    return hashlib.sha256(f"{SALT}:{settings.SECRET_KEY}".encode()).digest()
