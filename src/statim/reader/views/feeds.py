"""What machines fetch: the feed of changes, sitemaps, the search description, robots.txt.

Answers hold nothing personal and nothing metered, so any cache may keep them and ask anew.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from statim.editions import queries
from statim.interop.atom.write import feed
from statim.interop.opensearch.write import description
from statim.interop.sitemap.write import MOST_ADDRESSES, index, url_set
from statim.publisher.queries import house

ENTRIES = 50
PAGES = (
    "/",
    "/browse/",
    "/about/",
    "/about/editorial/",
    "/about/advertising/",
    "/about/privacy/",
)
NOT_FOR_ROBOTS = ("/account/", "/desk/", "/search/")


@require_safe
def changes(request: HttpRequest, shelf: str = "") -> HttpResponseBase:
    """The newest editions, of the whole site or of a specialty and those under it, as Atom."""
    name = _name_of(shelf)
    site = house()
    data = feed(
        [edition.document for edition in queries.recent(ENTRIES, shelf)],
        site,
        title=f"{site.site_name}: changes in {name}" if shelf else f"{site.site_name}: changes",
        address=f"/changes/feed/{shelf}/" if shelf else "/changes/feed/",
    )
    return _answer(request, data, "application/atom+xml; charset=utf-8")


def _name_of(shelf: str) -> str:
    """The specialty's name as read. Raises Http404 where no topic stands there."""
    if not shelf:
        return ""
    depth = shelf.count("/") + 1
    for address, path, _ in queries.shelves():
        if f"{address}/".startswith(f"{shelf}/"):
            return " / ".join(path.split(" / ")[:depth])
    raise Http404(f"There is no specialty {shelf}.")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every topic that can be read; an index of sitemaps where one file cannot hold them."""
    url = house().url
    rows = [(f"{url}{page}", "") for page in PAGES]
    rows += [(f"{url}/topics/{t.slug}/", f"{t.published:%Y-%m-%d}") for t in queries.online()]
    if len(rows) <= MOST_ADDRESSES:
        return _xml(request, url_set(rows))
    files = range(1, ceil(len(rows) / MOST_ADDRESSES) + 1)
    return _xml(request, index((f"{url}/sitemap-{n}.xml", "") for n in files))


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """One of the sitemaps that the index names, from 1."""
    url = house().url
    pages = [(f"{url}{page}", "") for page in PAGES] if number == 1 else []
    first = (number - 1) * MOST_ADDRESSES - (len(PAGES) if number > 1 else 0)
    most = MOST_ADDRESSES - len(pages)
    topics = islice(queries.online(), max(0, first), max(0, first) + most)
    rows = pages + [(f"{url}/topics/{t.slug}/", f"{t.published:%Y-%m-%d}") for t in topics]
    if not rows:
        raise Http404(f"There is no sitemap {number}.")
    return _xml(request, url_set(rows))


@require_safe
def opensearch(request: HttpRequest) -> HttpResponseBase:
    """How browsers search this site."""
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return _answer(request, description(house()), kind)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """What robots may fetch: everything public. Personal pages and searches are not."""
    refused = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
    text = f"User-agent: *\n{refused}\nSitemap: {house().url}/sitemap.xml\n"
    return _answer(request, text.encode(), "text/plain; charset=utf-8")


def _xml(request: HttpRequest, data: bytes) -> HttpResponseBase:
    return _answer(request, data, "application/xml; charset=utf-8")


def _answer(request: HttpRequest, data: bytes, kind: str) -> HttpResponseBase:
    etag = f'"{sha256(data).hexdigest()}"'
    response = HttpResponse(data, content_type=kind)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response
