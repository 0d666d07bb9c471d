"""Signing in and out, opening an account, confirming an address, forgetting a password."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.generic.base import ContextMixin

from statim.accounts.forms import SignInForm, SignUpForm
from statim.accounts.views.pages import as_view, kept_by_nobody, next_of


class Entrance(ContextMixin):
    """What the pages for those who are not signed in know."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where it leads back to, and which ways in there are."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | entrance(self.request)


def entrance(request: HttpRequest) -> dict[str, Any]:
    """Where signing in leads back to, and which ways in there are."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {
        "next": next_of(request),
        "may_sign_up": settings.STATIM_SIGN_UP == "open",
        "organisation": apps[0]["name"] if apps else "",
        "passkey_refused": "passkey" in request.GET,
    }


class SignIn(Entrance, allauth.LoginView):
    """The sign-in form; leads back to where the reader was."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm


class SignOut(allauth.LogoutView):
    """Ends the session; POST only."""

    http_method_names = ("post", "options")


class SignUp(Entrance, allauth.SignupView):
    """The form that opens an account."""

    template_name = "accounts/sign_up.html"
    form_class = SignUpForm

    def closed(self) -> HttpResponse:
        """Where the publisher opens accounts."""
        context = entrance(self.request)
        return TemplateResponse(self.request, "accounts/sign_up_closed.html", context, status=403)


class MailSent(Entrance, allauth.EmailVerificationSentView):
    """A letter is on its way, whether or not there was an account."""

    template_name = "accounts/mail_sent.html"


class ConfirmAddress(Entrance, allauth.ConfirmEmailView):
    """The page that the letter's link opens: one button."""

    template_name = "accounts/confirm_address.html"


class ForgottenPassword(Entrance, allauth.PasswordResetView):
    """Asks for a letter with a link."""

    template_name = "accounts/forgotten_password.html"


class ResetMailSent(Entrance, allauth.PasswordResetDoneView):
    """The same words for every address."""

    template_name = "accounts/reset_mail_sent.html"


class NewPassword(Entrance, allauth.PasswordResetFromKeyView):
    """Choosing a new password by the letter's link."""

    template_name = "accounts/new_password.html"


class NewPasswordSet(Entrance, allauth.PasswordResetFromKeyDoneView):
    """The new password holds."""

    template_name = "accounts/new_password_set.html"


class Inactive(Entrance, allauth.AccountInactiveView):
    """The account was closed by the publisher."""

    template_name = "accounts/inactive.html"


def too_many(request: HttpRequest) -> HttpResponseBase:
    """429: too many attempts from one place; the same for everybody."""
    return kept_by_nobody(render(request, "accounts/too_many.html", status=429))


sign_in = as_view(SignIn, whole=False)
sign_out = as_view(SignOut)
sign_up = as_view(SignUp)
mail_sent = as_view(MailSent)
confirm_address = as_view(ConfirmAddress)
forgotten_password = as_view(ForgottenPassword)
reset_mail_sent = as_view(ResetMailSent)
new_password = as_view(NewPassword)
new_password_set = as_view(NewPasswordSet)
inactive = as_view(Inactive)
