"""What machines ask: alive, and ready for readers."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from statim.config import health
from tests.world import World


def broken() -> tuple[int, str]:
    raise DatabaseError("gone")


def test_ready_names_the_head_of_the_record(world: World, client: Client) -> None:
    answer = client.get("/readyz").json()
    assert answer["ready"] is True
    assert answer["editions"] == 9
    assert len(answer["head"]) == 64


def test_not_ready_without_a_database_but_still_alive(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "record_mark", broken)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_an_empty_record_is_ready(client: Client) -> None:
    assert client.get("/readyz").json()["editions"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/", "/nothing/", "/account/sign-in/"])
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"):
        assert headers[name]
