"""Wagtail's own addresses: all but what its frame needs are closed to everybody (decision 10).

Topics are no Wagtail pages, so its page tree, workflows, reports and forms for people would be
doors that nobody guards. They keep their names, because Wagtail's templates reverse them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver

from statim.design.speech import say

Patterns = list[URLPattern | URLResolver]

FRAME = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})  # icons, words


def closed(request: HttpRequest, *args: object, **kwargs: object) -> NoReturn:
    """The answer of a closed address: it is not there."""
    raise Http404(say("This address is not in use."))


def only_the_frame(patterns: Iterable[URLPattern | URLResolver]) -> Patterns:
    """The patterns, closed but for what the frame needs."""
    return [_closed(each) for each in patterns]


def _closed(each: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(each, URLResolver):
        inside = only_the_frame(each.url_patterns)
        return URLResolver(each.pattern, inside, each.default_kwargs, each.app_name, each.namespace)
    if each.name in FRAME:
        return each
    return URLPattern(each.pattern, closed, each.default_args, each.name)
