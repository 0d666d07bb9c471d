"""The specialty tree: every topic is reached from here without searching."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.accounts.cpd.queries import follows
from statim.accounts.models import Follow
from statim.accounts.signed_in import reader_id
from statim.design.speech import language, say
from statim.editions import queries
from statim.publisher.queries import specialties
from statim.reader.advertising import has_space, space
from statim.reader.browsing import arranged, trail, tree

ON_A_PAGE = 100


@require_safe
def browse(request: HttpRequest, path: str = "") -> HttpResponse:
    """A shelf: the shelves under it, and a page of the topics that stand on it."""
    root = arranged(tree(queries.shelves()), specialties())
    way = trail(root, path) if path else []
    if way is None:
        raise Http404(say("There is no specialty %(path)s.", path=path))
    shelf = way[-1] if way else root
    last = max(1, ceil(shelf.own / ON_A_PAGE))
    page = _page(request.GET.get("page", "1"), last)
    topics = queries.on_shelf(path, ON_A_PAGE, (page - 1) * ON_A_PAGE) if shelf.own else []
    context: dict[str, Any] = {
        "shelf": shelf,
        "way": way[:-1],
        "topics": topics,
        "page": page,
        "last": last,
        "address": f"/browse/{path}/" if path else "/browse/",
        "beside": space(has_space("browse"), language(), "browse"),
    }
    reader = reader_id(request)
    if reader is not None and path:
        context |= {"may_follow": True, "follows": follows(reader, Follow.SHELF, path)}
    response = render(request, "reader/browse.html", context)
    response.headers["Vary"] = "Cookie"
    if reader is not None:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(asked: str, last: int) -> int:
    """The page asked for. Raises Http404 where there is none such."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 7 and 1 <= int(asked) <= last):
        raise Http404(say("There is no page %(asked)s.", asked=repr(asked)))
    return int(asked)
