"""Who is signed in, by number: all that the reading path needs to know of a person."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def reader_id(request: HttpRequest) -> int | None:
    """The account of the signed-in reader, or None; no query for anyone without a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user.pk if request.user.is_authenticated else None
