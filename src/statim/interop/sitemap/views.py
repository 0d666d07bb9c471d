"""Sitemaps and robots.txt: what search engines may fetch, and where it is."""

from __future__ import annotations

from itertools import islice
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from statim.design.speech import always_english
from statim.editions import queries
from statim.interop.sitemap.write import MOST_ADDRESSES, index, url_set
from statim.publisher.queries import house

PAGES = (
    "/",
    "/browse/",
    "/changes/",
    "/about/",
    "/about/editorial/",
    "/about/advertising/",
    "/about/privacy/",
    "/about/accessibility/",
    "/about/manual/",
)
NOT_FOR_ROBOTS = ("/account/", "/advertising/", "/desk/", "/search/")


@require_safe
@always_english
@conditional_page
@cache_control(no_cache=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that can be read; an index of sitemaps where one file cannot hold them."""
    rows = _rows()
    if len(rows) <= MOST_ADDRESSES:
        return _xml(url_set(rows))
    files = range(1, ceil(len(rows) / MOST_ADDRESSES) + 1)
    return _xml(index((f"{house().url}/sitemap-{n}.xml", "") for n in files))


@require_safe
@always_english
@conditional_page
@cache_control(no_cache=True)
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """One of the sitemaps that the index names, from 1."""
    first = (number - 1) * MOST_ADDRESSES
    rows = list(islice(_rows(), first, first + MOST_ADDRESSES)) if number else []
    if not rows:
        raise Http404(f"There is no sitemap {number}.")
    return _xml(url_set(rows))


def _rows() -> list[tuple[str, str]]:
    """Every address with the day of its current edition, site pages first."""
    url = house().url
    topics = ((f"{url}/topics/{t.slug}/", f"{t.published:%Y-%m-%d}") for t in queries.online())
    return [*((f"{url}{page}", "") for page in PAGES), *topics]


def _xml(data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type="application/xml; charset=utf-8")


@require_safe
@always_english
@conditional_page
@cache_control(no_cache=True)
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may fetch: everything public. Personal pages and searches are not."""
    refused = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
    text = f"User-agent: *\n{refused}\nSitemap: {house().url}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
