"""What browsers get: the advertisement of the slot and day, labelled links, and nothing kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from statim.audit.actor import OPERATOR
from statim.sponsors import queries
from statim.sponsors.actions import switch, take_off
from statim.sponsors.tally import tally
from statim.sponsors.views.public import today
from tests.sponsors.bookings import booked, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on(settings: Any) -> Iterator[None]:
    settings.STATIM_ADVERTISING = True
    yield
    tally.forget()


def test_a_slot_shows_what_is_booked_and_its_link_is_marked(client: Client) -> None:
    row = booked(sponsor='A & B "C"', headline="Mood <2027>")
    answer = client.get("/advertising/topic/")
    html = answer.content.decode()
    assert 'rel="sponsored noopener noreferrer"' in html
    assert f'href="/advertising/{row.pk}/go/"' in html
    assert "Mood &lt;2027&gt;" in html
    assert "A &amp; B &quot;C&quot;" in html
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_an_empty_slot_answers_with_nothing(client: Client) -> None:
    assert client.get("/advertising/home/").status_code == 204
    assert client.get("/advertising/article/").status_code == 404


def test_following_leads_there_without_saying_from_where(client: Client) -> None:
    row = booked()
    answer = client.get(f"/advertising/{row.pk}/go/")
    assert (answer.status_code, answer["Location"]) == (302, "https://conference.example/2027")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get("/advertising/999/go/").status_code == 404


def test_a_picture_comes_from_this_site(client: Client) -> None:
    row = booked(headline="", text="", alt="Mood 2027, in May", picture=picture())
    assert f'src="/advertising/pictures/{row.picture_id}"' in str(
        client.get("/advertising/topic/").content
    )
    answer = client.get(f"/advertising/pictures/{row.picture_id}")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert client.get("/advertising/pictures/../secret-key").status_code == 404


def test_seen_and_followed_are_daily_totals_and_nothing_else(client: Client) -> None:
    row = booked()
    for _ in range(3):
        client.get(
            "/advertising/topic/", REMOTE_ADDR="192.0.2.7", HTTP_REFERER="http://x/topics/y/"
        )
    client.get(f"/advertising/{row.pk}/go/")
    client.head("/advertising/topic/")
    tally.write()
    tally.write()
    [line] = queries.ledger()
    assert (line.seen, line.followed) == (3, 1)


@pytest.mark.parametrize("how", ["switch", "setting", "taken off"])
def test_stopping_stops_at_once(client: Client, settings: Any, how: str) -> None:
    row = booked()
    assert client.get("/advertising/topic/").status_code == 200
    if how == "switch":
        switch(on=False, by=OPERATOR)
    elif how == "setting":
        settings.STATIM_ADVERTISING = False
    else:
        take_off(row.pk, reason="Over.", today=today(), by=OPERATOR)
    assert client.get("/advertising/topic/").status_code == 204
    assert client.get(f"/advertising/{row.pk}/go/").status_code == 404
