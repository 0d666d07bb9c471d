"""The audit tests of COUNTER 5.1, appendix E, through the site's own pages."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from statim.audit.actor import OPERATOR
from statim.editions.queries import current
from statim.usage import noting, tallying
from statim.usage.clicks import WITHIN
from statim.usage.institutions import add_institution
from statim.usage.models import ClickMark, DailyCount, MonthCount
from tests.usage.counting import BROWSER, NOON, WARD, Clock, browser, daily, monthly
from tests.world import World

pytestmark = pytest.mark.django_db
TOPICS = ("ketamine-in-depression", "mode-of-action", "adverse-effects")


@pytest.fixture(autouse=True)
def hospital(world: World, clock: Clock, settings: Any) -> None:
    """An institution with a network; nothing is metered."""
    settings.STATIM_FREE_PAGES = None
    add_institution(name="A hospital", customer_id="ward", networks=["192.0.2.0/24"], by=OPERATOR)


def readers(count: int) -> list[Client]:
    """Visitors of the hospital, told apart by their addresses."""
    return [browser(f"192.0.2.{n + 1}") for n in range(count)]


def test_fifteen_double_clicks_inside_and_outside_thirty_seconds(clock: Clock) -> None:
    for n, reader in enumerate(readers(30)):
        clock.now = NOON + n
        reader.get(f"/topics/{TOPICS[n % 3]}/")
        clock.now += WITHIN - 1 if n < 15 else WITHIN + 1
        reader.get(f"/topics/{TOPICS[n % 3]}/")
    assert monthly() == {
        "Total_Item_Requests": 45, "Total_Item_Investigations": 45,
        "Unique_Item_Requests": 30, "Unique_Item_Investigations": 30,
    }  # fmt: skip


def test_clicks_in_a_row_are_one_however_many_as_long_as_none_is_late(clock: Clock) -> None:
    reader = browser()
    for seconds in (0, 25, 50, 75, 120):
        clock.now = NOON + seconds
        reader.get("/topics/mode-of-action/")
    assert monthly()["Total_Item_Requests"] == 2


def test_fifty_refusals_are_fifty(clock: Clock, settings: Any) -> None:
    settings.STATIM_FREE_PAGES = 0
    reader = browser()
    for n in range(50):
        clock.now = NOON + n * (WITHIN + 1)
        assert reader.get("/topics/mode-of-action/").status_code == 403
    assert monthly() == {"No_License": 50}
    assert [(row.what, row.count) for row in DailyCount.objects.all()] == [("refusal", 50)]


def test_a_hundred_searches_are_a_hundred(clock: Clock) -> None:
    reader = browser()
    for _ in range(100):  # all in one second, and all the same: searches know no double click
        reader.get("/search/?q=ketamine")
    reader.get("/search/?q=")
    reader.get("/search/suggest?q=ket")
    assert monthly() == {"Searches": 100}


def test_a_hundred_items_are_a_hundred_of_each(clock: Clock) -> None:
    for n, reader in enumerate(readers(100)):
        clock.now = NOON + n
        reader.get("/topics/mode-of-action/")
    assert set(monthly().values()) == {100}
    assert len(monthly()) == 4


def test_an_item_is_unique_for_an_hour_of_the_day(clock: Clock) -> None:
    reader = browser()
    for minutes in (0, 10, 40, 61):
        clock.now = NOON + minutes * 60
        reader.get("/topics/mode-of-action/")
    assert monthly()["Unique_Item_Requests"] == 2
    assert monthly()["Total_Item_Requests"] == 4


def test_a_double_click_over_the_hour_is_one_of_all(clock: Clock) -> None:
    reader = browser()
    for seconds in (-10, 10):
        clock.now = NOON + seconds
        reader.get("/topics/mode-of-action/")
    assert set(monthly().values()) == {1}


def test_looking_at_the_history_is_no_request(clock: Clock) -> None:
    reader = browser()
    reader.get("/topics/mode-of-action/editions/")
    reader.get("/topics/mode-of-action/editions/1/changes/")
    assert monthly() == {"Total_Item_Investigations": 2, "Unique_Item_Investigations": 1}
    reader.get("/topics/mode-of-action/")
    assert monthly()["Unique_Item_Investigations"] == 1
    assert monthly()["Total_Item_Requests"] == 1


def test_robots_programs_heads_and_fetching_ahead_are_not_counted(clock: Clock) -> None:
    for agent in ("Googlebot/2.1", "curl/8.5.0", "python-requests/2.32", ""):
        browser(agent=agent).get("/topics/mode-of-action/")
        browser(agent=agent).get("/search/?q=ketamine")
    browser().head("/topics/mode-of-action/")
    browser().get("/topics/mode-of-action/", headers={"Sec-Purpose": "prefetch"})
    assert daily() == {}


def test_a_page_that_the_browser_has_already_is_counted_too(clock: Clock) -> None:
    reader = browser()
    first = reader.get("/topics/mode-of-action/")
    clock.now += 60
    again = reader.get("/topics/mode-of-action/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert monthly()["Total_Item_Requests"] == 2


def test_a_member_is_known_by_the_address_they_sign_in_with(world: World, clock: Clock) -> None:
    add_institution(name="Elsewhere", customer_id="b", domains=["example.org"], by=OPERATOR)
    reader = browser("198.51.100.9")
    reader.force_login(world.reader)
    reader.get("/topics/mode-of-action/")
    browser("198.51.100.9").get("/topics/mode-of-action/")
    noting.count_now()
    assert {row.institution.name for row in MonthCount.objects.all()} == {"Elsewhere"}
    assert set(monthly().values()) == {1}
    assert daily() == {("reading", world_topic()): 2}


def world_topic() -> str:
    """The id of the topic that these tests read."""
    found = current("mode-of-action")
    assert found
    return found.topic


def test_marks_stand_only_for_the_hour_and_no_table_holds_a_reader(
    world: World, clock: Clock
) -> None:
    reader = browser()
    reader.force_login(world.reader)
    reader.get("/topics/mode-of-action/")
    browser().get("/topics/adverse-effects/")
    noting.count_now()
    marks = set(ClickMark.objects.values_list("mark", flat=True))
    assert len(marks) == 4
    said = [f"{WARD}|{BROWSER}", f"#{world.reader.pk}", WARD, str(world.reader.pk)]
    assert not marks & {sha256(each.encode()).hexdigest()[:32] for each in said}
    tallying.forget(NOON + 3599)
    assert ClickMark.objects.count() == 4
    tallying.forget(NOON + 3600 + 61)
    assert not ClickMark.objects.exists()


def test_without_the_key_the_same_reader_leaves_other_marks(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser().get("/topics/mode-of-action/")
    noting.count_now()
    before = set(ClickMark.objects.values_list("mark", flat=True))
    monkeypatch.setenv(tallying.KEY, "ab" * 32)
    browser().get("/topics/mode-of-action/")
    noting.count_now()
    assert ClickMark.objects.count() == 2 * len(before) == 4


def test_what_cannot_be_written_now_is_counted_later(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser().get("/topics/mode-of-action/")
    with monkeypatch.context() as broken:
        broken.setattr(tallying, "_add", _refuse)
        with pytest.raises(OperationalError):
            noting.count_now()
    assert not ClickMark.objects.exists()
    assert monthly()["Total_Item_Requests"] == 1


def _refuse(found: object) -> None:
    raise OperationalError("database is locked")


def test_a_day_ends_at_midnight_utc(clock: Clock) -> None:
    for hour in (23, 24):
        clock.now = datetime(2026, 10, 31, 0, 30, tzinfo=UTC).timestamp() + hour * 3600
        browser().get("/topics/mode-of-action/")
    noting.count_now()
    assert sorted(row.month.isoformat() for row in MonthCount.objects.all()) == (
        ["2026-10-01"] * 4 + ["2026-11-01"] * 4
    )
