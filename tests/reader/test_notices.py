"""A retracted work shows at its reference, at each statement and above: everywhere, at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.document import Section
from statim.editorial.sentinel import take_notices
from statim.reader import assembly
from statim.references.notices import Notice
from tests.documents import article, page, says
from tests.reader.test_topic_page import read
from tests.world import World, publish

TOPIC = "/topics/doubted/"
ONE = "10.1000/one"
FLAG = re.compile(r'<strong class="flag [a-z]+" data-retracted="([a-z-]+)">(.*?)</strong>')
UNDER = re.compile(r'<div class="retraction [a-z]+" data-retracted="([a-z-]+)">(.*?)</div>')

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget() -> None:
    """Each test draws the same edition anew and turns it once: another test's page is not its."""
    assembly.topic_page.cache_clear()


@pytest.fixture
def topic(db: None) -> None:
    """A page with one statement on each of two works, one on both, and one on neither."""
    publish(
        page(
            Section(
                heading="",
                statements=(
                    says("on-one", "It rests on one", cites=["one"]),
                    says("on-both", "It rests on both", cites=["one", "two"],
                         html='It rests on both <cite data-cites="0 1"></cite>'),
                    says("on-two", "It rests on two", cites=[("two", "p. 3")]),
                    says("on-none", "It rests on nothing"),
                ),
            ),
            slug="doubted", references=[article("one", DOI=ONE, PMID="11"), article("two")],
        ),
        "2025-01-10",
    )  # fmt: skip


def say(*notices: Notice) -> None:
    take_notices(notices, source="A <list>", by=OPERATOR)


def notice(kind: str = "retraction", **fields: Any) -> Notice:
    return Notice(**{"kind": kind, "doi": ONE, "day": "2024-05-03", **fields})


def statement(html: str, name: str) -> str:
    return html.partition(f'id="s-{name}"')[2].partition("data-statement=")[0].partition("</ul")[0]


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_a_retraction_shows_at_the_next_opening_under_a_warm_cache(
    topic: None, client: Client
) -> None:
    etag = client.get(TOPIC).headers["ETag"]
    before = queries.record_mark()
    say(notice(notice_doi="10.1000/gone", reasons=("Unreliable Results", "Error in <Data>")))
    response = client.get(TOPIC, headers={"If-None-Match": etag})
    assert response.status_code == 200
    html = response.content.decode()
    kind, said = UNDER.findall(html.partition('<li id="ref-1">')[2])[0]
    assert kind == "retraction"
    assert text(said) == (
        "Retracted, 3 May 2024: Unreliable Results; Error in &lt;Data&gt;. "
        "Notice: doi:10.1000/gone. Listed by A &lt;list&gt;."
    )
    assert 'href="https://doi.org/10.1000/gone"' in said
    assert queries.record_mark() == before, "no edition was made"


def test_each_statement_that_rests_on_it_is_marked_and_no_other(
    topic: None, client: Client
) -> None:
    say(notice())
    html = read(client, TOPIC)
    marks = {name: FLAG.findall(statement(html, name))
             for name in ("on-one", "on-both", "on-two", "on-none")}  # fmt: skip
    assert {
        name: [(kind, text(word)) for kind, word in found] for name, found in marks.items()
    } == {
        "on-one": [("retraction", "Retracted")],
        "on-both": [("retraction", "Reference 1 retracted")],
        "on-two": [],
        "on-none": [],
    }
    assert len(UNDER.findall(html)) == 1


@pytest.mark.parametrize(
    ("kind", "word", "above"),
    [
        ("retraction", "Retracted", "This page cites a retracted work: reference 1. 2 statements"),
        (
            "expression-of-concern",
            "Expression of concern",
            "An expression of concern was published",
        ),
        ("correction", "Corrected", ""),
    ],
)
def test_each_kind_is_said_in_words_and_the_grave_ones_above_the_page(
    topic: None, client: Client, kind: str, word: str, above: str
) -> None:
    say(notice(kind))
    html = read(client, TOPIC)
    assert (kind, word) in FLAG.findall(html)
    assert f"<strong>{word}</strong>, " in UNDER.findall(html)[0][1]
    top = html.partition("data-retraction-notice>")[2].partition("</div>")[0]
    assert text(top).startswith(above)
    assert bool(top) is bool(above)


def test_a_date_that_is_not_known_is_said_so(topic: None, client: Client) -> None:
    say(notice(day=""))
    assert "<strong>Retracted</strong>, date not given." in read(client, TOPIC)


def test_the_gravest_notice_comes_first_and_the_others_are_kept(
    topic: None, client: Client
) -> None:
    say(notice("correction", day="2025-01-01"), notice(), notice("expression-of-concern"))
    html = read(client, TOPIC)
    said = UNDER.findall(html)[0][1]
    assert re.findall(r"<strong>([^<]+)</strong>", said) == [
        "Retracted", "Expression of concern", "Corrected",
    ]  # fmt: skip
    assert {kind for kind, _ in FLAG.findall(html)} == {"retraction"}


def test_a_reinstated_work_is_marked_no_more(topic: None, client: Client) -> None:
    say(notice())
    assert "data-retract" in read(client, TOPIC)
    say(notice(), notice("reinstatement", day="2025-02-01"))
    assert "data-retract" not in read(client, TOPIC)


def test_no_work_is_ever_called_safe(topic: None, client: Client) -> None:
    say(notice(doi="10.1000/another"))
    html = read(client, TOPIC)
    assert "data-retract" not in html
    assert not re.search(r"not listed|not retracted|no notice|\bsafe\b", html, re.IGNORECASE)


@pytest.mark.parametrize("rest", ["editions/1/", "?as_of=2025-02-01"])
def test_numbered_editions_and_pages_of_a_day_are_marked_too(
    topic: None, client: Client, rest: str
) -> None:
    etag = client.get(TOPIC + rest).headers["ETag"]
    say(notice(doi="", pmid="11"))
    response = client.get(TOPIC + rest, headers={"If-None-Match": etag})
    assert response.status_code == 200
    html = response.content.decode()
    assert (len(FLAG.findall(html)), len(UNDER.findall(html))) == (2, 1)
    assert "data-retraction-notice" in html
    etag = response.headers["ETag"]
    assert client.get(TOPIC + rest, headers={"If-None-Match": etag}).status_code == 304


def test_a_page_published_after_the_list_was_loaded_is_marked(client: Client) -> None:
    say(notice())
    publish(
        page(Section(heading="", statements=(says("a", "It is so", cites=["x"]),)),
             references=[article("x", DOI=ONE)]),
        "2025-01-10",
    )  # fmt: skip
    assert len(FLAG.findall(read(client, "/topics/a-topic/"))) == 1


def test_a_warm_page_with_marks_costs_one_query(topic: None, client: Client) -> None:
    say(notice())
    read(client, TOPIC)
    with CaptureQueriesContext(connection) as queries_made:
        read(client, TOPIC)
    assert len(queries_made) == 1


def test_the_editions_json_stays_as_it_was(topic: None, client: Client) -> None:
    before = client.get("/topics/doubted.json").content
    say(notice())
    assert client.get("/topics/doubted.json").content == before


def test_a_reader_past_the_free_pages_is_told_too(
    world: World, topic: None, client: Client, settings: Settings
) -> None:
    say(notice())
    settings.STATIM_FREE_PAGES = 1
    read(client, "/topics/adverse-effects/")
    said = read(client, TOPIC, status=403)
    assert "This page cites a retracted work" in said
    assert "#ref-" not in said
