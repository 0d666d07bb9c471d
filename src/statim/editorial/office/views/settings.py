"""What the site's environment switches on and off at the desk: shown, with its meaning."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office.choosing import act_of
from statim.editorial.office.switches import switches
from statim.editorial.permissions import READ_DESK, check_may, may
from statim.publisher.matters import MATTERS


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Every switch as it stands. The matters of the site have forms of their own."""
    by = actor(request)
    check_may(by, READ_DESK)
    matters = [(one, may(by, act_of(one.name))) for one in MATTERS.values()]
    context = {"header_title": say("Settings"), "switches": switches(), "matters": matters}
    return render(request, "editorial/office/settings.html", context)
