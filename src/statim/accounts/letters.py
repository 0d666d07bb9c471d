"""The letters that accounts cause, in plain text: subject and body. They name no device, place
or address beyond what their reader must know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from statim.publisher.queries import house

WITH_LINK = {
    "email_confirmation_signup": "Confirm your address",
    "email_confirmation": "Confirm your new address",
    "account_already_exists": "You already have an account",
    "unknown_account": "There is no account with this address",
    "password_reset_key": "Choose a new password",
}
NOTICES = {
    "password_changed": "The password of your account was changed.",
    "password_reset": "The password of your account was reset.",
    "password_set": "A password was set for your account.",
    "email_changed": "Your account was moved to another e-mail address.",
    "email_deleted": "An e-mail address was removed from your account.",
    "totp_activated": "An authenticator app was added to your account.",
    "totp_deactivated": "The authenticator app was removed from your account.",
    "recovery_codes_generated": "New recovery codes were made for your account.",
    "webauthn_added": "A passkey was added to your account.",
    "webauthn_removed": "A passkey was removed from your account.",
    "account_connected": "Your account can now be opened by signing in at your organisation.",
    "account_disconnected": "Your account can no longer be opened through your organisation.",
}


def letter(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """(subject, body) of the letter that allauth calls by this name."""
    said = {**context, "house": house()}
    if name in WITH_LINK:
        body = render_to_string(f"accounts/mail/{name}.txt", said)
        subject = WITH_LINK[name]
    else:
        subject = "A change to your account"
        notice = NOTICES.get(name, "Something about your account was changed.")
        body = render_to_string("accounts/mail/notice.txt", said | {"notice": notice})
    return f"{house().site_name}: {subject}", body.strip() + "\n"
