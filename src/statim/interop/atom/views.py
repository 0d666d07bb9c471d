"""The feed of changes: what was published lately, on the whole site or in a specialty.

It holds nothing personal and nothing metered, so any cache may keep it and ask anew.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from statim.design.speech import always_english
from statim.editions import corrections as editions_corrections
from statim.editions import queries
from statim.interop.atom.write import feed
from statim.publisher.queries import house

ENTRIES = 50


@require_safe
@always_english
@conditional_page
@cache_control(no_cache=True)
def changes(request: HttpRequest, shelf: str = "") -> HttpResponse:
    """The newest editions; `shelf` is a specialty's address, those under it included."""
    site = house()
    name = f"{site.site_name}: changes"
    data = feed(
        [edition.document for edition in queries.recent(ENTRIES, shelf)],
        site,
        title=f"{name} in {_specialty(shelf)}" if shelf else name,
        address=f"/changes/feed/{shelf}/" if shelf else "/changes/feed/",
    )
    return HttpResponse(data, content_type="application/atom+xml; charset=utf-8")


@require_safe
@always_english
@conditional_page
@cache_control(no_cache=True)
def corrections(request: HttpRequest) -> HttpResponse:
    """The newest corrections, those of withdrawn topics too."""
    site = house()
    data = feed(
        [edition.document for edition in editions_corrections.newest(ENTRIES)],
        site,
        title=f"{site.site_name}: corrections",
        address="/changes/corrections/feed/",
        page="/about/corrections/",
    )
    return HttpResponse(data, content_type="application/atom+xml; charset=utf-8")


def _specialty(shelf: str) -> str:
    """The specialty's path as read. Raises Http404 where no topic stands there."""
    depth = shelf.count("/") + 1
    for address, path, _ in queries.shelves():
        if f"{address}/".startswith(f"{shelf}/"):
            return " / ".join(path.split(" / ")[:depth])
    raise Http404(f"There is no specialty {shelf}.")
