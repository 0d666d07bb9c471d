"""Nothing that is logged names or admits a person."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.test import Client

from statim.config.quiet import WithoutSecrets

SECRETS = ("NTc:1abc", "x7-c8f2d1", "ada@example.org", "ketamine and mrs smith")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Not Found: /account/confirm/NTc:1abc/", "Not Found: /account/…"),
        ("Bad: /account/password/reset/x7-c8f2d1/ again", "Bad: /account/… again"),
        ("Not Found: /search/?q=ketamine", "Not Found: /search/?…"),
        ("Not Found: /topics/never-was/", "Not Found: /topics/never-was/"),
    ],
)
def test_a_line_says_less(line: str, said: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (line,), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == said


def test_every_way_out_of_the_process_says_less() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert handlers
    assert all("quiet" in handler["filters"] for handler in handlers)


@pytest.mark.django_db
def test_refusals_write_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    quiet = WithoutSecrets()
    caplog.handler.addFilter(quiet)
    try:
        client = Client(enforce_csrf_checks=True)
        client.get("/account/confirm/NTc:1abc/")
        client.post("/account/confirm/NTc:1abc/")
        client.get("/account/password/reset/x7-c8f2d1/")
        client.get("/account/nothing/ada@example.org/")
        client.get("/nothing/", {"q": "ketamine and mrs smith"})
        client.post("/account/sign-in/", {"username": "ada@example.org", "password": "x"})
    finally:
        caplog.handler.removeFilter(quiet)
    assert caplog.records
    for secret in SECRETS:
        assert secret not in caplog.text
