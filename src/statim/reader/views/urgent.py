"""“I need this now”: past the meter, a stated reason opens this one topic at once.

Counted by day, reason and topic, without identity. Nothing that fails here may keep a reader
from the page: a database that cannot be written to costs the count, not the page.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from statim.editions import queries
from statim.editions.queries import Current
from statim.reader import metering, urgency
from statim.reader.views import refusals
from statim.reader.views.audience import for_the_audience
from statim.reader.views.topic import current_page, is_signed_in, moved_or_missing, opening_of
from statim.usage.actions import count

log = logging.getLogger(__name__)


@csrf_exempt  # checked by one of the two ways inside
@require_http_methods(["GET", "HEAD", "POST"])
@for_the_audience
def open_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the topic: by a cookie and a redirect; by this very answer where cookies are off."""
    if request.method != "POST":  # an address that was kept, or led to after signing in
        return redirect(f"/topics/{slug}/")
    if settings.CSRF_COOKIE_NAME not in request.COOKIES and _came_from_here(request):
        return _open(request, slug, cookies=False)
    return _with_cookies(request, slug)


@csrf_protect
def _with_cookies(request: HttpRequest, slug: str) -> HttpResponse:
    return _open(request, slug, cookies=True)


def _came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on this site. No page elsewhere can make it
    say so, cookies or not."""
    here = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    return request.headers.get("Origin") in {here, *settings.CSRF_TRUSTED_ORIGINS}


def _open(request: HttpRequest, slug: str, *, cookies: bool) -> HttpResponse:
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug)
    if standing.withdrawn:
        return refusals.withdrawn(request, slug)
    if opening_of(request, standing, is_signed_in(request)).allowed:
        return redirect(_back_to(request, slug))
    reason = request.POST.get("reason", "")
    if not metering.may_be_urgent() or reason not in urgency.REASONS:
        return refusals.metered(request, slug)
    _count(reason, standing.topic)
    return _by_cookie(request, standing) if cookies else _by_itself(request, standing)


def _count(reason: str, topic: str) -> None:
    try:
        count(urgency.EVENT, kind=reason, topic=topic)
    except DatabaseError as error:
        log.warning("an urgent opening could not be counted: %s", error)


def _by_cookie(request: HttpRequest, standing: Current) -> HttpResponse:
    response = redirect(_back_to(request, standing.slug))
    response.headers["Cache-Control"] = "private, no-store"
    response.set_cookie(
        urgency.COOKIE,
        urgency.grant(standing.topic),
        max_age=urgency.KEPT,
        path=f"/topics/{standing.slug}/",
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _by_itself(request: HttpRequest, standing: Current) -> HttpResponse:
    response = current_page(request, standing, metering.Opening(allowed=True, left=0), None)
    response.headers["Cache-Control"] = "private, no-store"
    del response.headers["ETag"]
    return response


def _back_to(request: HttpRequest, slug: str) -> str:
    """Where the reader was, if that is a page of this topic; else the topic."""
    page = f"/topics/{slug}/"
    place = urlsplit(request.POST.get("next", ""))
    within = not place.scheme and not place.netloc and place.path.startswith(page)
    if not within or place.path == f"{page}now/" or "\\" in place.path:
        return page
    return f"{place.path}?{place.query}" if place.query else place.path
