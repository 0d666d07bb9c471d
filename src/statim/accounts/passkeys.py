"""What a browser sends for a passkey, read without trusting its shape: allauth's forms, in which
whatever cannot be read is a refusal and no fault of the server."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError

from statim.design.speech import say

T = TypeVar("T")
UNREADABLE = (
    AttributeError, IndexError, KeyError, NotImplementedError, OverflowError, TypeError,
    ValueError, struct.error,
)  # fmt: skip


def read(clean: Callable[[], T]) -> T:
    """What `clean` makes of it. Raises ValidationError where it makes nothing of it."""
    try:
        return clean()
    except UNREADABLE as unreadable:
        raise ValidationError(say("The passkey cannot be read.")) from unreadable


class AskForm(AuthenticateWebAuthnForm):
    """As the second step of signing in."""

    def clean_credential(self) -> Any:
        """The passkey."""
        return read(super().clean_credential)


class AskAgainForm(ReauthenticateWebAuthnForm):
    """Once more, before something that matters."""

    def clean_credential(self) -> Any:
        """The passkey."""
        return read(super().clean_credential)


class SignInForm(LoginWebAuthnForm):
    """In place of address and password."""

    def clean_credential(self) -> Any:
        """The passkey."""
        return read(super().clean_credential)


class AddForm(AddWebAuthnForm):
    """A new one."""

    def clean(self) -> dict[str, Any]:
        """What its browser says of it."""
        return read(super().clean)
