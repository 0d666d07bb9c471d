"""Bookmarks: kept from a topic's page, listed, taken along, deleted with the account."""

from __future__ import annotations

import pytest
from django.test import Client

from statim.accounts import own_data
from statim.accounts.cpd import reading
from statim.accounts.cpd.exporting import export
from statim.accounts.models import Bookmark
from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from statim.editions.actions import withdraw
from tests.world import EDITOR, World

PAGE = "/topics/mode-of-action/"


@pytest.fixture
def mine(world: World) -> Client:
    client = Client()
    client.force_login(world.reader)
    return client


def test_a_topic_is_bookmarked_from_its_page_and_listed(mine: Client) -> None:
    assert "Remove bookmark" not in mine.get(PAGE).content.decode()
    answer = mine.post("/account/bookmarks/", {"topic": "t-mode", "keep": "yes", "back": PAGE})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "Remove bookmark" in mine.get(PAGE).content.decode()
    assert f'href="{PAGE}"' in mine.get("/account/bookmarks/").content.decode()
    mine.post("/account/bookmarks/", {"topic": "t-mode", "keep": "no"})
    assert not Bookmark.objects.exists()


def test_what_was_withdrawn_stays_in_the_list_and_says_so(mine: Client, world: World) -> None:
    mine.post("/account/bookmarks/", {"topic": "t-mode"})
    withdraw("mode-of-action", reason="Under revision.", by=EDITOR)
    assert "A topic that is not online now" in mine.get("/account/bookmarks/").content.decode()


def test_a_topic_that_never_was_is_refused_and_nothing_is_kept(mine: Client) -> None:
    assert mine.post("/account/bookmarks/", {"topic": "t-none"}).status_code == 404
    assert not Bookmark.objects.exists()


def test_the_log_does_not_say_what_is_bookmarked(mine: Client, world: World) -> None:
    mine.post("/account/bookmarks/", {"topic": "t-mode"})
    row = Entry.objects.latest("pk")
    assert row.act == "keep a bookmark"
    assert "t-mode" not in str(row.__dict__)


def test_bookmarks_are_taken_along_and_deleted_with_the_account(world: World) -> None:
    reading.keep_bookmark(world.reader.pk, topic="t-mode", by=OPERATOR)
    assert b'"t-mode"' in dict(export(world.reader.pk))["reading.json"]
    own_data.erase(world.reader.pk)
    assert not Bookmark.objects.exists()
