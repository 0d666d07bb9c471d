"""What falls due, month by month; and one's own calendar address, for one's own calendar."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazily
from django.views.decorators.http import require_POST, require_safe

from statim.design.speech import say
from statim.editorial.actions import new_calendar_link, revoke_calendar_link
from statim.editorial.desk.people import actor
from statim.editorial.office.months import first_of, month_of
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.permissions import OWN_CALENDAR, READ_DESK, check_may, may
from statim.editorial.queries.calendars import has_link
from statim.publisher.queries import house

WEEKDAYS = (
    lazily("Mon"),
    lazily("Tue"),
    lazily("Wed"),
    lazily("Thu"),
    lazily("Fri"),
    lazily("Sat"),
    lazily("Sun"),
)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month as a table of weeks, and as a list; `?month=2026-11`, `?own=1`."""
    by = actor(request)
    check_may(by, READ_DESK)
    today, own = date.today(), "own" in request.GET
    found = month_of(first_of(request.GET.get("month", ""), today), today, by=by, own_only=own)
    context = {
        "header_title": say("Calendar"), "month": found, "own": own, "weekdays": WEEKDAYS,
        "has_link": has_link(by.account or 0), "may_link": may(by, OWN_CALENDAR),
    }  # fmt: skip
    return render(request, "editorial/office/calendar.html", context)


@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Make one's calendar address, make it anew, or close it. A new one is shown this once."""
    by = actor(request)
    check_may(by, OWN_CALENDAR)
    go = request.POST.get("go")
    if go == "make":
        token = new_calendar_link(by=by)
        where = f"{house().url}{reverse('desk_calendar', args=[token])}"
        context = {"header_title": say("Your calendar address"), "link_made": where}
        return render(request, "editorial/office/calendar_link.html", context)
    if go != "revoke":
        raise Http404(say("There is no such act."))
    try:
        revoke_calendar_link(by=by)
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, say("Your calendar address is closed."))
    return redirect("office:calendar")
