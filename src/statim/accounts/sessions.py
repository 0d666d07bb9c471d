"""The session engine: rows that say whose session it is, so that it can be listed and ended.

The cookie holds the key; the table holds only its hash. `statim.accounts.signed_in` reads the
same rows without building anything.
"""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.http import base36_to_int

from statim.accounts.marks import stored_key
from statim.accounts.models import Session
from statim.accounts.signed_in import note_use

DEVICE, STARTED = "device", "started"  # what signing in leaves in the session's data
# a form that was sent too early, with all its headers, cookies too: to be sent anew
_NEVER_KEPT = "account_reauthentication_state"
_PENDING = "account_login"  # where allauth keeps a sign-in that waits for its next step


class SessionStore(DatabaseStore):
    """Django's database store over our own table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session's data."""
        expires = self.get_expiry_date()
        return Session(
            session_key=stored_key(self.session_key or ""),
            session_data=self.encode({k: v for k, v in data.items() if k != _NEVER_KEPT}),
            expire_date=expires,
            ends=int(expires.timestamp()),
            user_id=_person(data),
            mark=data.get(HASH_SESSION_KEY, ""),
            device=data.get(DEVICE, ""),
            used=timezone.now().date(),
            started=data.get(STARTED, int(time.time())),
        )

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of this key."""
        return Session.objects.filter(session_key=stored_key(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """End the session of this key, or this one."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=stored_key(key)).delete()

    def _get_session_from_db(self) -> Session | None:
        key = stored_key(self.session_key or "")
        found = Session.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        elif found.mark:
            note_use(key, found.used)
        return found


def _person(data: dict[str, Any]) -> int | None:
    """Whose session it is: signed in, or on the way to it."""
    if SESSION_KEY in data:
        return int(data[SESSION_KEY])
    pending = data.get(_PENDING)
    waiting = pending.get("user_pk") if isinstance(pending, dict) else None
    return base36_to_int(waiting) if waiting else None
