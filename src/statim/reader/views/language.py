"""Choosing the language of the interface: kept in a cookie of its own, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from statim.design.speech import offered, say

YEAR = 365 * 86400


@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Speak this language from now on, and lead back to where the reader was.

    By a link, because it stands at the foot of pages that are kept for everybody and can hold no
    form's secret; whoever is led here by another site reads on in another language, and that is
    all. Raises Http404 where the site does not speak it.
    """
    if code not in offered() or len(offered()) == 1:
        raise Http404(say("This site does not speak the language %(code)s.", code=code))
    response = HttpResponseRedirect(_back(request))
    response.headers["Cache-Control"] = "private, no-store"
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> str:
    """The page of this site that the reader came from, or the front page."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    path = f"{parts.path or '/'}?{parts.query}".rstrip("?")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
