"""The public register names who stands behind what is online, with what they declared, no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from statim.editorial import actions, looking
from statim.editorial.models import Interests
from statim.editorial.queries.register import public_register
from tests.editorial.acts import Desk
from tests.editorial.people import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def online(desk: Desk) -> str:
    topic = desk.topic()
    actions.set_byline(topic.pk, [(desk.author.account or 0, "Author")], by=desk.editor)
    actions.declare_interests("Shares in Acme", by=desk.author)
    publish(topic, desk.author, desk.reviewer, desk.editor)
    looking.catch_up()
    return topic.pk


def named() -> dict[str, tuple[str, ...]]:
    return {each.name: each.parts for each in public_register()}


def test_who_wrote_reviewed_and_published_what_is_online_is_named_and_nobody_else(
    desk: Desk,
) -> None:
    assert named() == {}
    topic = online(desk)
    assert named() == {
        "Author One": ("author",), "Reviewer One": ("reviewer",), "Editor One": ("editor",),
    }  # fmt: skip
    actions.withdraw_topic(topic, "A dose has to be checked.", by=desk.editor)
    looking.catch_up()
    assert named() == {}


def test_an_author_of_a_draft_is_not_named_before_a_page_names_them(desk: Desk) -> None:
    topic = online(desk)
    other = desk.others["author"]
    both = [(desk.author.account or 0, "Author"), (other.account or 0, "Author")]
    actions.set_byline(topic, both, by=desk.editor)
    assert other.name not in named()


def test_a_declaration_is_shown_with_its_days_and_as_lapsed_after_a_year(desk: Desk) -> None:
    online(desk)
    (told,) = [each for each in public_register() if each.name == "Author One"]
    last = Interests.objects.filter(by_account=desk.author.account).latest("id")
    assert (told.words, told.on, told.current) == ("Shares in Acme", last.at.date(), True)
    later = timezone.now() + timedelta(days=366)
    assert {each.current for each in public_register(later)} == {False}


def test_the_page_shows_the_register_and_no_address(desk: Desk, client: Client) -> None:
    assert "names somebody with an account" in client.get("/about/editorial/").content.decode()
    online(desk)
    html = client.get("/about/editorial/").content.decode()
    assert "Shares in Acme" in html
    assert "valid until" in html
    assert "@example.org" not in html
