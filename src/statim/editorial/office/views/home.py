"""The desk's first page, and each of its lists whole."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editorial.desk.listing import rows_of
from statim.editorial.desk.people import actor
from statim.editorial.looking import not_looked_at
from statim.editorial.office import asked, due_lists
from statim.editorial.office.lists import LISTS
from statim.editorial.office.overview import LOOKED_FOR, lately, overview
from statim.editorial.permissions import READ_DESK, WRITE, check_may, may


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do: the beginning of every list, those with nothing in one line."""
    by = actor(request)
    check_may(by, READ_DESK)
    today = date.today()
    shown = overview(by, today)
    context = {
        "header_title": say("Good day, %(name)s", name=by.name),
        "own": [each for each in shown if each.own],
        "filled": [each for each in shown if (each.rows or each.waiting) and not each.own],
        "empty": [each for each in shown if not each.rows and not each.waiting and not each.own],
        "lately": rows_of(lately(by), today),
        "may_write": may(by, WRITE),
    }
    return render(request, "editorial/office/home.html", context)


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """All that waits for this person, and all of theirs that waits on others."""
    by = actor(request)
    check_may(by, READ_DESK)
    today = date.today()
    lists = [
        (name, LISTS[name], LISTS[name].find(by, today, 0, 500)) for name in ("mine", "others")
    ]
    context = {
        "header_title": say("Your work"),
        "lists": [(name, which, *found) for name, which, found in lists],
    }
    return render(request, "editorial/office/work.html", context)


@require_safe
def whole_list(request: HttpRequest, name: str) -> HttpResponse:
    """One list, page by page."""
    by = actor(request)
    check_may(by, READ_DESK)
    which = LISTS.get(name)
    if which is None:
        raise Http404(say("There is no such list."))
    today, start = date.today(), asked.start_of(request.GET)
    specialty = request.GET.get("specialty")
    if name == "overdue" and specialty is not None:
        path = asked.words(request.GET, "specialty")
        rows, count = due_lists.overdue_in(path, today, start, asked.PAGE)
        heading = f"{which.heading}: {path or due_lists.UNFILED}"
    else:
        rows, count = which.find(by, today, start, asked.PAGE)
        heading = which.heading
    context = {
        "header_title": heading, "list": which, "rows": rows, "count": count,
        "page": asked.paged(count, request.GET), "query": asked.rest_of(request.GET),
        "waiting": not_looked_at() if name in LOOKED_FOR else 0,
    }  # fmt: skip
    return render(request, "editorial/office/list.html", context)
