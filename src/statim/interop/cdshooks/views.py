"""`/cds-services`: discovery, the services, and feedback that is thanked for and not kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from statim.editions.coded import topics_coded
from statim.interop.cdshooks.request import BadCall, read
from statim.interop.cdshooks.write import SERVICES, cards, discovery
from statim.interop.door.reading import shown_of, standing_of
from statim.publisher.queries import house

MOST_CARDS = 5


@require_safe
@cache_control(no_cache=True)
def services(request: HttpRequest) -> HttpResponse:
    """What there is."""
    return JsonResponse(discovery(house()))


@csrf_exempt  # reads only, and records post without a cookie of ours
@require_POST
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Cards for the codes of the call; no topic, no card."""
    if name not in SERVICES:
        raise Http404(f"There is no service {name}.")
    try:
        asked = read(request.body, SERVICES[name])
    except BadCall as why:
        return _unkept(JsonResponse({"error": str(why)}, status=why.status))
    found = []
    for topic in topics_coded(asked.codes)[:MOST_CARDS]:
        standing = standing_of(topic.topic)
        if standing and not standing.withdrawn:
            found.append(shown_of(standing))
    return _unkept(JsonResponse(cards(found, house())))


@csrf_exempt  # keeps nothing
@require_POST
def feedback(request: HttpRequest, name: str) -> HttpResponse:
    """Records may say what became of a card; nothing of it is kept."""
    if name not in SERVICES:
        raise Http404(f"There is no service {name}.")
    return _unkept(HttpResponse(status=200))


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
