"""The desk's first page, and the two ways out of it."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do."""
    return render(request, "editorial/desk/home.html", {"header_title": "Desk"})


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's account is where every reader's is."""
    return redirect("accounts:profile")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, from the frame's own button."""
    logout(request)
    return redirect("/")
