"""What follows from acts that django-allauth carries out: a row of the log, a new session id,
other sessions ended, the address of the account."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.socialaccount import signals as social
from django.dispatch import Signal
from django.http import HttpRequest

from statim.accounts.actions import note_act, note_new_password
from statim.accounts.models import User
from statim.accounts.queries import holder_of

PASSWORD = {
    "password_changed": "change own password",
    "password_set": "set own password",
    "password_reset": "reset own password",
}


def listen() -> None:
    """Connect; called once, when Django starts."""
    for name, act in PASSWORD.items():
        _on(getattr(account, name), _password(act), act)
    _on(account.email_confirmed, _confirmed, "confirm own address")
    _on(social.social_account_added, _connected, "connect own organisation")


def _on(signal: Signal, receiver: Any, act: str) -> None:
    signal.connect(receiver, weak=False, dispatch_uid=f"statim.accounts.{act}")


def _password(act: str) -> Any:
    def receive(request: HttpRequest, user: User, **_: Any) -> None:
        own = request.user.is_authenticated and request.user.pk == user.pk
        request.session.cycle_key()
        keep = request.session.session_key if own else None
        note_new_password(act, user.pk, keep=keep, by=holder_of(user.pk))

    return receive


def _confirmed(request: HttpRequest, email_address: Any, **_: Any) -> None:
    person = email_address.user_id
    note_act("confirm own address", person, by=holder_of(person))


def _connected(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    person = sociallogin.user.pk
    note_act("connect own organisation", person, by=holder_of(person))
