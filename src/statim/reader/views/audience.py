"""Confirming once that the site is meant for oneself, where the publisher asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from statim.reader import audience
from statim.reader.views import refusals

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_the_audience(view: View[P]) -> View[P]:
    """Decorator: clinical text is shown once the reader has confirmed, where the site asks."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if audience.must_confirm(request.COOKIES.get(audience.COOKIE)):
            return refusals.unconfirmed(request)
        return view(request, *args, **kwargs)

    return guarded


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep the declaration and lead back to where the reader was; never off the site."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        audience.COOKIE,
        audience.confirmation(),
        max_age=audience.KEPT,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
