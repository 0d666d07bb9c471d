"""The topics that somebody keeps to find them again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from statim.accounts.adapters import stays_here
from statim.accounts.cpd import queries, reading
from statim.accounts.errors import NotBookmarked
from statim.accounts.marks import device_mark
from statim.accounts.queries import holder_of
from statim.accounts.views.pages import for_those_signed_in, holder
from statim.editions.following import standing_now


@for_those_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bookmarks(request: HttpRequest) -> HttpResponse:
    """The list; and keeping a topic, or keeping it no more."""
    user = holder(request)
    if request.method == "POST":
        return _change(request, user.pk)
    rows = list(queries.bookmarks_of(user.pk))
    now = standing_now(one.topic for one in rows)
    context = {
        "bookmarks": [(one, now.get(one.topic)) for one in rows],
        "mark": device_mark(user.pk),
    }
    return render(request, "accounts/bookmarks.html", context)


def _change(request: HttpRequest, user_id: int) -> HttpResponse:
    topic, by = request.POST.get("topic", "")[:40], holder_of(user_id)
    if request.POST.get("keep") == "no":
        reading.drop_bookmark(user_id, topic=topic, by=by)
    else:
        try:
            reading.keep_bookmark(user_id, topic=topic, by=by)
        except NotBookmarked as refused:
            said = {"said": str(refused)}
            return render(request, "accounts/refused.html", said, status=404)
    back = request.POST.get("back", "")
    return HttpResponseRedirect(back if back and stays_here(back) else "/account/bookmarks/")
