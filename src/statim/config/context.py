"""What every template may know: the publisher, and who signs in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from statim.publisher.house import page_type
from statim.publisher.queries import house, stamp


def site(request: HttpRequest) -> dict[str, Any]:
    """`house`: the publisher by value; `disclaimer`: that of this type of page; `stamp`: names what
    was chosen at the desk."""
    said = house()
    disclaimer = said.disclaimer_on(page_type(request.path))
    return {"house": said, "disclaimer": disclaimer, "stamp": stamp()}
