"""Somebody who used every part of the site leaves: what stays stands in columns that are named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from statim.accounts.actions import change_role
from statim.accounts.models import User
from statim.accounts.queries import actor_of
from statim.annotations.actions.notes import share
from statim.audit.actor import OPERATOR
from statim.audit.queries import first_fault
from statim.editorial import actions as desk
from statim.editorial.models import CalendarLink, Lock, Reminded, Responsible
from statim.questions.actions import ask
from tests.accounts.people import PASSWORD, new_account, sign_in
from tests.accounts.test_own_data import PERSONAL, delete, unpacked
from tests.annotations.people import group_of, note
from tests.annotations.people import person as reader_named
from tests.editorial.people import confirm_all, ids, person, reword, written
from tests.world import World

pytestmark = pytest.mark.django_db
OWN = (*PERSONAL, "nineveh")  # also a word of her notes
STAYS = {  # editorial acts, by name; where the database refuses to alter a row, by address too
    ("audit_entry", "actor_name"), ("audit_entry", "actor_email"), ("audit_entry", "detail"),
    ("editorial_interests", "by_name"), ("editorial_interests", "by_email"),
    ("editorial_verdict", "by_name"), ("editorial_verdict", "by_email"),
    ("editorial_comment", "by_name"), ("editorial_submission", "by_name"),
    ("topics_version", "by_name"), ("topics_version", "by_email"), ("topics_wording", "by_name"),
    ("topics_topic", "created_by"),
}  # fmt: skip


def cells() -> Iterator[tuple[tuple[str, str], str]]:
    """((table, column), value) of every row of the database, whoever made the table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [one[0] for one in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                    yield (table, column), unpacked(str(text)).casefold()


def named() -> set[tuple[str, str]]:
    """The columns in which a word of hers stands."""
    return {place for place, text in cells() if any(word.casefold() in text for word in OWN)}


@pytest.fixture
def nora(world: World) -> Client:
    """Notes, a group, a question; then a reviewer, with all that the desk keeps of one."""
    client = Client()
    new_account(client)
    user = User.objects.get(email="new@example.org")
    note(user.pk, "Nineveh, mine")
    group = group_of(user.pk, reader_named("Other"))
    share(by=user.pk, name=note(user.pk, "Nineveh, ours").name, group=group.pk, stays=False)
    ask(words="Lithium?", kind="page wanted", connection="192.0.2.1", address=user.email)
    change_role(user, "reviewer", by=OPERATOR)
    user.refresh_from_db()
    by, editor = actor_of(user), person("editor")
    desk.declare_interests("", none=True, by=by)
    topic = written(person("author"))
    found = desk.submit(topic.pk, by=person("author", "Author Two"))
    confirm_all(found, by)
    desk.comment(topic.pk, "Say it more plainly.", statement=ids(topic)[0], by=by)
    desk.set_plan(topic.pk, risk="high", responsible=[user.pk], by=editor)
    desk.new_calendar_link(by=by)
    change_role(user, "author", by=OPERATOR)
    user.refresh_from_db()
    by = actor_of(user)
    own = written(by, slug="another-topic")
    desk.submit(own.pk, by=by)
    desk.take_lock(reword(own, by, ids(own)[0], "It is so").pk, by=by)
    Reminded.objects.create(account=user.pk, what="review due", at=datetime.now(UTC), sent=True)
    sign_in(client, user.email)  # another role ended her sessions
    client.post("/account/again/", {"password": PASSWORD})
    return client


def test_every_room_gives_what_it_holds(nora: Client) -> None:
    archive = zipfile.ZipFile(io.BytesIO(nora.get("/account/export/").content))
    assert b"Nineveh, mine" in archive.read("notes/notes.json")
    assert b"Elm Surgery" in archive.read("notes/groups.json")
    assert b"Lithium?" in archive.read("questions/questions.json")
    held = json.loads(archive.read("desk/desk.json"))
    assert set(held) == {
        "calendar link made", "writing now", "looks after", "reminded of", "interests declared",
        "versions saved", "submitted", "verdicts", "remarks",
    }  # fmt: skip
    assert {one["verdict"] for one in held["verdicts"]} == {"confirm"}


def test_after_deletion_her_name_stands_at_editorial_acts_and_nowhere_else(nora: Client) -> None:
    person_id = User.objects.get(email="new@example.org").pk
    before = named()
    assert {("annotations_note", "text"), ("questions_question", "address"),
            ("editorial_responsible", "name"), ("editorial_lock", "by_name")} <= before  # fmt: skip
    delete(nora)
    assert named() == STAYS
    for table, column in ((CalendarLink, "account"), (Lock, "by_account"),
                          (Responsible, "account"), (Reminded, "account")):  # fmt: skip
        assert not table._default_manager.filter(**{column: person_id}).exists()
    assert first_fault() == ""


def test_somebody_who_never_worked_at_the_desk_has_no_file_of_it(world: World) -> None:
    client = Client()
    client.force_login(world.reader)
    archive = zipfile.ZipFile(io.BytesIO(client.get("/account/export/").content))
    assert not [name for name in archive.namelist() if name.startswith("desk/")]
