"""Searching: a page for people, JSON for programs, and suggestions as you type."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from statim.accounts.signed_in import reader_id
from statim.editions.queries import shelves
from statim.publisher.queries import house
from statim.reader import audience, findings
from statim.reader.browsing import Shelf, tree
from statim.reader.views.topic import is_signed_in
from statim.search.queries import LINES, Filters, Found, find, holds_a_word, offer
from statim.usage.clicks import SEARCHED
from statim.usage.noting import note
from statim.usage.robots import is_robot
from statim.usage.searches import nothing_found

SHOWN = 20
SUGGESTED = 8
YEARS = (1, 2, 5)  # what "reviewed within" offers
log = logging.getLogger(__name__)


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """`?q=&specialty=&within=&flags=1`: the best topics, and under each the statements that match.

    JSON with `Accept: application/json`. A filter that says nothing known is left out.
    """
    query = request.GET.get("q", "").strip()
    filters = _filters(request)
    found = find(query, limit=SHOWN, lines=_lines(request), filters=filters)
    _count(request, found, filters)
    response: HttpResponse
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response = JsonResponse(findings.answer(found, date.today().isoformat()))
    else:
        response = render(request, "reader/search.html", _context(request, query, found, filters))
    patch_vary_headers(response, ["Accept"])
    return _unkept(response)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """`?q=`: the few best topics for what was typed so far, as JSON."""
    query = request.GET.get("q", "").strip()
    results = findings.offered(offer(query, limit=SUGGESTED), date.today().isoformat())
    return _unkept(JsonResponse({"query": query, "total": len(results), "results": results}))


def _unkept(response: HttpResponse) -> HttpResponse:
    """What somebody searched for is in no cache, shared or their own."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _count(request: HttpRequest, found: Found, filters: Filters) -> None:
    """Count the search, and whether its words found nothing in the whole site; a busy database
    costs the second count."""
    if found.query.strip():
        note(request, SEARCHED, reader=reader_id(request))
    by_words = [hit for hit in found.hits if not hit.by_meaning]
    whole = not (filters or found.asked_fields or found.plain)
    if by_words or not whole or not holds_a_word(found.query) or request.method != "GET":
        return
    if is_robot(request.META.get("HTTP_USER_AGENT", "")):
        return
    try:
        nothing_found(found.query)
    except DatabaseError as error:
        log.warning("a search without a result could not be counted: %s", error)


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
    shelf = request.GET.get("specialty", "")[:500]
    return Filters(shelf=shelf, since=since, flags=request.GET.get("flags") == "1")


def _context(request: HttpRequest, query: str, found: Found, filters: Filters) -> dict[str, object]:
    return {
        "query": query[:1000],
        "found": found,
        "hits": [findings.shown(hit, date.today().isoformat()) for hit in found.hits],
        "close": sum(hit.by_meaning for hit in found.hits),
        "near_topics": [one.topic for one in found.near],
        "ask": findings.ASK + "?" + urlencode({"q": query[: findings.LONGEST_ASKED]}),
        "bare": True,
        "shelves": list(_offered(tree(shelves()))) if query else [],
        "shelf": filters.shelf,
        "flags": filters.flags,
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
