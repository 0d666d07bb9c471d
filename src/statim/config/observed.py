"""Sees each answer off: its name, its log line, its place in the numbers. Never whose it was.

Where the site keeps neither, this stands in nobody's way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from statim.config import request_id
from statim.config.json_lines import route_of
from statim.config.metrics import count

log = logging.getLogger("statim.answers")


class Observed:
    """Middleware, the outermost. A refusal or a fault carries the request's id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.counting = bool(settings.STATIM_METRICS_TOKEN)
        self.logging = settings.STATIM_LOG == "json"
        if not (self.counting or self.logging):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note that it was answered."""
        begun = perf_counter()
        request_id.begin(request.META.get("HTTP_X_REQUEST_ID", ""))
        try:
            response = self.get_response(request)
            self._note(request, response, perf_counter() - begun)
        finally:
            request_id.end()
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route = route_of(request)
        if response.status_code >= 400:
            response.headers[request_id.HEADER] = request_id.current()
        if self.counting:
            count(route, request.method or "", response.status_code, seconds)
        if self.logging:
            said = {"method": request.method, "route": route, "status": response.status_code}
            log.info("answered", extra=said | {"ms": round(seconds * 1000, 2)})
