"""Copies to take away: the right edition, under what is known today, never past the meter."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.http import HttpResponse
from django.test import Client

from statim.audit.actor import OPERATOR
from statim.editions import queries
from statim.editions.check_code import code_of
from statim.editions.document import Section
from statim.editorial.sentinel import take_notices
from statim.publisher.queries import house
from statim.reader.booklets import MOST
from statim.reader.views import copies
from statim.references.notices import Notice
from tests.corrected import correct
from tests.documents import article, page, says
from tests.world import World, publish

TOPIC = "/topics/ketamine-in-depression"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Each test draws the same editions anew."""
    copies._current.cache_clear()
    yield
    house.cache_clear()


def paper(answer: Any) -> str:
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"] == "application/pdf"
    reader = pypdf.PdfReader(BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_topic_as_pdf_is_its_current_edition(client: Client, world: World) -> None:
    said = paper(client.get(f"{TOPIC}.pdf"))
    assert "edition 2" in said
    assert f"check {code_of(queries.latest('ketamine-in-depression').hash)}" in said
    assert "Superseded" not in said


def test_an_old_edition_says_at_its_head_that_it_is_superseded(
    client: Client, world: World
) -> None:
    said = paper(client.get(f"{TOPIC}/editions/1.pdf"))
    assert "Superseded: this is edition 1; edition 2 is current." in said


def test_what_was_corrected_since_stands_above(client: Client, world: World) -> None:
    correct("safety error")
    said = paper(client.get("/topics/adverse-effects/editions/2.pdf"))
    assert "Correction of a safety error" in said
    assert "The word “usually” was missing." in said


def test_a_retracted_work_is_marked_at_once_though_a_copy_was_kept(
    client: Client, world: World
) -> None:
    page_ = "/topics/ketamine-and-again.pdf"
    work = article("one", DOI="10.1000/one")
    lead = Section(heading="", statements=(says("s", "It rests on one", cites=["one"]),))
    named = {"topic": "t-again", "slug": "ketamine-and-again", "references": [work]}
    publish(page(lead, **named), "2026-01-01")
    assert "Retracted" not in paper(client.get(page_))
    notice = Notice(kind="retraction", doi="10.1000/one", day="2026-01-02", source="a list")
    take_notices([notice], source="a list", by=OPERATOR)
    said = paper(client.get(page_))
    assert "This page cites a retracted work" in said
    assert "Retracted, 2 January 2026" in said


def test_an_overdue_review_is_loud(client: Client, world: World) -> None:
    assert "Review overdue." in paper(client.get("/topics/mode-of-action.pdf"))


def test_a_withdrawn_topic_has_no_pdf_but_its_editions_say_why(
    client: Client, world: World
) -> None:
    assert client.get("/topics/ketamine-and-ect.pdf").status_code == 410
    said = paper(client.get("/topics/ketamine-and-ect/editions/1.pdf"))
    assert "Withdrawn on 1 July 2025: Under revision." in said


def test_a_moved_topic_leads_on_and_what_never_was_is_not_found(
    client: Client, world: World
) -> None:
    moved = client.get("/topics/ketamine-side-effects.pdf")
    assert (moved.status_code, moved["Location"]) == (301, "/topics/adverse-effects.pdf")
    moved = client.get("/topics/ketamine-side-effects/editions/1.pdf")
    assert moved["Location"] == "/topics/adverse-effects/editions/1.pdf"
    assert client.get("/topics/never-was.pdf").status_code == 404
    assert client.get(f"{TOPIC}/editions/9.pdf").status_code == 404


def test_the_meter_counts_a_pdf_like_the_page(client: Client, world: World, settings: Any) -> None:
    settings.STATIM_FREE_PAGES = 1
    assert client.get(f"{TOPIC}.pdf").status_code == 200
    assert client.get(f"{TOPIC}/").status_code == 200  # read again: free
    refused = client.get("/topics/adverse-effects.pdf")
    assert refused.status_code == 403
    assert b"%PDF" not in refused.content
    assert refused["Cache-Control"] == "private, no-store"


def test_a_booklet_opens_each_of_its_topics(client: Client, world: World, settings: Any) -> None:
    settings.STATIM_FREE_PAGES = 2
    two = "topic=ketamine-in-depression&topic=adverse-effects"
    assert "Ward round" in paper(client.get(f"/booklet.pdf?{two}&title=Ward+round"))
    assert client.get("/topics/mode-of-action/").status_code == 403  # both were counted
    assert client.get("/topics/adverse-effects/").status_code == 200
    fresh = Client()
    refused: HttpResponse = fresh.get(f"/booklet.pdf?{two}&topic=mode-of-action")
    assert refused.status_code == 403
    assert "statim-meter" not in refused.cookies  # refused whole: nothing was counted


def test_a_site_that_asks_first_asks_before_a_copy(
    client: Client, world: World, settings: Any
) -> None:
    settings.STATIM_HOUSE = {**settings.STATIM_HOUSE, "audience": "confirm"}
    house.cache_clear()
    assert client.get(f"{TOPIC}.pdf").status_code == 403
    assert client.get("/booklet.pdf?topic=adverse-effects").status_code == 403


def test_a_kept_copy_is_not_sent_again(client: Client, world: World) -> None:
    first = client.get(f"{TOPIC}.pdf")
    again = client.get(f"{TOPIC}.pdf", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    signed_in = Client()
    signed_in.force_login(world.reader)
    assert signed_in.get(f"{TOPIC}.pdf")["Cache-Control"] == "private, no-store"


def test_choosing_keeps_the_order_and_drops_what_cannot_be_read(
    client: Client, world: World
) -> None:
    chosen = "topic=mode-of-action&topic=ketamine-and-ect&topic=adverse-effects&topic=nothing"
    html = client.get(f"/booklet/?{chosen}&up=adverse-effects").content.decode()
    assert 'value="ketamine-and-ect"' not in html
    assert html.index('value="mode-of-action"') < html.index('value="adverse-effects"')
    html = client.get(
        "/booklet/?topic=mode-of-action&topic=adverse-effects&up=adverse-effects"
    ).content.decode()
    assert html.index('value="adverse-effects"') < html.index('value="mode-of-action"')


def test_topics_are_found_to_add_and_a_shelf_is_taken_whole(client: Client, world: World) -> None:
    html = client.get("/booklet/?topic=mode-of-action&add=adverse").content.decode()
    assert 'name="topic" value="adverse-effects"' in html
    assert 'name="topic" value="mode-of-action" checked' in html
    html = client.get("/booklet/?shelf=psychiatry/mood-disorders").content.decode()
    assert html.count('name="topic"') == 4


def test_a_booklet_of_nothing_or_of_too_much_is_refused(client: Client, world: World) -> None:
    assert client.get("/booklet.pdf").status_code == 404
    many = "&".join(f"topic=t-{n}" for n in range(MOST + 1))
    assert client.get(f"/booklet.pdf?{many}").status_code == 404
    assert "at most 50 topics" in client.get(f"/booklet/?{many}").content.decode()


def test_what_cannot_be_drawn_is_said_and_not_left_out(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: Any, **named: Any) -> bytes:
        raise copies.Unprintable("日")

    monkeypatch.setattr(copies, "pdf_writer", lambda: refuse)
    answer = client.get(f"{TOPIC}.pdf")
    assert answer.status_code == 422
    assert "No font of this site can draw 日." in answer.content.decode()
    assert client.get("/booklet.pdf?topic=adverse-effects").status_code == 422
