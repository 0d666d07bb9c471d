"""The meter counts honestly, forgives what is broken, and trusts no cookie it did not sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statim.reader import metering
from statim.reader.metering import Allowance, open_topic

RULE = Allowance(pages=5, days=30)
TODAY = 740_000


def read_all(topics: list[str], cookie: str | None = None, today: int = TODAY) -> list[bool]:
    allowed = []
    for topic in topics:
        opening = open_topic(cookie, topic, today=today, rule=RULE)
        cookie = opening.cookie or cookie
        allowed.append(opening.allowed)
    return allowed


def after(topics: list[str], today: int = TODAY) -> str:
    cookie: str | None = None
    for topic in topics:
        cookie = open_topic(cookie, topic, today=today, rule=RULE).cookie or cookie
    assert cookie
    return cookie


def test_five_different_topics_are_free_and_the_sixth_is_not() -> None:
    assert read_all(["a", "b", "c", "d", "e", "f"]) == [True] * 5 + [False]


def test_reading_again_is_free_even_at_the_limit() -> None:
    cookie = after(["a", "b", "c", "d", "e"])
    opening = open_topic(cookie, "c", today=TODAY, rule=RULE)
    assert opening.allowed
    assert opening.cookie is None


def test_the_number_left_counts_down() -> None:
    cookie, left = None, []
    for topic in "abcde":
        opening = open_topic(cookie, topic, today=TODAY, rule=RULE)
        cookie = opening.cookie
        left.append(opening.left)
    assert left == [4, 3, 2, 1, 0]


def test_a_new_period_begins_after_thirty_days() -> None:
    cookie = after(["a", "b", "c", "d", "e"])
    assert not open_topic(cookie, "f", today=TODAY + 29, rule=RULE).allowed
    assert open_topic(cookie, "f", today=TODAY + 30, rule=RULE).left == 4


@given(st.text(max_size=300))
def test_whatever_stands_in_the_cookie_the_reader_gets_a_page_and_an_honest_count(
    cookie: str,
) -> None:
    opening = open_topic(cookie, "a", today=TODAY, rule=RULE)
    assert opening.allowed
    assert opening.left == 4


@given(st.integers(min_value=0), st.characters(codec="ascii", categories=("L", "N")))
def test_an_altered_cookie_counts_as_none_and_is_replaced(place: int, letter: str) -> None:
    cookie = after(["a", "b", "c", "d", "e"])
    place %= len(cookie)
    altered = cookie[:place] + letter + cookie[place + 1 :]
    if altered == cookie:
        return
    opening = open_topic(altered, "z", today=TODAY, rule=RULE)
    assert opening.left == 4
    assert opening.cookie


def test_a_cookie_signed_for_another_purpose_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cookie = after(["a", "b"])
    metering._key.cache_clear()
    monkeypatch.setattr(metering, "SALT", "some.other.cookie")
    assert open_topic(cookie, "c", today=TODAY, rule=RULE).left == 4
    metering._key.cache_clear()


def test_a_meter_that_breaks_lets_the_reader_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(metering, "_open", broken)
    assert open_topic("x", "a", today=TODAY, rule=RULE) == metering.UNMETERED


def test_without_a_rule_nothing_is_counted() -> None:
    assert open_topic(None, "a", today=TODAY, rule=None) == metering.UNMETERED


def test_a_sign_in_only_site_gives_no_free_page() -> None:
    assert not open_topic(None, "a", today=TODAY, rule=Allowance(pages=0, days=1)).allowed


def test_an_hour_of_the_future_does_not_lock_a_reader_out() -> None:
    cookie = after(["a", "b", "c", "d", "e"], today=TODAY + 3)
    assert open_topic(cookie, "f", today=TODAY, rule=RULE).allowed
