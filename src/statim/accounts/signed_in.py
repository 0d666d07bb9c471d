"""Who is signed in, for the pages that must be fast: one raw indexed read, no user object.

Nothing is kept between requests: a session that was ended, a password or role that changed, an
account that was deactivated or deleted is refused at the very next request, in every process. That
a session served is written down once a day, so that its owner sees which are in use.
"""

from __future__ import annotations

import hmac
import time
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from statim.accounts.marks import session_mark, stored_key

_SIGNED_IN = (
    "SELECT s.user_id, s.mark, u.password, u.role, s.used FROM accounts_session s "
    "JOIN accounts_user u ON u.id = s.user_id "
    "WHERE s.session_key = %s AND s.ends > %s AND u.is_active"
)

_USED = "UPDATE accounts_session SET used = %s WHERE session_key = %s"


def reader_id(request: HttpRequest) -> int | None:
    """The id of the account that is signed in, or None. No query without a session cookie.

    Touches neither `request.session` nor `request.user`. Costs one read: call it once a request.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SIGNED_IN, (stored_key(key), int(time.time())))
        row = cursor.fetchone()
    if row is None:
        return None
    person, mark, password, role, used = row
    if not hmac.compare_digest(mark, session_mark(password, role)):
        return None
    note_use(stored_key(key), used)
    return int(person)


def note_use(key: str, used: date | str | None) -> None:
    """Write down that a session serves today, where today is not yet written. What cannot be
    written is left, for no page must fail for it."""
    today = datetime.now(UTC).date()
    if str(used) == today.isoformat():
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_USED, (today.isoformat(), key))
    except DatabaseError:
        return
