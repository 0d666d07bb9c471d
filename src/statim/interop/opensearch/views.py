"""The description of the site's search, for browsers that add it to theirs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from statim.design.speech import always_english
from statim.interop.opensearch.write import description
from statim.publisher.queries import house


@require_safe
@always_english
@conditional_page
@cache_control(no_cache=True)
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description document."""
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return HttpResponse(description(house()), content_type=kind)
