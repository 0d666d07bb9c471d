"""What tests of accounts do again and again: sign up, sign in, read the mail."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

PASSWORD = "a calm sea and a prosperous voyage"
FORM = {
    "email": "new@example.org",
    "password1": PASSWORD,
    "name": "Nora New",
    "profession": "nurse",
    "registration_number": "12A3456E",
    "declaration": "on",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def sign_up(client: Client, **changed: str) -> Any:
    """Send the form."""
    fields = {name: value for name, value in (FORM | changed).items() if value}
    return client.post("/account/sign-up/", fields)


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the form."""
    return client.post("/account/sign-in/", {"username": email, "password": password} | more)


def link() -> str:
    """The path of the link in the last letter."""
    found = re.findall(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert len(found) == 1, mail.outbox[-1].body
    return str(found[0])


def new_account(client: Client, **changed: str) -> None:
    """Sign up and confirm the address: the client is then signed in."""
    assert sign_up(client, **changed).status_code == 302
    assert client.post(link()).status_code == 302
    assert client.get("/account/").status_code == 200


def seen(response: Any, *, without: str = "") -> tuple[Any, ...]:
    """All that a stranger sees of an answer: status, headers, cookies by name, text."""
    headers = {n: v for n, v in response.headers.items() if n != "Content-Length"}
    cookies = {
        name: {k: v for k, v in morsel.items() if k != "expires"}
        for name, morsel in response.cookies.items()
    }
    text = TOKEN.sub("", response.content.decode())
    return response.status_code, headers, cookies, text.replace(without, "") if without else text
