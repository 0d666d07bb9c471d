"""Two works side by side: made one, or said not to be one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from statim.design.speech import say
from statim.editorial.library import actions
from statim.editorial.library.comparing import compared
from statim.editorial.library.uses import in_drafts, on_pages
from statim.editorial.library.views.frame import actor, answering, screen
from statim.editorial.permissions import MERGE_WORKS, check_may
from statim.publisher.queries import house
from statim.references.actions import format_bibliography
from statim.references.errors import AlreadyOne
from statim.references.queries import item_of, row_of
from statim.references.words import short_name


@answering
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Side by side, with what would happen to each; sent, the two become one."""
    by = actor(request)
    check_may(by, MERGE_WORKS)
    asked = request.POST if request.method == "POST" else request.GET
    keep, drop = row_of(asked.get("keep", "")), row_of(asked.get("drop", ""))
    if keep.pk == drop.pk:
        messages.info(request, say("These two are one work already."))
        return redirect("library_work", keep.key)
    if request.method == "POST":
        try:
            kept = actions.merge_works(keep.key, drop.key, by=by)
        except AlreadyOne as error:  # somebody was faster
            messages.info(request, str(error))
            return redirect("library_work", keep.key)
        messages.success(
            request,
            say("%(key)s is %(id)s now, wherever it is cited.", key=drop.key, id=kept["id"]),
        )
        return redirect("library_work", kept["id"])
    sides = [
        {"key": row.key, "name": short_name(item), "drafts": in_drafts(row), "pages": on_pages(row),
         "printed": format_bibliography([item], house().citation_style)[0]}
        for row in (keep, drop)
        for item in [item_of(row)]
    ]  # fmt: skip
    return screen(
        request, "merge", say("Merge two works"), keep=sides[0], drop=sides[1], sides=sides,
        rows=compared(keep.csl, drop.csl),
    )  # fmt: skip


@answering
@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Remember that the two are not the same."""
    one, other = request.POST.get("one", ""), request.POST.get("other", "")
    try:
        actions.keep_apart(one, other, by=actor(request))
        messages.success(
            request, say("%(one)s and %(other)s will not be offered again.", one=one, other=other)
        )
    except AlreadyOne as error:
        messages.info(request, str(error))
    return redirect("library_duplicates")
