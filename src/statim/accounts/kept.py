"""How what is kept for a while is named in the database: by a keyed hash, so that neither an
address on the network nor an e-mail address can be read from it."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: 64 hex digits for a key."""
    named = f"statim.accounts.kept:{key_prefix}:{version}:{key}"
    return hmac.digest(hashlib.sha256(settings.SECRET_KEY.encode()).digest(), named.encode(),
                       "sha256").hex()  # fmt: skip
