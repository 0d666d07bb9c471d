"""A note that a device sends again, because its answer was lost, is one note."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from statim.accounts.marks import device_mark
from statim.accounts.models import User
from statim.annotations.actions.notes import delete_note
from statim.annotations.models import Note, Sent
from tests.annotations.people import person
from tests.world import World

KEY = "0b0c7a52-1c0e-4d6c-9a53-6c2f9f2d7c11"


def sent(client: Client, text: str = "Ring the ward", key: str = KEY, **more: str) -> str:
    """The name of the note that was taken."""
    answer = client.post(
        "/account/notes/new/", {"topic": "t-ketamine", "text": text, "key": key, **more},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    name: str = answer.json()["saved"]
    return name


@pytest.fixture
def mine(world: World) -> Client:
    client = Client()
    client.force_login(world.reader)
    return client


def test_the_same_key_makes_one_note_even_after_it_was_deleted(mine: Client, world: World) -> None:
    name = sent(mine)
    assert sent(mine) == name
    delete_note(by=world.reader.pk, name=name)
    assert sent(mine) == name
    assert not Note.objects.exists()


def test_a_key_is_its_writers_alone(mine: Client) -> None:
    other = Client()
    other.force_login(User.objects.get(pk=person("Other")))
    assert sent(mine) != sent(other)
    assert Note.objects.count() == 2


def test_a_refused_note_uses_no_key_and_says_why(mine: Client) -> None:
    fields = {"topic": "t-ketamine", "text": "NHS number 943 476 5919", "key": KEY}
    answer = mine.post("/account/notes/new/", fields, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    said = answer.json()
    assert said["refusal"] and said["seal"]
    assert not Sent.objects.exists()
    assert sent(mine, fields["text"], seen=said["seal"])


def test_a_note_written_in_another_account_is_not_taken(mine: Client, world: World) -> None:
    fields = {"topic": "t-ketamine", "text": "x", "key": KEY, "reader": device_mark(10**6)}
    answer = mine.post("/account/notes/new/", fields, headers={"Accept": "application/json"})
    assert (answer.status_code, Note.objects.count()) == (403, 0)
    assert sent(mine, reader=device_mark(world.reader.pk))


def test_the_database_holds_a_key_once(mine: Client, world: World) -> None:
    sent(mine)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sent.objects.create(writer_id=world.reader.pk, key=KEY, note="x", topic="t")
