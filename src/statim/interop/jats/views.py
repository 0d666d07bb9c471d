"""`/topics/<slug>.jats.xml`, and the same of one edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from statim.interop.door.files import topic_file
from statim.interop.jats.write import jats


@require_safe
def topic(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A topic as JATS."""
    return topic_file(request, slug, jats, "application/xml; charset=utf-8", number)
