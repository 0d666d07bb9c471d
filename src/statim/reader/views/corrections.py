"""The public list of corrections: everything that was wrong, for good."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editions import corrections as record
from statim.reader.recent import Line, line_of

LISTED = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One correction in the list; `severity` is "" where the edition does not say."""

    line: Line
    severity: str
    withdrawn: bool


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction, newest first, so many to a page."""
    page = _page_asked(request)
    total = record.count()
    if page > 1 and (page - 1) * LISTED >= total:
        raise Http404(say("There is no page %(page)s of corrections.", page=page))
    editions = record.newest(LISTED, (page - 1) * LISTED)
    gone = record.withdrawn_among({edition.topic for edition in editions})
    rows = [Row(line_of(e), e.document.change.severity, e.topic in gone) for e in editions]
    context = {
        "rows": rows,
        "newer": page - 1,
        "older": page + 1 if page * LISTED < total else 0,
        "shown_days": record.SHOWN_DAYS,
    }
    return render(request, "reader/about/corrections.html", context)


def _page_asked(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    if not asked.isdecimal() or not 0 < int(asked[:9]) < 10**6:
        raise Http404(say("page=%(asked)s is no page.", asked=repr(asked)))
    return int(asked[:9])
