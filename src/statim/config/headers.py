"""Headers on every answer, error pages too: security, and that nothing personal is shared.

A view says itself how its answer may be kept. Where it says nothing, what was made for somebody
who is signed in, or sets a cookie, may be kept by nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def security_headers() -> dict[str, str]:
    """The headers that every answer carries."""
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.SECURE:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


class SecurityHeaders:
    """Middleware: adds the headers; a view may set its own value for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = list(security_headers().items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        response = self.get_response(request)
        for name, value in self.headers:
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers and _is_personal(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    return bool(response.cookies) or settings.SESSION_COOKIE_NAME in request.COOKIES
