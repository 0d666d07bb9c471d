"""Signing in and out. `next` never leads off the site (Django checks it)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control


class SignIn(LoginView):
    """The sign-in form; leads back to where the reader was."""

    template_name = "accounts/sign_in.html"
    authentication_form = AuthenticationForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without `next`, the page of this site from which the reader came."""
        context = super().get_context_data(**kwargs)
        context["next"] = context["next"] or came_from(self.request)
        return context


def came_from(request: HttpRequest) -> str:
    """Path and query of the page of this site that led here; "" where another did, or none."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return ""
    place = urlsplit(referer)
    if place.path.startswith("/account/"):
        return ""
    return f"{place.path}?{place.query}" if place.query else place.path


class SignOut(LogoutView):
    """Ends the session; POST only."""


@cache_control(private=True, no_store=True)
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    return render(request, "accounts/profile.html")
