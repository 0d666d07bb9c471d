"""How what is kept for a while is named in the database: by a keyed hash, so that neither an
address on the network nor an e-mail address can be read from it."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

USED_CODE = "allauth.mfa.totp.used"
CODE_HOLDS = 120  # seconds: longer than any code is accepted, clocks that differ included


class Keeper(DatabaseCache):
    """Django's cache in the database, which remembers a used code for as long as it would hold."""

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Keep it, and say whether it was new."""
        if key.startswith(USED_CODE):
            timeout = CODE_HOLDS
        return bool(super().add(key, value, timeout, version))


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: 64 hex digits for a key."""
    named = f"statim.accounts.kept:{key_prefix}:{version}:{key}"
    return hmac.digest(hashlib.sha256(settings.SECRET_KEY.encode()).digest(), named.encode(),
                       "sha256").hex()  # fmt: skip
