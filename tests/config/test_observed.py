"""What operators see from outside: numbers and log lines that name nobody."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client

from statim.config import environment, metrics, request_id
from statim.config.json_lines import JsonLines
from statim.config.observed import Observed
from tests.world import World

TOKEN = "a-word-of-some-length"
GIVEN = "proxy-0123456789"


def lines_of(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in caplog.text.splitlines()]


@pytest.fixture
def in_json(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    before = caplog.handler.formatter
    caplog.handler.setFormatter(JsonLines())
    caplog.set_level(logging.INFO, "statim.answers")
    yield caplog
    caplog.handler.setFormatter(before)


@pytest.fixture
def observing(settings: LazySettings) -> Client:
    """A client of a site that counts and logs."""
    settings.STATIM_METRICS_TOKEN = TOKEN
    settings.STATIM_LOG = "json"
    return Client(raise_request_exception=False)


def numbers(client: Client) -> str:
    return client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()


def test_a_site_that_wants_neither_pays_for_neither() -> None:
    with pytest.raises(MiddlewareNotUsed):
        Observed(lambda request: HttpResponse())


def test_answers_are_counted_by_pattern_and_nothing_is_named(
    world: World, observing: Client
) -> None:
    for _ in range(3):
        assert observing.get("/topics/ketamine-in-depression/").status_code == 200
    observing.get("/search/?q=mrs+smith")
    said = numbers(observing)
    counted = 'statim_requests_total{method="GET",route="topics/<slug:slug>/",status="200"} 3.0'
    assert counted in said
    assert 'statim_request_seconds_count{route="topics/<slug:slug>/"} 3.0' in said
    assert "statim_database_up 1.0" in said
    assert "statim_editions 9.0" in said
    assert "ketamine" not in said
    assert "smith" not in said


def test_the_numbers_are_shown_to_nobody_without_the_word(
    world: World, observing: Client, settings: LazySettings
) -> None:
    for shown in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer \u00e9"}):
        refused = observing.get("/metrics", headers=shown)
        assert refused.status_code == 401
        assert b"statim_" not in refused.content
    settings.STATIM_METRICS_TOKEN = ""
    assert observing.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_a_database_that_is_gone_is_said(
    observing: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> tuple[int, str]:
        raise metrics.DatabaseError

    monkeypatch.setattr(metrics, "record_mark", gone)
    assert "statim_database_up 0.0" in numbers(observing)


def test_a_short_word_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATIM_METRICS_TOKEN", "short")
    with pytest.raises(ImproperlyConfigured, match="16 characters"):
        environment.secret_word("METRICS_TOKEN")


def test_each_answer_is_a_line_that_names_nobody(
    world: World, observing: Client, in_json: pytest.LogCaptureFixture
) -> None:
    observing.get("/search/?q=mrs+smith", headers={"X-Request-ID": GIVEN})
    observing.get("/topics/mrs-smith/")
    observing.get("/account/confirm/NTc:1abc/")
    found, missing, *_ = [line for line in lines_of(in_json) if line["message"] == "answered"]
    assert found["request"] == GIVEN
    assert (found["route"], found["status"], found["method"]) == ("search/", 200, "GET")
    assert found["ms"] >= 0
    assert (missing["route"], missing["status"]) == ("topics/<slug:slug>/", 404)
    for secret in ("smith", "NTc", "127.0.0.1"):
        assert secret not in in_json.text


def test_a_fault_says_where_and_of_what_class_but_not_its_words(
    observing: Client, in_json: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[int, str]:
        raise KeyError("ada@example.org is there already")

    monkeypatch.setattr("statim.config.health.record_mark", broken)
    answer = observing.get("/readyz", headers={"X-Request-ID": GIVEN})
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] == GIVEN
    fault = next(line for line in lines_of(in_json) if line.get("error"))
    assert (fault["error"], fault["request"]) == ("KeyError", GIVEN)
    assert "broken" in fault["trace"][-1]
    assert "ada@" not in in_json.text


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f g h", 'quote"quote"'])
def test_a_name_that_is_not_well_formed_is_not_believed(given: str) -> None:
    request_id.begin(given)
    try:
        assert request_id.current() not in {"", given}
        assert request_id.current() == request_id.current()
    finally:
        request_id.end()
    assert request_id.current() == ""


def test_a_line_outside_of_a_request_is_a_line_too() -> None:
    record = logging.LogRecord("statim", logging.WARNING, "", 0, "%s of %d\n", ("one", 2), None)
    assert json.loads(JsonLines().format(record))["message"] == "one of 2\n"
    try:
        raise ValueError("secret")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "secret" not in line


def test_an_answer_that_is_no_refusal_carries_no_name(world: World, observing: Client) -> None:
    answer = observing.get("/", headers={"X-Request-ID": GIVEN})
    assert request_id.HEADER not in answer.headers
