"""What a session must still match: the account's password and role, as a keyed hash.

A session that was opened before the password or the role changed has another mark, and is over
at once, whatever changed them.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from django.conf import settings


def session_mark(password: str, role: str) -> str:
    """64 hex digits for an account with this encoded password and role."""
    return hmac.digest(_key(), f"{role}\0{password}".encode(), "sha256").hex()


def stored_key(session_key: str) -> str:
    """How a session's key stands in the database: who reads a backup cannot sign in with it."""
    return hashlib.sha256(session_key.encode()).hexdigest()


@cache
def device_mark(reader: int) -> str:
    """Tells what one reader's account left on a shared device from another's (12 hex digits);
    says nothing of them."""
    said = f"statim.annotations.drafts:{settings.SECRET_KEY}:{reader}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


@cache
def _key() -> bytes:
    return hashlib.sha256(f"statim.accounts.session:{settings.SECRET_KEY}".encode()).digest()
