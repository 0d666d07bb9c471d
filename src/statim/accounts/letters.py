"""The letters that accounts cause, in plain text: subject and body. They name no device, place
or address beyond what their reader must know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from statim.design.speech import later, say
from statim.publisher.queries import house

WITH_LINK = {
    "email_confirmation_signup": later("Confirm your address"),
    "email_confirmation": later("Confirm your new address"),
    "account_already_exists": later("You already have an account"),
    "unknown_account": later("There is no account with this address"),
    "password_reset_key": later("Choose a new password"),
}
NOTICES = {
    "password_changed": later("The password of your account was changed."),
    "password_reset": later("The password of your account was reset."),
    "password_set": later("A password was set for your account."),
    "email_changed": later("Your account was moved to another e-mail address."),
    "email_deleted": later("An e-mail address was removed from your account."),
    "totp_activated": later("An authenticator app was added to your account."),
    "totp_deactivated": later("The authenticator app was removed from your account."),
    "recovery_codes_generated": later("New recovery codes were made for your account."),
    "webauthn_added": later("A passkey was added to your account."),
    "webauthn_removed": later("A passkey was removed from your account."),
    "account_connected": later(
        "Your account can now be opened by signing in at your organisation."
    ),
    "account_disconnected": later(
        "Your account can no longer be opened through your organisation."
    ),
}


def letter(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """(subject, body) of the letter that allauth calls by this name."""
    said = {**context, "house": house()}
    if name in WITH_LINK:
        body = render_to_string(f"accounts/mail/{name}.txt", said)
        subject = say(WITH_LINK[name])
    else:
        subject = say("A change to your account")
        notice = say(NOTICES.get(name, later("Something about your account was changed.")))
        body = render_to_string("accounts/mail/notice.txt", said | {"notice": notice})
    return f"{house().site_name}: {subject}", body.strip() + "\n"
