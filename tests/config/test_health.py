"""What a machine that watches the site is told."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from statim.config import health
from statim.editions.models import RecordHead
from tests.world import World


def test_a_process_that_answers_is_alive() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert answer["Cache-Control"] == "no-store"


def test_a_whole_site_is_ready(world: World) -> None:
    assert Client().get("/readyz").status_code == 200


@pytest.mark.django_db
def test_an_empty_site_is_ready() -> None:
    assert Client().get("/readyz").status_code == 200


def test_a_record_whose_head_does_not_hold_is_not_ready(world: World) -> None:
    RecordHead.objects.update(sequence=3)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert b"the head of the record does not hold" in answer.content


def test_a_database_that_does_not_answer_is_not_ready(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(health, "head_holds", broken)
    assert Client().get("/readyz").status_code == 503
    assert "the database does not answer" in caplog.text
