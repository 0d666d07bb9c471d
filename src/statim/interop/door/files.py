"""A topic as one file of some format: found, let through the meter, written, dressed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)

from statim.editions import queries
from statim.editions.errors import NoSuchEdition
from statim.interop.door.gate import WHY, admit, kept
from statim.interop.door.reading import shown_of
from statim.interop.door.shown import Shown, headers
from statim.publisher.house import House
from statim.publisher.queries import house

Write = Callable[[Shown, House], bytes]


def topic_file(
    request: HttpRequest, slug: str, write: Write, kind: str, number: int | None = None
) -> HttpResponse:
    """The current edition, or that of the number, in the format that `write` makes.

    301 where the topic moved, 404, 410 where it was withdrawn and no number is named, 403 past
    the meter: refusals are problem details (RFC 9457).
    """
    standing = queries.current(slug)
    if standing is None:
        if target := queries.moved_to(slug):
            path = request.path.replace(f"/topics/{slug}", f"/topics/{target}", 1)
            return HttpResponsePermanentRedirect(path)
        raise Http404(f"There is no topic {slug}.")
    if standing.withdrawn and number is None:
        at, reason = queries.withdrawals_of(standing.topic)[0]
        return problem(410, f"Withdrawn on {at.date().isoformat()}", reason)
    admission = admit(request, standing)
    if not admission.allowed:
        return problem(403, "Not without signing in", WHY[admission.why])
    try:
        shown = shown_of(standing, number)
    except NoSuchEdition as missing:
        raise Http404(str(missing)) from missing
    data = write(shown, house())
    tag = f'"{sha256(data).hexdigest()[:32]}"'
    unchanged = tag in request.headers.get("If-None-Match", "")
    response = HttpResponse(status=304) if unchanged else HttpResponse(data, content_type=kind)
    response.headers["ETag"] = tag
    response.headers["X-Robots-Tag"] = "noindex"
    return kept(response, admission, headers(shown))


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """A refusal that a program can read."""
    value = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    response = JsonResponse(value, status=status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "private, no-store"
    return response
