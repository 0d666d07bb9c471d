"""Which language an answer is in: the reader's own choice, else what their browser asks for.

A site with one language is not touched by this: the same bytes, no header more.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from statim.design import speech
from statim.publisher.languages import languages


class ReadersLanguage:
    """Middleware: everything behind it is said in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language; caches are told what it hung on."""
        offered = languages()
        if offered == (speech.ENGLISH,):
            return self.get_response(request)
        language = offered[0] if len(offered) == 1 else language_of(request, offered)
        with speech.using(language):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        if len(offered) > 1:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest, offered: tuple[str, ...]) -> str:
    """The language of this request: the cookie's, else the first that the browser asks for and
    the site offers, else the site's own."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in offered:
        return chosen
    for tag, _ in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if (code := tag.split("-")[0]) in offered:
            return code
    return offered[0]
