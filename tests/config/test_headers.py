"""What was made for somebody, or sets a cookie, is kept by nobody, whatever the view forgot."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import World


@pytest.mark.parametrize(
    "path", ["/", "/browse/", "/changes/", "/search/?q=a", "/about/", "/account/", "/never-was/"]
)
def test_a_signed_in_readers_pages_are_kept_by_nobody(
    world: World, client: Client, path: str
) -> None:
    client.force_login(world.reader)
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_an_answer_that_sets_a_cookie_is_kept_by_nobody(world: World, client: Client) -> None:
    for path in ("/account/sign-in/", "/topics/mode-of-action/"):
        answer = client.get(path)
        assert answer.cookies
        assert "private" in answer.headers["Cache-Control"]
    signed = client.post(
        "/account/sign-in/",
        {"username": world.reader.email, "password": world.password[world.reader.email]},
    )
    assert signed.cookies
    assert "private" in signed.headers["Cache-Control"]


def test_a_visitors_list_is_not_made_private(world: World, client: Client) -> None:
    assert "Cache-Control" not in client.get("/browse/").headers
