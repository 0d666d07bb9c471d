"""A token made here is one that Django accepts, and no two answers hold the same."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.csrf import (
    CSRF_ALLOWED_CHARS,
    _does_token_match,
    _unmask_cipher_token,
    get_token,
)

from statim.reader.form_secret import token_for

SECRET = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0z9"


def asking(secret: str = SECRET) -> HttpRequest:
    request = HttpRequest()
    if secret:
        request.META["CSRF_COOKIE"] = secret
    return request


def test_django_reads_the_secret_under_the_mask() -> None:
    for _ in range(200):
        token = token_for(asking())
        assert len(token) == len(get_token(asking())) == 64
        assert _unmask_cipher_token(token) == SECRET
        assert _does_token_match(token, SECRET)
        assert not _does_token_match(token, SECRET[::-1])


def test_no_two_answers_hold_the_same_and_every_letter_comes() -> None:
    tokens = [token_for(asking()) for _ in range(500)]
    assert len(set(tokens)) == 500
    assert set("".join(tokens)) == set(CSRF_ALLOWED_CHARS)


def test_without_a_secret_django_makes_one() -> None:
    request = asking("")
    token = token_for(request)
    assert _unmask_cipher_token(token) == request.META["CSRF_COOKIE"]
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
