"""STATIM_MAIL_URL: read whole, or refused at the start."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from statim.config.environment import mail_server


def test_without_one_letters_go_to_the_outbox() -> None:
    assert mail_server("") == {"EMAIL_BACKEND": "statim.accounts.outbox.Outbox"}


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtps://mail.example:2465", 2465, False, True),
    ],
)
def test_the_scheme_says_how_it_is_spoken_to(
    url: str, port: int, starttls: bool, tls: bool
) -> None:
    said = mail_server(url)
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example", port)
    assert (said["EMAIL_USE_TLS"], said["EMAIL_USE_SSL"]) == (starttls, tls)


def test_signs_in_a_url_are_read() -> None:
    said = mail_server("smtps://ada%40example.org:p%3Aw%2F@mail.example")
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("ada@example.org", "p:w/")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp:mail"])
def test_anything_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STATIM_MAIL_URL") as refused:
        mail_server(url)
    assert url not in str(refused.value) or url == "smtp://"
