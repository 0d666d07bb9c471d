"""What this site asks of django-allauth where its own ways differ: where `next` may lead, what
mail says, what is kept of strangers, how secrets are stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from statim.accounts.connection import connection_of
from statim.accounts.devices import device
from statim.accounts.errors import NotConfirmed
from statim.accounts.letters import letter
from statim.accounts.models import Session
from statim.accounts.queries import language_of
from statim.accounts.sessions import DEVICE, STARTED
from statim.design.speech import using
from statim.publisher.queries import house


def stays_here(url: str) -> bool:
    """Whether an address is a path of this site, and nothing that a browser could read as more."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


class People(DefaultAccountAdapter):
    """Accounts with a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether people open accounts for themselves here."""
        return bool(settings.STATIM_SIGN_UP == "open")

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` may lead there."""
        return stays_here(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """A keyed hash in place of the address on the network: enough to count attempts by."""
        seen = connection_of(request)
        return hmac.digest(settings.SECRET_KEY.encode(), seen.encode(), "sha256").hex()[:32]

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """The browser in words."""
        return device(request.headers.get("User-Agent", ""))

    def add_message(self, *_: Any, **__: Any) -> None:
        """Nothing: pages say themselves what was done, and no cookie carries it."""

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the passkey's script asks for JSON; every other answer is a page."""
        return request.headers.get("X-Requested-With") == "XMLHttpRequest"

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A letter in plain text."""
        to = [email] if isinstance(email, str) else email
        with using(language_of(to[0])):
            subject, body = letter(template_prefix.rpartition("/")[2], context)
        return EmailMessage(subject, body, self.get_from_email(), to, headers=headers)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in under a new session id; throw away sessions that are over."""
        request.session[DEVICE] = device(request.headers.get("User-Agent", ""))
        request.session[STARTED] = now = int(time.time())
        super().login(request, user)
        Session.objects.filter(ends__lt=now).delete()


class SecondFactors(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted with a key made from the site's own."""

    def encrypt(self, text: str) -> str:
        """For the database."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """From the database. Raises InvalidToken where the site's key is another."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return house().site_name


@cache
def _fernet() -> Fernet:
    key = hashlib.sha256(f"statim.accounts.second-factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class Organisations(DefaultSocialAccountAdapter):
    """Signing in through an organisation's own service (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whom the organisation lets in may open an account, also where nobody else may."""
        return True

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """What the service told, for the person to correct."""
        known: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        told = sociallogin.account.extra_data.get("userinfo", {})
        return known | {"name": told.get("name", "")}

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        """Raises NotConfirmed, which the page turns into words."""
        raise NotConfirmed(type(exception).__name__ if exception else str(error)) from exception
