"""A topic page of somebody who is signed in: their notes, at their places, and nobody else's."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from tests.annotations.people import PAGE, TOPIC, note, person
from tests.world import World

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')


def opened(client: Client, **headers: str) -> Any:
    return client.get(PAGE, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.fixture
def mine(world: World) -> Client:
    """The reader's browser."""
    client = Client()
    client.force_login(world.reader)
    return client


def test_compressed_and_plain_are_the_same_page(mine: Client, world: World) -> None:
    note(world.reader.pk, "at the top")
    note(world.reader.pk, "at a statement", "k-fall")
    packed = opened(mine, Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    plain = opened(mine)
    assert TOKEN.sub(rb"\1", gzip.decompress(packed.content)) == TOKEN.sub(rb"\1", plain.content)


def test_notes_stand_at_the_top_and_at_their_statements(mine: Client, world: World) -> None:
    note(world.reader.pk, "to the page")
    note(world.reader.pk, "to the statement", "k-fall")
    html = opened(mine).content.decode()
    top, body = html.split('<div class="topic-body">')
    assert "to the page" in top
    assert 'href="#note-' in top.split("Notes at statements of this page")[1]
    statement = body.split('id="s-k-fall"')[1].split("</li>")[0]
    assert "to the statement" in statement
    assert body.count('class="notes here"') == 1


def test_without_notes_a_reader_sees_only_the_way_to_write_one(mine: Client) -> None:
    html = opened(mine).content.decode()
    assert "Add a note to this page" in html
    assert 'data-note="' not in html
    for name in ("k-short", "k-fast", "k-limited", "k-fall"):
        address = f"/account/notes/new/?topic={TOPIC}&amp;statement={name}&amp;edition=2"
        assert address in html


def test_two_readers_of_one_page_each_see_their_own(mine: Client, world: World) -> None:
    other = person("Other")
    note(world.reader.pk, "Nineveh", "k-short")
    note(other, "Babylon", "k-short")
    theirs = Client()
    theirs.force_login(type(world.reader).objects.get(pk=other))
    for _ in range(2):
        assert (b"Nineveh" in opened(mine).content, b"Babylon" in opened(mine).content) == (
            True, False,
        )  # fmt: skip
        assert (b"Nineveh" in opened(theirs).content, b"Babylon" in opened(theirs).content) == (
            False, True,
        )  # fmt: skip
    visitor = opened(Client()).content
    assert b"Nineveh" not in visitor
    assert b"note-add" not in visitor
    assert b"data-notes" in visitor, "a visitor is told what an account is for"


def test_a_page_with_notes_is_never_kept_and_has_no_tag(mine: Client, world: World) -> None:
    note(world.reader.pk)
    answer = opened(mine)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer
    again = opened(mine, If_None_Match='"x", ""')
    assert again.status_code == 200


def test_the_notes_cost_one_read(
    mine: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    note(world.reader.pk)
    note(world.reader.pk, at="k-short")
    opened(mine)
    with django_assert_max_num_queries(4):  # session, account, standing, notes
        opened(mine)


def test_a_deleted_note_is_gone_at_the_next_opening(mine: Client, world: World) -> None:
    made = note(world.reader.pk, "Nineveh")
    assert b"Nineveh" in opened(mine).content
    mine.post(f"/account/notes/{made.name}/delete/")
    assert b"Nineveh" not in opened(mine).content


def test_an_old_edition_shows_no_notes(mine: Client, world: World) -> None:
    note(world.reader.pk, "Nineveh")
    for address in (f"{PAGE}editions/1/", f"{PAGE}?as_of=2025-03-01"):
        assert b"Nineveh" not in mine.get(address).content
