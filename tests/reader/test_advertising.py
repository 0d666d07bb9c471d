"""The fire wall: advertising changes no byte of what is said, sees no page and no reader, and
costs a page nothing when it is down or slow."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from django.test import Client

from statim.audit.actor import OPERATOR
from statim.editions.queries import topic_at
from statim.publisher.actions import keep_advertising_off
from statim.reader import advertising
from statim.sponsors import queries
from tests.sponsors.bookings import booked
from tests.world import World

pytestmark = pytest.mark.django_db

TOPIC = "/topics/mode-of-action/"
SPACE = re.compile(
    r'<link rel="stylesheet" href="[^"]*sponsors[^"]*">\s*<aside class="sponsor".*?</aside>\s*'
    r'<script type="module" src="[^"]*placing[^"]*"></script>\n?',
    re.S,
)
OTHER_FORMS = (
    "/topics/mode-of-action.json", "/changes/feed/", "/sitemap.xml", "/search/?q=ketamine",
    "/topics/mode-of-action/editions/", "/topics/mode-of-action/editions/1/", "/changes/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def asked_in_place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Advertising is asked at every page and in this thread, whose rows a test sees."""
    settings.STATIM_ADVERTISING = True

    def ask() -> None:
        advertising._asking.release()
        advertising.learn()

    monkeypatch.setattr(advertising, "_ask", ask)
    monkeypatch.setattr(advertising, "EVERY", 0.0)
    monkeypatch.setattr(advertising.board, "known", advertising.Known())
    yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", [TOPIC, "/", "/browse/", *OTHER_FORMS])
def test_what_is_said_is_the_same_to_the_byte_with_and_without(
    world: World, settings: Any, address: str
) -> None:
    without = page(Client(), address)
    for slot in ("topic", "home", "browse"):
        booked(slot=slot)
    with_it = page(Client(), address)
    if address in OTHER_FORMS:
        assert with_it == without
        return
    assert "data-sponsor" in with_it
    assert SPACE.sub("", with_it) == without
    assert with_it.index("data-sponsor") > with_it.index("</main>")
    settings.STATIM_ADVERTISING = False
    assert page(Client(), address) == without


def test_a_signed_in_reader_gets_the_same_space(world: World, client: Client) -> None:
    client.force_login(world.reader)
    without = page(client, TOPIC)
    booked()
    with_it = page(client, TOPIC)
    assert "data-sponsor" in with_it
    assert _article(with_it) == _article(without)


def _article(html: str) -> str:
    """The article without the form's secret, which is another at every opening."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html[: html.index("</main>")])


def test_the_etag_tells_the_two_apart(world: World) -> None:
    without = Client().get(TOPIC)["ETag"]
    booked()
    with_it = Client().get(TOPIC)["ETag"]
    assert without != with_it
    assert Client().get(TOPIC, HTTP_IF_NONE_MATCH=without).status_code == 200
    assert Client().get(TOPIC, HTTP_IF_NONE_MATCH=with_it).status_code == 304


def test_no_emergency_page_carries_one() -> None:
    booked()
    assert advertising.has_space("topic", topic="t")
    assert not advertising.has_space("topic", topic="t", emergency=True)


def test_a_page_that_an_editor_exempts_carries_none(world: World) -> None:
    booked()
    assert "data-sponsor" in page(Client(), TOPIC)
    keep_advertising_off(topic_at("mode-of-action"), off=True, by=OPERATOR)
    assert "data-sponsor" not in page(Client(), TOPIC)
    assert "data-sponsor" in page(Client(), "/topics/ketamine-in-depression/")
    keep_advertising_off(topic_at("mode-of-action"), off=False, by=OPERATOR)
    assert "data-sponsor" in page(Client(), TOPIC)


def test_advertising_that_fails_costs_a_page_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = page(Client(), TOPIC)
    booked()

    def broken(day: date) -> frozenset[str]:
        raise RuntimeError("the advertisements are gone")

    monkeypatch.setattr(advertising, "booked", broken)
    assert page(Client(), TOPIC) == without


def test_a_page_does_not_wait_for_advertising_that_hangs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = page(Client(), TOPIC)
    begun: list[float] = []
    monkeypatch.undo()
    monkeypatch.setattr(advertising.board, "known", advertising.Known())

    def hanging() -> None:
        begun.append(time.monotonic())
        time.sleep(2)

    monkeypatch.setattr(advertising, "learn", hanging)
    assert page(Client(), TOPIC) == without
    assert begun and time.monotonic() - begun[0] < 2, "the page came while advertising hung"
    while advertising._asking.locked():
        time.sleep(0.02)


def test_what_is_asked_of_advertising_is_a_day_and_a_slot(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At run time too: every value that reaches the room from a page is a day or nothing."""
    booked()
    seen: list[tuple[object, ...]] = []

    def spying(*values: object) -> frozenset[str]:
        seen.append(values)
        return queries.booked(cast("date", values[0]))

    monkeypatch.setattr(advertising, "booked", spying)
    page(Client(), TOPIC)
    page(Client(), "/browse/psychiatry/")
    assert seen
    assert all(len(values) == 1 and type(values[0]) is date for values in seen)


def test_the_browser_tells_it_neither_the_page_nor_the_reader() -> None:
    script = Path(advertising.__file__).parents[1] / "sponsors/static/sponsors/placing.js"
    text = script.read_text("utf-8")
    assert 'credentials: "omit"' in text
    assert 'referrerPolicy: "no-referrer"' in text
    for word in ("location", "document.title", "cookie:", "localStorage", "document.cookie"):
        assert word not in text


def test_the_ledger_tells_every_booking_or_that_there_is_none() -> None:
    assert "There is no advertising on this site." in page(Client(), "/about/advertising/")
    booked()
    booked(slot="home", sponsor="Somebody Else", begins=30)
    html = page(Client(), "/about/advertising/")
    assert "There is no advertising" not in html
    assert html.index("Somebody Else") < html.index("Example Conferences")
    assert "a conference in May" in html
