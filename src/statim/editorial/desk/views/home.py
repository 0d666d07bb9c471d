"""The desk's first page, and the two ways out of it."""

from __future__ import annotations

from datetime import date

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from statim.editorial.desk.people import actor
from statim.editorial.desk.work import elsewhere, errands, groups_for
from statim.editorial.permissions import WRITE, may


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do."""
    by = actor(request)
    context = {
        "header_title": f"Good day, {by.name}",
        "errands": errands(by),
        "elsewhere": elsewhere(by),
        "groups": groups_for(by, date.today()),
        "may_write": may(by, WRITE),
    }
    return render(request, "editorial/desk/home.html", context)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's account is where every reader's is."""
    return redirect("account")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, from the frame's own button."""
    logout(request)
    return redirect("/")
