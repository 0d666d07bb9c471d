"""Signing in and out. `next` never leads off the site (Django checks it)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control


class SignIn(LoginView):
    """The sign-in form; leads back to where the reader was."""

    template_name = "accounts/sign_in.html"
    authentication_form = AuthenticationForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session; POST only."""


@cache_control(private=True, no_store=True)
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Who is signed in."""
    return render(request, "accounts/profile.html")
