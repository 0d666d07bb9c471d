"""What a reader sees when something is not there, not theirs, or not right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from this site."""
    return HttpResponse("This form did not come from this site.", status=403)
