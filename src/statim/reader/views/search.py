"""Searching: a page for people, JSON for programs, and suggestions as you type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from statim.editions.following import Stands
from statim.editions.queries import shelves
from statim.publisher.queries import house
from statim.reader import audience
from statim.reader.browsing import Shelf, tree
from statim.reader.views.topic import is_signed_in
from statim.search.queries import LINES, Filters, Found, Hit, Line, find, suggest

SHOWN = 20
SUGGESTED = 8
YEARS = (1, 2, 5)  # what "reviewed within" offers


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """`?q=&specialty=&within=`: the best topics, and under each the statements that match.

    JSON with `Accept: application/json`. A filter that says nothing known is left out.
    """
    query = request.GET.get("q", "").strip()
    filters = _filters(request)
    found = find(query, limit=SHOWN, lines=_lines(request), filters=filters)
    response: HttpResponse
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response = JsonResponse(_json(found))
    else:
        response = render(request, "reader/search.html", _context(request, query, found, filters))
    patch_vary_headers(response, ["Accept"])
    return _unkept(response)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """`?q=`: the few best topics for what was typed so far, as JSON."""
    query = request.GET.get("q", "").strip()
    results = [_result(one.topic, one.match, one.also) for one in suggest(query, limit=SUGGESTED)]
    return _unkept(JsonResponse({"query": query, "total": len(results), "results": results}))


def _unkept(response: HttpResponse) -> HttpResponse:
    """What somebody searched for is in no cache, shared or their own."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _lines(request: HttpRequest) -> int:
    """How many statements a topic may show: none to those who may not read here yet."""
    if house().audience == "signin" and not is_signed_in(request):
        return 0
    return 0 if audience.must_confirm(request.COOKIES.get(audience.COOKIE)) else LINES


def _filters(request: HttpRequest) -> Filters:
    within = request.GET.get("within", "")
    since = 0
    if within in map(str, YEARS):
        today = date.today()
        since = (today.year - int(within)) * 10_000 + today.month * 100 + today.day
    return Filters(shelf=request.GET.get("specialty", "")[:500], since=since)


def _context(request: HttpRequest, query: str, found: Found, filters: Filters) -> dict[str, object]:
    return {
        "query": query[:1000],
        "found": found,
        "near_topics": [one.topic for one in found.near],
        "bare": True,
        "shelves": list(_offered(tree(shelves()))) if query else [],
        "shelf": filters.shelf,
        "years": YEARS,
        "within": request.GET.get("within", ""),
        "filtered": bool(filters),
    }


def _offered(shelf: Shelf, depth: int = 0) -> Iterator[tuple[str, str]]:
    """(address, name) of the specialties and those right under them."""
    for child in shelf.children:
        yield child.address, f"{'– ' * depth}{child.name}"
        if depth < 1:
            yield from _offered(child, depth + 1)


def _json(found: Found) -> dict[str, Any]:
    return {
        "query": found.query,
        "total": found.total,
        "partly": found.partly,
        "results": [_hit(hit) for hit in found.hits],
        "did_you_mean": [_result(one.topic, one.match, one.also) for one in found.near],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    statements = [_statement(hit.topic, line) for line in hit.lines]
    return {**_result(hit.topic, hit.match or "text", hit.also), "statements": statements}


def _statement(topic: Stands, line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "address": f"/topics/{topic.slug}/#s-{line.id}",
        "text": "".join(run.text for run in line.runs),
        "citations": line.numbers,
    }


def _result(topic: Stands, match: str, also: str) -> dict[str, Any]:
    return {
        "slug": topic.slug,
        "title": topic.title,
        "address": f"/topics/{topic.slug}/",
        "specialty": topic.specialty,
        "reviewed": topic.reviewed or None,
        "review_due": topic.review_due or None,
        "edition": topic.number,
        "hash": topic.hash,
        "match": match,
        "also": also or None,
    }
