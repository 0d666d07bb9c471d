"""Every screen of a topic by every role: own, another's, in review, live, withdrawn."""

from __future__ import annotations

import pytest

from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.audit.models import Entry
from statim.editorial import actions
from statim.topics.models import Topic
from tests.editorial.desk.sitting import address, at_desk
from tests.editorial.people import person, publish, written

pytestmark = pytest.mark.django_db

STAFF = ("author", "reviewer", "pharmacist", "editor", "admin")
FOR_ALL = ("", "comments", "submit", "review", "preview", "history", "compare?from=v1")
FOR_EDITORS = ("publish", "withdraw", "move")
BY_POST = ("save", "hold", "restore", "unschedule")


@pytest.fixture
def topics() -> dict[str, Topic]:
    """A topic in each state; the author's own, but for one."""
    author, other = person("author", "The Author"), person("reviewer", "The Other")
    editor = person("editor", "The Editor")
    made = {name: written(author, slug=name) for name in ("draft", "sent", "live", "gone")}
    made["others"] = written(other, slug="others")
    actions.submit(made["sent"].pk, by=author)
    for name in ("live", "gone"):
        publish(made[name], author, other, editor)
    actions.withdraw_topic(made["gone"].pk, "Under revision.", by=editor)
    return made


def known(role: str) -> Actor:
    """Somebody of this role: The Author for authors."""
    return person(role, f"A {role} who looks on")


@pytest.mark.parametrize("role", STAFF)
def test_each_screen_opens_for_whom_it_should(role: str, topics: dict[str, Topic]) -> None:
    client = at_desk(known(role))
    wrong = []
    for name, topic in topics.items():
        for screen in FOR_ALL:
            name_, _, query = screen.partition("?")
            if (
                client.get(address(topic, name_), {"from": "v1"} if query else {}).status_code
                != 200
            ):
                wrong.append(f"{screen} of {name}")
        for screen in FOR_EDITORS:
            status = client.get(address(topic, screen)).status_code
            if status != (200 if role in {"editor", "admin"} else 403):
                wrong.append(f"{screen} of {name}: {status}")
        for screen in BY_POST:
            if client.get(address(topic, screen)).status_code != 405:
                wrong.append(f"GET {screen} of {name}")
    assert wrong == []


@pytest.mark.parametrize("role", ["reader", *STAFF])
def test_opening_screens_writes_nothing(role: str, topics: dict[str, Topic]) -> None:
    client = at_desk(known(role))
    before = Entry.objects.count()
    for topic in topics.values():
        for screen in (*FOR_ALL, *FOR_EDITORS, *BY_POST):
            client.get(address(topic, screen))
    assert Entry.objects.count() == before


def test_a_role_that_was_changed_since_signing_in_counts_at_once(
    topics: dict[str, Topic],
) -> None:
    editor = known("editor")
    client = at_desk(editor)
    assert client.get(address(topics["live"], "publish")).status_code == 200
    User.objects.filter(pk=editor.account).update(role="author")
    assert client.get(address(topics["live"], "publish")).status_code == 403
