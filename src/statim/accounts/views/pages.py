"""What all pages under /account/ share: nobody keeps them, and an act is whole or not done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from statim.accounts.adapters import stays_here
from statim.accounts.models import User
from statim.design.speech import say

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])


def as_view(
    view: type[Any], *, whole: bool = True, **given: Any
) -> Callable[..., HttpResponseBase]:
    """A class of views as a page under /account/. `whole`: what it does with a sent form stands
    or falls together, log included."""
    shown = view.as_view(**given)

    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if whole and request.method == "POST":
            with transaction.atomic():
                return kept_by_nobody(_rendered(shown(request, *args, **kwargs)))
        return kept_by_nobody(_rendered(shown(request, *args, **kwargs)))

    return page


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    if render := getattr(response, "render", None):
        return cast("HttpResponseBase", render())
    return response


def kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    """No cache keeps it, no search engine lists it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.pop("Expires", None)  # a clock, which no-store makes needless
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def for_those_signed_in(page: Page) -> Page:
    """Decorator: the page asks to sign in first, and is kept by nobody."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return kept_by_nobody(page(request, *args, **kwargs))

    return cast("Page", login_required(guarded))


def holder(request: HttpRequest) -> User:
    """The account that is signed in, on a page for those who are."""
    return cast("User", request.user)


def next_of(request: HttpRequest) -> str:
    """Where the reader is led back to: what was asked for, else the page of this site that they
    came from; "" where that is elsewhere or unsafe."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked:
        return asked if stays_here(asked) else ""
    return came_from(request)


def came_from(request: HttpRequest) -> str:
    """Path and query of the page of this site that led here; "" where another did, or none."""
    place = urlsplit(request.headers.get("Referer", ""))
    if place.netloc != request.get_host() or place.path.startswith("/account/"):
        return ""
    there = f"{place.path}?{place.query}" if place.query else place.path
    return there if stays_here(there) else ""


def done(request: HttpRequest, words: dict[str, str]) -> str:
    """The sentence for `?done=WORD`, where a form led back to this page."""
    return say(words.get(request.GET.get("done", ""), ""))
