"""The network address that a request came from. It names a connection, never a person, and is for
counting and for recognising networks; nothing may keep it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def connection_of(request: HttpRequest) -> str:
    """The address as text; behind a proxy, the one that the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        seen: str = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))
