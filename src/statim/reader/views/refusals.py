"""What a reader sees when something is not there, not theirs, or not right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from statim.editions import queries
from statim.editions.html import beginning
from statim.publisher.queries import house
from statim.reader import metering, pieces, urgency
from statim.reader.notices import before_sign_in
from statim.search.queries import nearest
from statim.usage.clicks import REFUSED
from statim.usage.noting import note


def metered(request: HttpRequest, slug: str) -> HttpResponse:
    """403: the free pages are used up. What everybody may see, and the way to sign in."""
    published = queries.latest(slug)
    note(request, REFUSED, topic=published.topic)
    due = published.document.review_due or ""
    overdue = pieces.overdue(due) if due and due < date.today().isoformat() else ""
    context = {
        "title": published.title,
        "known": before_sign_in(published.document),
        "beginning": beginning(published.document, overdue=overdue),
        "slug": published.slug,
        "next": _next(request),
        "reasons": urgency.REASONS if metering.may_be_urgent() else {},
        "longest_words": urgency.LONGEST_WORDS,
        "unreasoned": request.method == "POST",
    }
    return _answer(request, "metered", 403, context)


def _next(request: HttpRequest) -> str:
    """Where the reader wanted to go: this address, or the one that a refused form came from."""
    if request.method == "POST":
        return request.path.removesuffix("now/")
    return request.get_full_path()


def unconfirmed(request: HttpRequest) -> HttpResponse:
    """403: the site asks its readers to confirm once whom it is for."""
    return _answer(request, "unconfirmed", 403, {"next": request.get_full_path()})


def unprintable(request: HttpRequest, why: str) -> HttpResponse:
    """422: a PDF would leave out a character of the page."""
    return _answer(request, "unprintable", 422, {"why": why})


def withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    """410: the topic was taken offline; why, and when."""
    published = queries.latest(slug)
    at, reason = queries.withdrawals_of(published.topic)[0]
    context = {
        "title": published.title,
        "slug": published.slug,
        "at": at,
        "reason": reason,
        "published": published.published,
        "near": nearest(slug),
    }
    return _answer(request, "withdrawn", 410, context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: a search for the address's words, and the nearest titles."""
    words = _words_of(request.path)
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    context = {"words": words, "near": nearest(words) if words else (), "said": said}
    return _answer(request, "not_found", 404, context)


def _words_of(path: str) -> str:
    """The last part of an address that is words, as words."""
    parts = [part for part in path.rsplit(".", 1)[0].split("/") if part and not part.isdecimal()]
    kept = [part for part in parts if part not in {"topics", "editions", "changes", "browse"}]
    return " ".join(kept[-1:]).replace("-", " ").replace("_", " ")[:100]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the server could not read what was asked."""
    return HttpResponseBadRequest(_plain("400"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this person."""
    return _answer(request, "forbidden", 403, {})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that did not come from this site, or too late."""
    return _answer(request, "stale_form", 403, {})


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database."""
    return HttpResponseServerError(_plain("500"))


def _plain(name: str) -> str:
    return render_to_string(f"reader/refusals/{name}.html", {"house": house(), "bare": False})


def _answer(
    request: HttpRequest, name: str, status: int, context: Mapping[str, object]
) -> HttpResponse:
    response = render(request, f"reader/refusals/{name}.html", dict(context), status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
