"""“I need this now”: a stated reason opens this topic at once, this one only, and tells nobody."""

from __future__ import annotations

import logging
import re
import time

import pytest
from django.core import signing
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from statim.audit.models import Entry
from statim.publisher.queries import house
from statim.reader import metering, urgency
from statim.reader.views import urgent
from statim.usage.models import DailyCount
from tests.world import World

KETAMINE = "/topics/ketamine-in-depression/"
ADVERSE = "/topics/adverse-effects/"
MODE = "/topics/mode-of-action/"
WHOLE = b"<article"


@pytest.fixture
def stopped(world: World, settings: Settings) -> Client:
    """A reader whose one free page is read."""
    settings.STATIM_FREE_PAGES = 1
    reader = Client(enforce_csrf_checks=True)
    assert reader.get(KETAMINE).status_code == 200
    return reader


def ask(reader: Client, address: str = ADVERSE, **said: str) -> tuple[int, str]:
    """Open the 403 page and send its form as a browser would: (status, where it leads)."""
    page = reader.get(address)
    assert page.status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token
    action = address.partition("?")[0].partition("editions/")[0] + "now/"
    fields = {"csrfmiddlewaretoken": token[1], "next": address, "reason": "with-a-patient", **said}
    answer = reader.post(action, fields)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_stated_reason_opens_the_topic_at_once(stopped: Client) -> None:
    assert ask(stopped) == (302, ADVERSE)
    page = stopped.get(ADVERSE)
    assert page.status_code == 200
    assert WHOLE in page.content
    assert b'data-meter-left="0"' in page.content
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_reading_it_again_within_the_hour_is_free_and_then_it_closes(
    stopped: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(stopped)
    begun = time.time()
    for minutes, status in ((1, 200), (59, 200), (61, 403)):
        monkeypatch.setattr(signing.time, "time", lambda at=begun + minutes * 60: at)
        assert stopped.get(ADVERSE).status_code == status, minutes
    assert DailyCount.objects.get().count == 1


def test_the_other_addresses_of_the_topic_open_too(stopped: Client) -> None:
    assert ask(stopped, f"{ADVERSE}editions/1/") == (302, f"{ADVERSE}editions/1/")
    for rest in ("", "?as_of=2025-02-02", "editions/1/", "editions/2/changes/"):
        assert stopped.get(ADVERSE + rest).status_code == 200, rest


def test_it_opens_no_other_topic(stopped: Client) -> None:
    ask(stopped)
    assert stopped.get(MODE).status_code == 403
    value = stopped.cookies[urgency.COOKIE].value
    other = Client()
    other.cookies[metering_cookie()] = stopped.cookies[metering_cookie()].value
    other.cookies[urgency.COOKIE] = value  # carried by hand to where its path does not lead
    assert other.get(ADVERSE).status_code == 200
    assert other.get(MODE).status_code == 403


def metering_cookie() -> str:
    from statim.reader.views.topic import METER_COOKIE

    return METER_COOKIE


def test_the_cookie_goes_to_this_topic_only_and_no_script_reads_it(stopped: Client) -> None:
    ask(stopped)
    cookie = stopped.cookies[urgency.COOKIE]
    assert cookie["path"] == ADVERSE
    assert cookie["max-age"] == 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("value", ["", "x", "t-adverse", "t-adverse:1:2", "\x00", "0" * 4096])
def test_a_forged_grant_opens_nothing(stopped: Client, value: str) -> None:
    stopped.cookies[urgency.COOKIE] = value
    assert stopped.get(ADVERSE).status_code == 403


def test_neither_another_signature_of_the_site_nor_another_sites_is_a_grant(
    stopped: Client,
) -> None:
    for signer in (
        signing.TimestampSigner(salt="statim.reader.audience.cookie"),
        signing.TimestampSigner(salt="statim.reader.urgency.cookie", key="another site's secret"),
    ):
        stopped.cookies[urgency.COOKIE] = signer.sign("t-adverse")
        assert stopped.get(ADVERSE).status_code == 403


def test_it_counts_day_topic_and_reason_and_keeps_nothing_else(
    stopped: Client, caplog: pytest.LogCaptureFixture
) -> None:
    entries = Entry.objects.count()
    with caplog.at_level(logging.DEBUG):
        ask(stopped, reason="other", words="Mrs Jones, born 1 May 1950, is short of breath")
    row = DailyCount.objects.get()
    assert (row.what, row.kind, row.topic, row.count) == (urgency.EVENT, "other", "t-adverse", 1)
    assert Entry.objects.count() == entries
    assert "Jones" not in caplog.text
    assert all("Jones" not in str(cookie) for cookie in stopped.cookies.values())


def test_without_a_reason_that_is_offered_it_is_asked_again(stopped: Client) -> None:
    page = stopped.get(ADVERSE)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token
    for reason in ("", "because", "\x00"):
        answer = stopped.post(f"{ADVERSE}now/", {"csrfmiddlewaretoken": token[1], "reason": reason})
        assert answer.status_code == 403
        assert "Choose one of the reasons" in answer.content.decode()
        assert f'name="next" value="{ADVERSE}"' in answer.content.decode()
        assert WHOLE not in answer.content
    assert not DailyCount.objects.exists()


def test_a_form_of_another_site_opens_and_counts_nothing(stopped: Client) -> None:
    stopped.get(ADVERSE)
    said = {"reason": "emergency"}
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert stopped.post(f"{ADVERSE}now/", said, headers=headers).status_code == 403
        bare = Client(enforce_csrf_checks=True)
        assert bare.post(f"{ADVERSE}now/", said, headers=headers).status_code == 403
    assert not DailyCount.objects.exists()


def test_with_cookies_off_the_answer_is_the_page_itself(world: World, settings: Settings) -> None:
    settings.STATIM_FREE_PAGES = 0
    reader = Client(enforce_csrf_checks=True)
    assert reader.get(ADVERSE).status_code == 403
    reader.cookies.clear()
    answer = reader.post(
        f"{ADVERSE}now/", {"reason": "emergency"}, headers={"Origin": "http://testserver"}
    )
    assert answer.status_code == 200
    assert WHOLE in answer.content
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers
    assert urgency.COOKIE not in answer.cookies
    assert DailyCount.objects.get().kind == "emergency"


@pytest.mark.parametrize("error", [DatabaseError("disk full"), DatabaseError("read-only")])
def test_a_database_that_cannot_write_does_not_keep_the_reader_from_the_page(
    stopped: Client, monkeypatch: pytest.MonkeyPatch, error: DatabaseError
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(urgent, "count", broken)
    assert ask(stopped) == (302, ADVERSE)
    assert stopped.get(ADVERSE).status_code == 200


@pytest.mark.parametrize(
    "place",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", KETAMINE,
     "/account/", f"{ADVERSE}now/", "", f"{ADVERSE}\\evil", "/topics/adverse-effects.json"],
)  # fmt: skip
def test_it_leads_to_this_topic_and_nowhere_else(stopped: Client, place: str) -> None:
    assert ask(stopped, next=place) == (302, ADVERSE)


def test_who_may_read_anyhow_is_led_on_and_not_counted(world: World, settings: Settings) -> None:
    settings.STATIM_FREE_PAGES = 1
    newcomer, member = Client(), Client()
    member.force_login(world.reader)
    for reader in (newcomer, member):
        answer = reader.post(f"{ADVERSE}now/", {"reason": "emergency"})
        assert (answer.status_code, answer.headers["Location"]) == (302, ADVERSE)
        assert urgency.COOKIE not in answer.cookies
    assert not DailyCount.objects.exists()


def test_a_topic_that_is_gone_moved_or_unknown_is_not_opened(stopped: Client) -> None:
    for slug, status in (
        ("ketamine-and-ect", 410), ("ketamine-side-effects", 301), ("never-was", 404),
    ):  # fmt: skip
        reader = Client()
        answer = reader.post(f"/topics/{slug}/now/", {"reason": "emergency"})
        assert answer.status_code == status
    assert stopped.get(f"{ADVERSE}now/").headers["Location"] == ADVERSE


def test_a_site_for_accounts_only_offers_no_way_past_the_account(
    world: World, settings: Settings
) -> None:
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "audience": "signin"}
    house.cache_clear()
    try:
        assert metering.allowance() == metering.Allowance(pages=0, days=1)
        reader = Client()
        assert b"I need this now" not in reader.get(ADVERSE).content
        assert reader.post(f"{ADVERSE}now/", {"reason": "emergency"}).status_code == 403
        reader.cookies[urgency.COOKIE] = urgency.grant("t-adverse")
        assert reader.get(ADVERSE).status_code == 403
    finally:
        house.cache_clear()
