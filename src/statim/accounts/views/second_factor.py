"""The second factor: an authenticator app, passkeys, recovery codes; asked for and set up."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth, flows
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.generic.base import ContextMixin

from statim.accounts.actions import note_act
from statim.accounts.queries import factors_of, holder_of
from statim.accounts.second_factor import must_add
from statim.accounts.views.pages import as_view, for_those_signed_in, holder


@for_those_signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """What secures the account beside its password."""
    user = holder(request)
    context = {"factors": factors_of(user.pk), "must_add": must_add(user)}
    return render(request, "accounts/second_factor/overview.html", context)


class Logged:
    """One row of the log for a change to the second factor, and a new session id, within the
    transaction of the change."""

    act: ClassVar[str]
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Change, log, go on under a new session id."""
        page: Any = super()
        answer: HttpResponse = page.form_valid(form)
        person = holder(self.request).pk
        note_act(self.act, person, by=holder_of(person))
        self.request.session.cycle_key()
        return answer


class WithOptions(ContextMixin):
    """Gives the passkey's script what the browser is to be asked, as JSON in an attribute."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`options` as JSON."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = context.get("js_data", {})
        context["options"] = json.dumps(
            asked.get("request_options") or asked.get("creation_options")
        )
        return context


class Ask(WithOptions, base.AuthenticateView):
    """The second step of signing in."""

    template_name = "accounts/second_factor/ask.html"


class AskAgain(base.ReauthenticateView):
    """A code once more, before something that matters."""

    template_name = "accounts/second_factor/ask_again.html"


class AddApp(Logged, totp.ActivateTOTPView):
    """Adding an authenticator app: a picture to scan, or its secret to type."""

    act = "add own authenticator app"
    template_name = "accounts/second_factor/add_app.html"


class RemoveApp(Logged, totp.DeactivateTOTPView):
    """Removing it."""

    act = "remove own authenticator app"
    template_name = "accounts/second_factor/remove_app.html"


class ShowCodes(codes.ViewRecoveryCodesView):
    """The recovery codes that are left."""

    template_name = "accounts/second_factor/codes.html"


class NewCodes(Logged, codes.GenerateRecoveryCodesView):
    """Making new ones; the old ones are void."""

    act = "renew own recovery codes"
    template_name = "accounts/second_factor/new_codes.html"


class AddPasskey(Logged, passkeys.AddWebAuthnView):
    """Adding a passkey, which may also stand for address and password."""

    act = "add own passkey"
    template_name = "accounts/second_factor/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`options`: a key that knows its person (discoverable, verified), so that it alone
        signs in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        context["options"] = json.dumps(auth.begin_registration(holder(self.request), True))
        return context


class RemovePasskey(Logged, passkeys.RemoveWebAuthnView):
    """Removing one."""

    act = "remove own passkey"
    template_name = "accounts/second_factor/remove_passkey.html"


class SignInByPasskey(passkeys.LoginWebAuthnView):
    """Signing in with nothing but a passkey; the script asks for the options, then sends."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, and lead back to where the reader was."""
        authenticator = form.cleaned_data["credential"]
        login = Login(
            user=authenticator.user, redirect_url=get_next_redirect_url(self.request, "next")
        )
        answer: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say so on the sign-in page."""
        return HttpResponseRedirect("/account/sign-in/?passkey=refused")


class AskPasskeyAgain(WithOptions, passkeys.ReauthenticateWebAuthnView):
    """The passkey once more, before something that matters."""

    template_name = "accounts/second_factor/ask_passkey_again.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask once more."""
        return HttpResponseRedirect(self.request.get_full_path())


ask = as_view(Ask, whole=False)
ask_again = for_those_signed_in(as_view(AskAgain, whole=False))
add_app = for_those_signed_in(as_view(AddApp))
remove_app = for_those_signed_in(as_view(RemoveApp))
show_codes = for_those_signed_in(as_view(ShowCodes))
new_codes = for_those_signed_in(as_view(NewCodes))
add_passkey = for_those_signed_in(as_view(AddPasskey))
remove_passkey = for_those_signed_in(as_view(RemovePasskey))
sign_in_by_passkey = as_view(SignInByPasskey, whole=False)
ask_passkey_again = for_those_signed_in(as_view(AskPasskeyAgain, whole=False))
