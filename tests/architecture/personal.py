"""What the addresses under /account/ and /ask/ answer to whom: lines of the table of routes.py.

In an address, {note} and {group} are the reader's own, {others_note} and {others_group} somebody
else's, {receipt} that of a question, {reset} a link to a new password: drawn in test_routes.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from tests.architecture.routes import (
    SIGNED_IN,
    STAFF,
    Address,
    Statuses,
    Try,
    everybody,
    gets,
    signed_in,
)

NOTES, GROUPS = "/account/notes/", "/account/notes/groups/"


def at(pattern: str) -> Address:
    """An address with the names of what was drawn in it."""

    def address(names: Mapping[str, str]) -> str:
        return pattern.format_map(names)

    return address


def posts(expected: Statuses, pattern: str, **fields: str) -> Try:
    """A form sent there."""

    def body(names: Mapping[str, str]) -> str:
        return urlencode({name: value.format_map(names) for name, value in fields.items()})

    return Try(at(pattern), expected, "POST", body)


def the_readers(status: int = 200) -> Statuses:
    """Something of the reader's own: for everybody else who is signed in there is no such thing."""
    return {"visitor": 302, "reader": status, **dict.fromkeys(STAFF, 404)}


def strangers(status: int = 200) -> Statuses:
    """For those who are not signed in; others are led to where they were going."""
    return {"visitor": status, **dict.fromkeys(SIGNED_IN, 302)}


def form(address: str, *, shown: int = 200, empty: int = 200) -> list[Try]:
    """A page with a form, for those signed in: `empty` is the answer to one with nothing in it."""
    return [Try(address, signed_in(shown)), posts(signed_in(empty), address)]


def acts(place: str, act: str, status: int = 302, **fields: str) -> list[Try]:
    """An act on one's own, on another's, on none; never by a link."""
    kind = "note" if place == NOTES else "group"
    return [
        posts(the_readers(status), f"{place}{{{kind}}}/{act}", **fields),
        posts(signed_in(404), f"{place}{{others_{kind}}}/{act}", **fields),
        posts(signed_in(404), f"{place}no-such-name/{act}", **fields),
        Try(at(f"{place}{{{kind}}}/{act}"), everybody(405)),
    ]


AT_DOOR = {
    "account/sign-up/": [
        Try("/account/sign-up/", strangers()),
        posts(strangers(), "/account/sign-up/"),
    ],
    "account/inactive/": gets(everybody(), "/account/inactive/"),
    "account/confirm/": gets(everybody(), "/account/confirm/"),
    "account/^confirm/(?P<key>[-:\\w]+)/$": gets(everybody(), "/account/confirm/no-such-key/"),
    "account/password/reset/": [
        Try("/account/password/reset/", everybody()),
        posts(everybody(), "/account/password/reset/"),
    ],
    "account/password/reset/sent/": gets(everybody(), "/account/password/reset/sent/"),
    "account/password/reset/done/": gets(everybody(), "/account/password/reset/done/"),
    "account/^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\\w]+)/$": gets(
        everybody(), "/account/password/reset/1-no-such-key/"
    ),
    "account/passkey/": [
        Try("/account/passkey/", everybody(302)),
        posts(everybody(302), "/account/passkey/"),
    ],
    "account/organisation/": gets(everybody(404), "/account/organisation/"),
    "account/organisation/first-time/": gets(everybody(302), "/account/organisation/first-time/"),
    "account/organisation/refused/": gets(everybody(403), "/account/organisation/refused/"),
    "account/organisation/cancelled/": gets(everybody(403), "/account/organisation/cancelled/"),
    "account/organisation/<slug:provider_id>/back/": gets(
        everybody(404), "/account/organisation/nobody/back/"
    ),
    "account/second-factor/ask/": gets(everybody(302), "/account/second-factor/ask/"),
}

OF_ONES_OWN = {
    "account/password/": form("/account/password/"),
    "account/password/first/": form("/account/password/first/", shown=302, empty=302),
    "account/particulars/": form("/account/particulars/"),
    "account/address/": form("/account/address/", empty=302),
    "account/again/": form("/account/again/"),
    "account/sessions/end/": [
        Try("/account/sessions/end/", signed_in(405)),
        posts(signed_in(302), "/account/sessions/end/", name="of-nobody"),
    ],
    "account/sessions/end-others/": [
        Try("/account/sessions/end-others/", signed_in(405)),
        posts(signed_in(302), "/account/sessions/end-others/"),
    ],
    "account/export/": gets(signed_in(), "/account/export/"),
    "account/delete/": form("/account/delete/", shown=302, empty=302),  # the password first
    "account/second-factor/": gets(signed_in(), "/account/second-factor/"),
    "account/second-factor/again/": form("/account/second-factor/again/", shown=302, empty=302),
    "account/second-factor/app/": form("/account/second-factor/app/", shown=302, empty=302),
    "account/second-factor/app/remove/": form(
        "/account/second-factor/app/remove/", shown=404, empty=404
    ),
    "account/second-factor/codes/": gets(signed_in(404), "/account/second-factor/codes/"),
    "account/second-factor/codes/new/": form(
        "/account/second-factor/codes/new/", shown=302, empty=302
    ),
    "account/second-factor/passkeys/": gets(signed_in(), "/account/second-factor/passkeys/"),
    "account/second-factor/passkeys/add/": form(
        "/account/second-factor/passkeys/add/", shown=302, empty=302
    ),
    "account/second-factor/passkeys/<int:pk>/remove/": form(
        "/account/second-factor/passkeys/9/remove/", shown=302, empty=302
    ),
    "account/second-factor/passkeys/again/": form(
        "/account/second-factor/passkeys/again/", shown=302, empty=302
    ),
}

WITH_NOTES = {
    "account/notes/": gets(
        signed_in(), NOTES, f"{NOTES}?q=Nineveh&page=2", f"{NOTES}?group=no-such-name"
    ),
    "account/notes/device/": gets(signed_in(), f"{NOTES}device/"),
    "account/notes/new/": [
        *gets(signed_in(), f"{NOTES}new/?topic=t-ketamine&statement=k-short&edition=2"),
        posts(signed_in(422), f"{NOTES}new/", topic="t-none", text="Ring the ward"),
        posts(signed_in(302), f"{NOTES}new/", topic="t-ketamine", text="Ring the ward"),
        posts(signed_in(422), f"{NOTES}new/", topic="t-ketamine", text=""),
        posts(the_readers(302), f"{NOTES}new/", topic="t-ketamine", text="Ours",
              share="note:{group}"),
    ],
    "account/notes/^export\\.(?P<kind>json|csv|md)$": gets(
        signed_in(), f"{NOTES}export.json", f"{NOTES}export.csv", f"{NOTES}export.md"
    ),
    "account/notes/import/": [
        Try(f"{NOTES}import/", everybody(405)),
        posts(signed_in(422), f"{NOTES}import/", text="no notes"),
    ],
    "account/notes/<str:name>/": [
        Try(at(f"{NOTES}{{note}}/"), the_readers()),
        Try(at(f"{NOTES}{{others_note}}/"), signed_in(404)),
        Try(f"{NOTES}no-such-name/", signed_in(404)),
        posts(the_readers(302), f"{NOTES}{{note}}/", text="Other words", version="1"),
        posts(signed_in(404), f"{NOTES}{{others_note}}/", text="Other words", version="1"),
    ],
    **{
        f"account/notes/<str:name>/{act}/": acts(NOTES, f"{act}/")
        for act in ("pin", "confirm", "seen", "unshare", "delete")
    },
    "account/notes/groups/": form(GROUPS),
    "account/notes/groups/join/": [
        *gets(signed_in(404), f"{GROUPS}join/?code=none"),
        posts(signed_in(404), f"{GROUPS}join/", code="none"),
        *gets(signed_in(), at(f"{GROUPS}join/?code={{code}}")),
        posts(signed_in(302), f"{GROUPS}join/", code="{code}"),
    ],
    "account/notes/groups/<str:name>/": [
        Try(at(f"{GROUPS}{{group}}/"), the_readers()),
        Try(at(f"{GROUPS}{{others_group}}/"), signed_in(404)),
        Try(f"{GROUPS}no-such-name/", signed_in(404)),
    ],
    "account/notes/groups/<str:name>/rename/": acts(GROUPS, "rename/", title="Oak Surgery"),
    "account/notes/groups/<str:name>/invite/": acts(GROUPS, "invite/", 200, places="2"),
    "account/notes/groups/<str:name>/invitations/<int:number>/end/": acts(
        GROUPS, "invitations/1/end/"
    ),
    "account/notes/groups/<str:name>/role/": acts(
        GROUPS, "role/", 404, member="999999", role="member"
    ),
    "account/notes/groups/<str:name>/remove/": acts(GROUPS, "remove/", 404, member="999999"),
    "account/notes/groups/<str:name>/leave/": acts(GROUPS, "leave/"),
}  # fmt: skip

ASKING = {
    "ask/": [
        *gets(everybody(), "/ask/", "/ask/?q=lithium", "/ask/?topic=no-such-page"),
        posts(everybody(302), "/ask/", words="What of lithium?"),
        posts(everybody(422), "/ask/"),
    ],
    "ask/received/": gets(everybody(), "/ask/received/"),
    "ask/<str:token>/": [
        *gets(everybody(404), "/ask/no-such-receipt/"),
        *gets(everybody(), at("/ask/{receipt}/")),  # whoever knows it
        posts(everybody(404), "/ask/no-such-receipt/"),
        posts(everybody(302), "/ask/{receipt}/"),  # their name is taken back
    ],
}

PERSONAL: Mapping[str, list[Try]] = {**AT_DOOR, **OF_ONES_OWN, **WITH_NOTES, **ASKING}
