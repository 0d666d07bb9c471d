"""A mail that cannot be sent is sent later; one that was sent is not sent twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage

from statim.annotations import following, telling
from statim.annotations.models import Note
from tests.annotations.conftest import People
from tests.annotations.people import line, publish_now, third_edition


@pytest.fixture
def changed(people: People) -> People:
    """A group's line whose text changed beneath, of which nobody was told."""
    line(people.keeper, people.group)
    publish_now(third_edition(short="Other"))
    return people


def test_a_mail_that_fails_is_tried_again(
    changed: People, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", refuse)
        following.catch_up()
    assert not Note.objects.get().told
    assert telling.tell_keepers() == 1
    assert telling.tell_keepers() == 0
    assert len(mailoutbox) == 1


def test_two_servers_do_not_both_send_it(
    changed: People, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    monkeypatch.setattr(following, "tell_keepers", lambda: 0)
    following.catch_up()
    waiting = telling.unmailed()
    telling.tell_keepers()
    monkeypatch.setattr(telling, "unmailed", lambda: waiting)  # what the other one had read
    assert telling.tell_keepers() == 0
    assert len(mailoutbox) == 1
