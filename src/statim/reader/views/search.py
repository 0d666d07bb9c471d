"""Searching titles and synonyms: a page for people, JSON for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from statim.search.queries import Found, Hit, find

SHOWN = 50
SUGGESTED = 8


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """`?q=`: the topics whose names hold these words; JSON with `Accept: application/json`."""
    query = request.GET.get("q", "").strip()
    found = find(query, limit=SHOWN)
    response: HttpResponse
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response = JsonResponse(_json(found))
    else:
        response = render(
            request, "reader/search.html", {"query": query, "found": found, "bare": True}
        )
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponseBase:
    """`?q=`: the few best topics for what was typed so far, as JSON."""
    return JsonResponse(_json(find(request.GET.get("q", "").strip(), limit=SUGGESTED)))


def _json(found: Found) -> dict[str, Any]:
    return {
        "query": found.query,
        "total": found.total,
        "results": [_result(hit) for hit in found.hits],
    }


def _result(hit: Hit) -> dict[str, str | None]:
    return {
        "slug": hit.slug,
        "title": hit.title,
        "address": f"/topics/{hit.slug}/",
        "specialty": hit.specialty,
        "reviewed": hit.reviewed or None,
        "review_due": hit.review_due or None,
    }
