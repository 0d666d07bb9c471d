"""The lists: works, duplicates, pages to publish anew, pages resting on noticed works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editorial.library import answers
from statim.editorial.library.consequences import to_publish
from statim.editorial.library.listing import FILTERS, listed
from statim.editorial.library.views.frame import screen
from statim.editorial.resting import resting
from statim.references.duplicates import duplicates
from statim.references.finding import as_found, find_works
from statim.references.models import Work
from statim.references.notices import WORDS

MOST_PAIRS = 200


@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """The library, searched and filtered."""
    query, which = request.GET.get("q", "")[:500], request.GET.get("show", "all")
    which = which if which in FILTERS else "all"
    page = request.GET.get("page", "1")
    found = listed(query, which, int(page) if page.isascii() and page.isdecimal() else 1)
    return screen(
        request, "works", say("Library"), found=found, q=query, which=which, filters=FILTERS,
        words=WORDS,
    )  # fmt: skip


@require_safe
def find(request: HttpRequest) -> JsonResponse:
    """The works that hold what was typed, for the editor's list."""
    query = request.GET.get("q", "")
    return JsonResponse({"query": query[:500], "works": answers.found(find_works(query))})


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Works that may be one and the same."""
    every = duplicates()
    shown = every[:MOST_PAIRS]
    rows = Work.objects.filter(key__in={key for p in shown for key in (p.one, p.other)})
    found = {one.key: one for one in as_found(list(rows.values_list("pk", flat=True)))}
    offered = [(p, found[p.one], found[p.other]) for p in shown if {p.one, p.other} <= found.keys()]
    return screen(
        request, "duplicates", say("Possible duplicates"), pairs=offered, total=len(every)
    )


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Pages that print an older record than the library has."""
    return screen(request, "waiting", say("To publish anew"), reprints=to_publish())


@require_safe
def noticed(request: HttpRequest) -> HttpResponse:
    """Pages that rest on works about which a notice stands."""
    return screen(
        request, "noticed", say("Pages resting on noticed works"), resting=resting(), words=WORDS
    )
