"""`/topics/<slug>/references.<ending>` and `/topics/<slug>/citation.<ending>`."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from statim.interop.bibliography.write import FORMATS, page, references
from statim.interop.door.files import topic_file
from statim.interop.door.shown import Shown
from statim.publisher.house import House


@require_safe
def references_of(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """What the page cites."""
    return _file(request, slug, f"{slug}-references.{ending}", partial(_references, ending), ending)


@require_safe
def citation_of(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The page itself."""
    return _file(request, slug, f"{slug}.{ending}", partial(_page, ending), ending)


def _references(ending: str, shown: Shown, house: House) -> bytes:
    return references(shown, ending)


def _page(ending: str, shown: Shown, house: House) -> bytes:
    return page(shown, house, ending)


def _file(
    request: HttpRequest, slug: str, name: str, write: partial[bytes], ending: str
) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404(f"There is no such format; there are {', '.join(FORMATS)}.")
    response = topic_file(request, slug, write, FORMATS[ending][1])
    if response.status_code == 200:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
