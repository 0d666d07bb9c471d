"""Which language an answer is in, that no cache mixes two, and what no language may touch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from statim.accounts.models import User
from statim.audit.actor import OPERATOR
from statim.design import speech
from statim.editions import queries
from statim.editions.actions import append
from statim.editions.models import Page, SpokenPage
from statim.editions.pages import renew_pages, stale_pages
from statim.editions.verification import verify
from tests import world as drawn
from tests.world import World

KETAMINE = "/topics/ketamine-in-depression/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def two(settings: Settings) -> None:
    """A site that speaks English and German."""
    settings.STATIM_LANGUAGES = ["en", "de"]


def asked(client: Client, address: str, accept: str = "", **headers: str) -> Any:
    return client.get(address, headers={"Accept-Language": accept, **headers})


def says_german(answer: HttpResponse) -> bool:
    return "Barrierefreiheit" in answer.content.decode()


@pytest.mark.parametrize(
    ("accept", "cookie", "german"),
    [
        ("", "", False),
        ("de-AT,de;q=0.9,en;q=0.8", "", True),
        ("fr,de;q=0.5,en;q=0.1", "", True),
        ("fr,nl", "", False),
        ("en-US,de;q=0.9", "", False),
        ("de", "en", False),
        ("en", "de", True),
        ("de", "xx", True),
        ("de;q=x,,;", "", False),
        ("de" * 5000, "", False),
    ],
)
def test_the_readers_own_choice_goes_before_the_browsers(
    two: None, client: Client, accept: str, cookie: str, german: bool
) -> None:
    if cookie:
        client.cookies["statim-language"] = cookie
    answer = asked(client, "/about/", accept)
    assert says_german(answer) == german
    assert answer.headers["Content-Language"] == ("de" if german else "en")


def test_whoever_asks_for_none_gets_the_sites_own(settings: Settings, client: Client) -> None:
    settings.STATIM_LANGUAGES = ["de", "en"]
    assert says_german(asked(client, "/about/"))
    settings.STATIM_LANGUAGES = ["de"]
    assert says_german(asked(client, "/about/", "en"))


def test_a_site_with_one_language_is_as_it_was(world: World, client: Client) -> None:
    page = asked(client, KETAMINE, "de")
    assert page.headers["ETag"].startswith(f'"{queries.latest("ketamine-in-depression").hash}')
    assert not page.headers["ETag"].endswith('de"')
    assert page.headers["Vary"] == "Accept-Encoding, Cookie"
    assert "Content-Language" not in page.headers
    assert b"data-languages" not in page.content
    assert client.get("/language/de/").status_code == 404
    assert not SpokenPage.objects.exists()


def test_no_cache_can_mix_two_languages(two: None, world: World, client: Client) -> None:
    english, german = asked(client, KETAMINE, "en"), asked(client, KETAMINE, "de")
    for page in (english, german):
        varies = page.headers["Vary"].replace(" ", "").split(",")
        assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= set(varies)
    assert english.headers["ETag"] != german.headers["ETag"]
    assert "Reviewed" in english.content.decode()
    assert "Geprüft" in german.content.decode()
    crossed = asked(client, KETAMINE, "de", **{"If-None-Match": english.headers["ETag"]})
    assert crossed.status_code == 200
    same = asked(client, KETAMINE, "de", **{"If-None-Match": german.headers["ETag"]})
    assert same.status_code == 304


def test_each_way_to_see_a_topic_has_its_own_etag_in_each_language(
    two: None, world: World, client: Client
) -> None:
    for rest in ("editions/1/", "?as_of=2025-03-01"):
        tags = {asked(client, KETAMINE + rest, code).headers["ETag"] for code in ("en", "de")}
        assert len(tags) == 2, rest


def test_what_is_content_says_its_own_language(two: None, world: World, client: Client) -> None:
    page = asked(client, KETAMINE, "de").content.decode()
    assert '<html lang="de">' in page
    assert '<h1 lang="en-GB">Ketamine in depression</h1>' in page
    assert '<div class="topic-body" lang="en-GB">' in page
    assert '<html lang="en-GB">' in asked(client, KETAMINE, "en").content.decode()


def test_choosing_leads_back_and_never_off_the_site(two: None, client: Client) -> None:
    page = "http://testserver/search/?q=x"
    chosen = client.get("/language/de/", headers={"Referer": page})
    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/search/?q=x")
    assert chosen.cookies["statim-language"].value == "de"
    assert chosen.headers["Cache-Control"] == "private, no-store"
    for elsewhere in ("https://evil.example/", "//evil.example", "http://testserver//evil.example"):
        away = client.get("/language/de/", headers={"Referer": elsewhere})
        assert away.headers["Location"] == "/"
    assert client.get("/language/fr/").status_code == 404


def test_what_is_published_hangs_on_nobodys_language(two: None, db: None) -> None:
    first = drawn.reading_this_site()
    append(first, bibliography=[], by=OPERATOR)
    with translation.override("de"):
        second = replace(first, topic=replace(first.topic, id="other", slug="in-german"))
        append(second, bibliography=[], by=OPERATOR)
    for slug in (first.topic.slug, "in-german"):
        edition = queries.edition_of(slug, 1)
        assert "Ausgabe" not in edition.canonical
        assert "Edition 1, published" in Page.objects.get(edition_id=edition.sequence).article
        spoken = SpokenPage.objects.get(edition_id=edition.sequence, language="de")
        assert "Ausgabe 1, veröffentlicht" in spoken.article


def test_a_language_that_is_added_is_made_at_the_next_start_and_read_before(
    settings: Settings, world: World, client: Client
) -> None:
    assert stale_pages() == 0
    settings.STATIM_LANGUAGES = ["en", "de"]
    assert says_german(asked(client, KETAMINE, "de"))  # before the pages are made
    assert stale_pages() == Page.objects.count()
    assert list(renew_pages(lambda document: ["x"] * len(document.references)))
    assert stale_pages() == 0
    assert SpokenPage.objects.count() == Page.objects.count()
    assert verify().holds
    SpokenPage.objects.filter(language="de").update(article="altered")
    assert any("language de was altered" in fault.what for fault in verify().faults)


def test_machines_are_answered_in_english_whoever_asks(
    two: None, world: World, client: Client
) -> None:
    for address in ("/changes/feed/", "/opensearch.xml", f"{KETAMINE[:-1]}.json"):
        english, german = asked(client, address, "en"), asked(client, address, "de")
        assert english.content == german.content, address


def test_a_letter_is_in_the_language_of_whoever_gets_it(
    two: None, world: World, client: Client
) -> None:
    User.objects.filter(pk=world.reader.pk).update(language="de")
    client.post(
        "/account/password/reset/", {"email": world.reader.email},
        headers={"Accept-Language": "en"},
    )  # fmt: skip
    assert "Wählen Sie ein neues Passwort" in mail.outbox[-1].subject
    assert "innerhalb einer Stunde" in str(mail.outbox[-1].body)


def test_days_and_numbers_are_written_as_the_language_writes_them() -> None:
    from statim.design.words import day

    assert (day("2026-03-02"), speech.thousands(1234)) == ("2 March 2026", "1,234")
    with speech.using("de"):
        assert (day("2026-03-02"), speech.thousands(1234)) == ("2. März 2026", "1.234")
