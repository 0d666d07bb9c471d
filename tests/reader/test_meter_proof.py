"""No way round the meter by honest cookies, no double counting, no trust in forged ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.crypto import get_random_string
from pytest_django import Settings

from statim.editions import queries
from statim.editions.document import statements_of
from statim.reader import metering
from statim.reader.metering import Allowance, open_topic
from statim.reader.views import topic as views
from statim.reader.views.topic import METER_COOKIE
from tests.world import World

KETAMINE = "/topics/ketamine-in-depression/"
ADVERSE = "/topics/adverse-effects/"
MODE = "/topics/mode-of-action/"
SITE = "/topics/reading-this-site/"
REPEATED = "/topics/repeated-ketamine/"
TODAY = 740_000
RULE = Allowance(pages=5, days=30)
WAYS = (
    "/topics/{}/",
    "/topics/{}/?as_of=2025-06-30",
    "/topics/{}/editions/1/",
    "/topics/{}/editions/1/changes/",
    "/topics/{}.json",
)


def cookie_after(*topics: str, rule: Allowance = RULE, today: int = TODAY) -> str:
    cookie: str | None = None
    for topic in topics:
        cookie = open_topic(cookie, topic, today=today, rule=rule).cookie or cookie
    assert cookie
    return cookie


@pytest.fixture
def stopped(world: World, settings: Settings) -> Client:
    """A reader whose one free page, on ketamine in depression, is read."""
    settings.STATIM_FREE_PAGES = 1
    reader = Client()
    assert reader.get(KETAMINE).status_code == 200
    return reader


# what is behind the meter stays there


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_every_address_of_an_unread_topic_is_refused(
    stopped: Client, way: str, method: str
) -> None:
    answer = getattr(stopped, method)(way.format("adverse-effects"))
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert METER_COOKIE not in answer.cookies
    assert b"topic-body" not in answer.content


@pytest.mark.parametrize("way", WAYS)
def test_an_etag_got_elsewhere_opens_nothing(stopped: Client, way: str) -> None:
    address = way.format("adverse-effects")
    etag = Client().get(address).headers["ETag"]
    for said in (etag, "*", f'{etag}, "x"'):
        assert stopped.get(address, headers={"If-None-Match": said}).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/search/?q=ketamine", "/search/suggest?q=ketamine", "/changes/feed/", "/changes/", "/",
     "/browse/psychiatry/mood-disorders/", "/sitemap.xml", f"{ADVERSE}editions/"],
)  # fmt: skip
def test_lists_hold_no_statement(world: World, client: Client, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html,application/json;q=0.9"})
    assert answer.status_code == 200
    for published in queries.online_editions():
        for statement in statements_of(published.document):
            assert statement.text not in answer.content.decode(), address
    assert METER_COOKIE not in answer.cookies


def test_the_refusal_shows_the_first_statements_and_no_other(
    world: World, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = 0
    said = Client().get(KETAMINE).content.decode()
    texts = [s.text for s in statements_of(queries.latest("ketamine-in-depression").document)]
    assert len(texts) > 3
    assert all(text in said for text in texts[:3])
    assert not any(text in said for text in texts[3:])


@pytest.mark.parametrize(
    "headers",
    [{"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, {"X-Forwarded-For": "66.249.66.1"},
     {"Authorization": "Basic YTph"}, {"Referer": "https://www.google.com/"},
     {"X-Original-URL": "/"}, {"X-HTTP-Method-Override": "HEAD"}, {"Range": "bytes=0-99"}],
    ids=lambda headers: next(iter(headers)),
)  # fmt: skip
def test_no_header_opens_what_is_refused(stopped: Client, headers: dict[str, str]) -> None:
    assert stopped.get(ADVERSE, headers=headers).status_code == 403


# nothing is counted twice


def test_all_ways_of_reading_one_topic_count_once(world: World, client: Client) -> None:
    for way in WAYS:
        for ask in (client.get, client.head, client.get):
            assert ask(way.format("adverse-effects")).status_code == 200, way
    assert b'data-meter-left="4"' in client.get(ADVERSE).content


def test_head_counts_as_get_does_and_says_the_same(world: World) -> None:
    looked, read = Client(), Client()
    head, get = looked.head(ADVERSE), read.get(ADVERSE)
    assert head.content == b""
    assert looked.cookies[METER_COOKIE].value == read.cookies[METER_COOKIE].value
    for name in ("ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == get.headers[name]


def test_a_first_304_counts_and_a_later_one_does_not(world: World) -> None:
    etag = Client().get(ADVERSE).headers["ETag"]
    reader = Client()
    first = reader.get(ADVERSE, headers={"If-None-Match": etag})
    assert first.status_code == 304
    assert first.cookies[METER_COOKIE].value
    second = reader.get(ADVERSE, headers={"If-None-Match": etag})
    assert second.status_code == 304
    assert METER_COOKIE not in second.cookies
    assert b'data-meter-left="3"' in reader.get(KETAMINE).content


@pytest.mark.parametrize(
    ("address", "status"),
    [("/topics/ketamine-and-ect/", 410), ("/topics/ketamine-side-effects/", 301),
     ("/topics/never-was/", 404), (f"{KETAMINE}editions/9/", 404)],
)  # fmt: skip
def test_what_is_not_shown_is_not_counted(
    world: World, client: Client, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert METER_COOKIE not in answer.cookies


# cookies that are not honest, and hours that are not right


def cut(cookie: str) -> str:
    return cookie[: len(cookie) // 2]


BAD: dict[str, Callable[[str], str]] = {
    "forged": lambda cookie: "1.740000.AAAAAA.BBBBBBBBBBBBBBBBBBBBBB",
    "altered": lambda cookie: cookie.replace("1.", "2.", 1),
    "days altered": lambda cookie: re.sub(r"\.(\d+)\.", ".999999.", cookie, count=1),
    "truncated": cut,
    "no signature": lambda cookie: cookie.rpartition(".")[0],
    "4 kB": lambda cookie: cookie + "A" * 4096,
    "a NUL": lambda cookie: cookie[:9] + "\x00" + cookie[9:],
    "a NUL at the end": lambda cookie: cookie + "\x00",
    "twice in one": lambda cookie: f"{cookie}.{cookie}",
    "other letters": lambda cookie: "é" + cookie,
    "empty": lambda cookie: "",
}


@pytest.mark.parametrize("sort", BAD)
def test_a_cookie_that_is_not_honest_counts_as_none_and_is_replaced(
    world: World, settings: Settings, sort: str
) -> None:
    settings.STATIM_FREE_PAGES = 2
    honest = Client()
    honest.get(KETAMINE)
    honest.get(MODE)
    reader = Client()
    reader.cookies[METER_COOKIE] = BAD[sort](honest.cookies[METER_COOKIE].value)
    answer = reader.get(ADVERSE)
    assert answer.status_code == 200
    assert b'data-meter-left="1"' in answer.content
    assert reader.get(KETAMINE).status_code == 200
    assert reader.get(MODE).status_code == 403


def test_a_cookie_of_another_site_counts_as_none(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    metering._key.cache_clear()
    settings.SECRET_KEY = get_random_string(50)
    theirs = cookie_after("a", "b", "c", "d", "e")
    metering._key.cache_clear()
    settings.SECRET_KEY = get_random_string(50)
    ours = open_topic(theirs, "f", today=TODAY, rule=RULE)
    metering._key.cache_clear()
    assert (ours.allowed, ours.left) == (True, 4)


@pytest.mark.parametrize("order", ["honest first", "honest last"])
def test_a_cookie_sent_twice_breaks_nothing(stopped: Client, order: str) -> None:
    honest = stopped.cookies[METER_COOKIE].value
    pair = [f"{METER_COOKIE}={honest}", f"{METER_COOKIE}=x"]
    said = "; ".join(pair if order == "honest first" else reversed(pair))
    answer = Client().get(ADVERSE, headers={"Cookie": said})
    assert answer.status_code == (200 if order == "honest first" else 403)


def test_a_reader_may_carry_an_old_count_back_and_gains_what_a_new_browser_would(
    world: World, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = 2
    reader = Client()
    reader.get(KETAMINE)
    early = reader.cookies[METER_COOKIE].value
    reader.get(MODE)
    reader.cookies[METER_COOKIE] = early
    assert reader.get(ADVERSE).status_code == 200
    assert reader.get(SITE).status_code == 403


@pytest.mark.parametrize("back", [1, 3, 30, 4000])
def test_a_clock_moved_back_locks_nobody_out_and_gives_one_new_period_at_most(back: int) -> None:
    full = cookie_after("a", "b", "c", "d", "e")
    then = TODAY - back
    opening = open_topic(full, "f", today=then, rule=RULE)
    assert (opening.allowed, opening.left) == (True, 4)
    cookie = opening.cookie
    for topic in "ghij":
        opening = open_topic(cookie, topic, today=then, rule=RULE)
        cookie = opening.cookie or cookie
    assert not open_topic(cookie, "k", today=then, rule=RULE).allowed


def test_the_period_is_counted_on_the_servers_own_day(
    stopped: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    class Later(date):
        ahead = 0

        @classmethod
        def today(cls) -> date:
            return date(*date.today().timetuple()[:3]) + timedelta(days=cls.ahead)

    monkeypatch.setattr(views, "date", Later)
    for ahead, status in ((settings.STATIM_FREE_DAYS - 1, 403), (settings.STATIM_FREE_DAYS, 200)):
        Later.ahead = ahead
        assert stopped.get(ADVERSE).status_code == status


# the site changes its mind


def test_a_lowered_limit_closes_new_topics_and_keeps_open_what_was_read() -> None:
    cookie = cookie_after("a", "b", "c", "d", "e")
    fewer = Allowance(pages=3, days=30)
    for topic in "abcde":
        opening = open_topic(cookie, topic, today=TODAY, rule=fewer)
        assert (opening.allowed, opening.left, opening.cookie) == (True, 0, None)
    assert not open_topic(cookie, "f", today=TODAY, rule=fewer).allowed


def test_a_raised_limit_opens_the_difference() -> None:
    cookie: str | None = cookie_after("a", "b", "c", "d", "e")
    left = []
    for topic in "fghij":
        opening = open_topic(cookie, topic, today=TODAY, rule=Allowance(pages=8, days=30))
        cookie = opening.cookie or cookie
        left.append(opening.left if opening.allowed else None)
    assert left == [2, 1, 0, None, None]


def test_a_limit_that_falls_away_and_comes_back_counts_on(
    stopped: Client, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = None
    assert stopped.get(ADVERSE).status_code == 200
    settings.STATIM_FREE_PAGES = 1
    assert stopped.get(ADVERSE).status_code == 403
    assert stopped.get(KETAMINE).status_code == 200


def test_a_shorter_period_ends_sooner() -> None:
    cookie = cookie_after("a", "b", "c", "d", "e")
    assert open_topic(cookie, "f", today=TODAY + 8, rule=Allowance(pages=5, days=7)).left == 4


# crawlers


def test_a_crawler_without_cookies_always_gets_the_page_and_the_paywall_declaration(
    world: World, settings: Settings
) -> None:
    settings.STATIM_FREE_PAGES = 1
    for address in (KETAMINE, ADVERSE, MODE, SITE, REPEATED) * 2:
        answer = Client().get(address)
        assert answer.status_code == 200
        assert "X-Robots-Tag" not in answer.headers
        head = answer.content.decode().partition("</head>")[0]
        assert "noindex" not in head
        script = re.search(r'<script type="application/ld\+json">(.+?)</script>', head)
        assert script
        page = json.loads(script[1])
        assert page["isAccessibleForFree"] is False
        assert page["hasPart"]["isAccessibleForFree"] is False
        selector = page["hasPart"]["cssSelector"].removeprefix(".")
        assert f'class="{selector}"' in answer.content.decode()


def test_one_that_keeps_cookies_is_told_not_to_index_the_refusal(stopped: Client) -> None:
    refusal = stopped.get(ADVERSE)
    assert refusal.status_code == 403
    assert '<meta name="robots" content="noindex">' in refusal.content.decode()
    assert 'rel="canonical"' not in refusal.content.decode()
    assert "noindex" not in Client().get(ADVERSE).content.decode()
