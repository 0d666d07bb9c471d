"""Searches that found nothing: counted, and no word kept that may be a person's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from statim.usage import searches
from statim.usage.models import DailyCount, SearchKey, SearchMark, UnansweredSearch
from statim.usage.queries import Unanswered, unanswered
from statim.usage.searches import nothing_found, word_to_keep
from tests.site import Site
from tests.usage.counting import BROWSER
from tests.world import World

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)


def on(day: date, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search on that day that found nothing."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    monkeypatch.setattr(searches, "datetime", Clock)
    nothing_found(query)


def test_a_word_is_kept_once_it_was_searched_for_on_three_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for n in (0, 0, 0, 1):
        on(MONDAY + timedelta(days=n), "Tirzepatide ", monkeypatch)
    assert unanswered(since=MONDAY) == []
    on(MONDAY + timedelta(days=2), "tirzepatide", monkeypatch)
    on(MONDAY + timedelta(days=2), "tirzepatide", monkeypatch)
    on(MONDAY + timedelta(days=9), "tirzepatide", monkeypatch)
    last = MONDAY + timedelta(days=9)
    assert unanswered(since=MONDAY) == [Unanswered("tirzepatide", 4, last)]
    assert unanswered(since=last + timedelta(days=1)) == []


def test_until_then_no_table_holds_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(2):
        on(MONDAY + timedelta(days=n), "thornbury", monkeypatch)
    kept = [*SearchMark.objects.values(), *SearchKey.objects.values(),
            *DailyCount.objects.values(), *UnansweredSearch.objects.values()]  # fmt: skip
    assert SearchMark.objects.count() == 2
    assert "thornbury" not in repr(kept)


@pytest.mark.parametrize(
    "query",
    ["margaret thornbury", "Mrs Thornbury", "9434765919", "943-476-5919", "a@example.org",
     "01.05.1950", "ab", "", "?", "x" * 41, "A123456", "smith,john", "smith\njohn", "o'neill"],
)  # fmt: skip
def test_what_may_name_a_person_is_counted_and_never_kept(
    query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        on(MONDAY + timedelta(days=n), query, monkeypatch)
    assert DailyCount.objects.get(what="search", kind="nothing found").count == 5
    assert not SearchMark.objects.exists()
    assert not UnansweredSearch.objects.exists()


def test_single_words_of_medicine_may_be_kept() -> None:
    for word in ("tirzepatide", "B12", "beta-blocker", "Ménière", "sars-cov-2", "漢方薬"):
        assert word_to_keep(word) == word.casefold()


def test_the_key_goes_after_thirty_days_with_every_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    on(MONDAY, "thornbury", monkeypatch)
    on(MONDAY + timedelta(days=1), "thornbury", monkeypatch)
    before = SearchKey.objects.get().key
    UnansweredSearch.objects.create(word="old", days=3, last=MONDAY - timedelta(days=400))
    on(MONDAY + timedelta(days=31), "thornbury", monkeypatch)
    assert SearchKey.objects.get().key != before
    assert SearchMark.objects.count() == 1
    assert not UnansweredSearch.objects.exists()


# what the site counts


def counted() -> int:
    """How many searches without a result were counted."""
    return sum(DailyCount.objects.filter(what="search").values_list("count", flat=True))


def test_only_a_search_of_the_whole_site_that_found_nothing_counts(
    client: Client, world: World, own_index: object
) -> None:
    from statim.search import follower

    follower.catch_up()
    client.defaults["HTTP_USER_AGENT"] = BROWSER
    for address in (
        "/search/?q=ketamine",
        "/search/?q=zzzqx&specialty=psychiatry",
        "/search/?q=title:zzzqx",
        "/search/suggest?q=zzzqx",
        "/search/",
        "/search/?q=%20",
    ):
        client.get(address)
    client.head("/search/?q=zzzqx")
    assert counted() == 0
    client.get("/search/?q=zzzqx")
    client.get("/search/?q=zzzqx", headers={"accept": "application/json"})
    client.get("/search/?q=zzzqx", headers={"user-agent": "Googlebot/2.1"})
    assert counted() == 2


def test_a_busy_database_costs_the_count_and_not_the_answer(
    client: Client, world: World, own_index: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from statim.reader.views import search
    from statim.search import follower

    def busy(query: str) -> None:
        raise OperationalError("database is locked")

    follower.catch_up()
    monkeypatch.setattr(search, "nothing_found", busy)
    assert client.get("/search/?q=zzzqx").status_code == 200


KEPT = """
from statim.cli.ready import prepare_database
prepare_database()
from datetime import UTC, datetime, timedelta
from statim.usage.models import UnansweredSearch
from statim.usage.searches import nothing_found
nothing_found("some patient's name")
UnansweredSearch.objects.create(word="tirzepatide", days=4, last=datetime.now(UTC).date())
"""


def test_the_command_says_what_was_not_found(site: Site) -> None:
    assert site.python("-c", KEPT).returncode == 0
    done = site.statim("usage", "searches")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:3] == ["4", "days", "tirzepatide"]
    assert "1 searches found nothing in 30 days" in done.stderr
    assert '"nothing_found": 1' in site.statim("usage", "searches", "--json").stdout
