"""One's own account: the page of everything, particulars, address, password, sessions."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from statim.accounts import actions, queries
from statim.accounts.errors import NoSuchSession
from statim.accounts.forms import AboutYou
from statim.accounts.second_factor import must_add
from statim.accounts.views.pages import as_view, done, for_those_signed_in, holder
from statim.design.speech import language, later

DONE = {
    "particulars": later("What you changed about yourself was saved."),
    "password": later("Your password was changed. Every other session of yours has ended."),
    "address": later(
"A letter went to the new address; the old one holds until its link is "
"opened."
),
    "factor": later("The change to your second factor was saved."),
    "ended": later("The session has ended."),
    "others": later("Every other session of yours has ended."),
    "gone": later("That session had already ended."),
}  # fmt: skip


@for_those_signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Who is signed in, how the account is secured, where it is signed in, what it holds."""
    user = holder(request)
    context = {
        "done": done(request, DONE),
        "factors": queries.factors_of(user.pk),
        "sessions": queries.sessions_of(user.pk, this=request.session.session_key),
        "organisation_accounts": queries.organisation_accounts(user.pk),
        "must_add": must_add(user),
    }
    return render(request, "accounts/profile.html", context)


@for_those_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def particulars(request: HttpRequest) -> HttpResponse:
    """Name, profession, registration number."""
    user = holder(request)
    known = {
        "name": user.name,
        "profession": user.profession,
        "registration_number": user.registration_number,
        "language": user.language or language(),
    }
    form = AboutYou(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        actions.change_particulars(user, form.particulars(), by=queries.holder_of(user.pk))
        return HttpResponseRedirect("/account/?done=particulars")
    return render(request, "accounts/particulars.html", {"form": form})


@for_those_signed_in
@require_POST
def end_session(request: HttpRequest) -> HttpResponseBase:
    """End one of one's own sessions; ending this one signs out."""
    user = holder(request)
    try:
        actions.end_session(user.pk, request.POST.get("name", ""), by=queries.holder_of(user.pk))
    except NoSuchSession:
        return HttpResponseRedirect("/account/?done=gone")
    return HttpResponseRedirect("/account/?done=ended")


@for_those_signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponseBase:
    """End all but this one."""
    user = holder(request)
    key = request.session.session_key
    actions.end_other_sessions(user.pk, keep=key, by=queries.holder_of(user.pk))
    return HttpResponseRedirect("/account/?done=others")


class Address(allauth.EmailView):
    """Moving the account to another address, which holds once its letter's link was opened."""

    template_name = "accounts/address.html"

    def get_success_url(self) -> str:
        """Back to the account, which says that a letter is on its way."""
        return "/account/?done=address"


class ChangePassword(allauth.PasswordChangeView):
    """Another password: the old one is asked for, every other session ends."""

    template_name = "accounts/change_password.html"

    def get_default_success_url(self) -> str:
        """Back to the account."""
        return "/account/?done=password"


class SetPassword(allauth.PasswordSetView):
    """A first password, for an account that was opened through an organisation."""

    template_name = "accounts/change_password.html"

    def get_default_success_url(self) -> str:
        """Back to the account."""
        return "/account/?done=password"


class Reauthenticate(allauth.ReauthenticateView):
    """The password once more, before something that matters."""

    template_name = "accounts/reauthenticate.html"

    def get_default_success_url(self) -> Any:
        """Back to the account."""
        return "/account/"


address = for_those_signed_in(as_view(Address))
change_password = for_those_signed_in(as_view(ChangePassword))
set_password = for_those_signed_in(as_view(SetPassword))
reauthenticate = for_those_signed_in(as_view(Reauthenticate, whole=False))
