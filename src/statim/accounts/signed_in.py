"""Who is signed in, for the pages that must be fast: one raw indexed read, no user object.

Nothing is kept between requests: a session that was ended, a password or role that changed, an
account that was deactivated or deleted is refused at the very next request, in every process.
"""

from __future__ import annotations

import hmac
import time

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from statim.accounts.marks import session_mark, stored_key

_SIGNED_IN = (
    "SELECT s.user_id, s.mark, u.password, u.role FROM accounts_session s "
    "JOIN accounts_user u ON u.id = s.user_id "
    "WHERE s.session_key = %s AND s.ends > %s AND u.is_active"
)


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
    person, mark, password, role = row
    if not hmac.compare_digest(mark, session_mark(password, role)):
        return None
    return int(person)
