"""What an installed or offline site needs: manifest, service worker, the page shown without
network, and what became of copies that devices keep."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from statim.publisher.queries import house
from statim.reader import offline

TEMPLATE = "reader/offline/offline.html"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest."""
    response = HttpResponse(
        offline.manifest(house()), content_type="application/manifest+json; charset=utf-8"
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; asked for at its own address each time, so that a new one holds soon."""
    script, etag = offline.worker(_page(house()))
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


_pages: dict[object, str] = {}


def _page(publisher: object) -> str:
    """The page without network as nobody in particular sees it; rendered once for each house."""
    if publisher not in _pages:
        _pages.clear()
        _pages[publisher] = render_to_string(TEMPLATE, {"house": publisher})
    return _pages[publisher]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is kept on this device; and what the service worker shows without network."""
    return render(request, TEMPLATE)


@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """What became of the copies that are named in `held`. Needs no cookie and reads none."""
    try:
        asked = offline.asked_about(request.GET.get("held", ""))
    except offline.NotHeld as wrong:
        return JsonResponse({"refused": str(wrong)}, status=400)
    today = date.today()
    held = {}
    for topic, number in asked:
        stands = offline.stands(topic, number, today)
        held[f"{topic}:{number}"] = {"marks": stands.marks, "lines": stands.lines}
    response = JsonResponse({"held": held})
    response.headers["Cache-Control"] = "public, max-age=30"
    return response
