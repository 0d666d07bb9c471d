"""The two ways out of the desk."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's account is where every reader's is."""
    return redirect("/account/")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, from the frame's own button."""
    logout(request)
    return redirect("/")
