"""What the site's environment switches on and off at the desk: shown, with its meaning."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office.switches import switches
from statim.editorial.permissions import READ_DESK, check_may


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Every switch as it stands. Nothing can be changed here."""
    check_may(actor(request), READ_DESK)
    context = {"header_title": say("Settings of the desk"), "switches": switches()}
    return render(request, "editorial/office/settings.html", context)
