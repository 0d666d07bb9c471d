"""What every template may know: the publisher, and who signs in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from statim.publisher.queries import house


def site(request: HttpRequest) -> dict[str, Any]:
    """`house`: the publisher by value."""
    return {"house": house()}
