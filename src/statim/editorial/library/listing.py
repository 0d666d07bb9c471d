"""The library as a list: searched, filtered, a page at a time. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazily

from statim.editorial.library.uses import unused_keys
from statim.references.finding import Found, as_found, find_keys
from statim.references.models import Work
from statim.references.queries import noticed_works

FILTERS = {
    "all": lazily("All"), "unused": lazily("Cited by nobody"), "noticed": lazily("With a notice"),
    "doubtful": lazily("To look at"),
}  # fmt: skip
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list: how many there are in all, and what is on this page."""

    works: list[Found]
    total: int
    page: int
    pages: int


def listed(query: str, which: str, page: int) -> Listed:
    """Works that hold every word typed, the best first; without words all of them, by key."""
    pks = find_keys(query) if query.strip() else None
    chosen = _chosen(which)
    if pks is None:
        pks = list(chosen.order_by("key").values_list("pk", flat=True))
    elif which != "all":
        wanted = set(chosen.values_list("pk", flat=True))
        pks = [pk for pk in pks if pk in wanted]
    pages = max(1, -(-len(pks) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = pks[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Listed(as_found(shown), len(pks), page, pages)


def _chosen(which: str) -> QuerySet[Work]:
    if which == "doubtful":
        return Work.objects.filter(doubtful=True)
    if which == "unused":
        return Work.objects.filter(key__in=sorted(unused_keys()))
    if which == "noticed":
        return Work.objects.filter(key__in=sorted(noticed_works()))
    return Work.objects.all()
