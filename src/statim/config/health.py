"""For machines: is the process alive, and may it be sent readers?"""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from statim.editions.queries import record_mark
from statim.search.queries import state_of_index


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return _uncached(HttpResponse("ok\n", content_type="text/plain"))


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 with the head of the record where the database answers, else 503.

    `search` says how the index is. A site without one is ready: titles are searched instead.
    """
    try:
        sequence, digest = record_mark()
    except (DatabaseError, TypeError):  # TypeError: there is no head row
        return _uncached(JsonResponse({"ready": False, "failing": ["database"]}, status=503))
    answer = {"ready": True, "editions": sequence, "head": digest, "search": state_of_index()}
    return _uncached(JsonResponse(answer))


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
