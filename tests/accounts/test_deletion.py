"""Somebody who used every part of the site leaves: what stays stands in columns that are named."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from statim.accounts.actions import change_role
from statim.accounts.cpd import actions as diary
from statim.accounts.cpd import evidence, reading
from statim.accounts.models import Evidence, User
from statim.accounts.queries import actor_of, holder_of
from statim.annotations.actions.groups import LEAVE, invite, join, leave_group
from statim.annotations.actions.notes import share
from statim.annotations.actions.once import once
from statim.audit.actor import OPERATOR
from statim.audit.queries import first_fault
from statim.editions.queries import topic_at
from statim.editorial import actions as desk
from statim.editorial.models import CalendarLink, Lock, Reminded, Responsible
from statim.questions.actions import ask
from tests.accounts.people import PASSWORD, new_account, sign_in
from tests.accounts.test_own_data import PERSONAL, delete, unpacked
from tests.annotations.people import group_of, note
from tests.annotations.people import person as reader_named
from tests.editorial.people import NEW, confirm_all, ids, person, reword, written
from tests.world import World

pytestmark = pytest.mark.django_db
OWN = (*PERSONAL, "nineveh")  # also a word of her notes and her diary
PDF = b"%PDF-1.7\n% Nineveh\n%%EOF\n"
STAYS = {  # editorial acts, by name; where the database refuses to alter a row, by address too
    ("audit_entry", "actor_name"), ("audit_entry", "actor_email"), ("audit_entry", "detail"),
    ("editorial_interests", "by_name"), ("editorial_interests", "by_email"),
    ("editorial_verdict", "by_name"), ("editorial_verdict", "by_email"),
    ("editorial_comment", "by_name"), ("editorial_submission", "by_name"),
    ("editorial_submission", "decided_by"),
    ("editorial_schedule", "by_name"), ("editorial_byline", "name"),
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
                    raw = isinstance(value, bytes | memoryview)
                    text = bytes(value).decode("utf-8", "replace") if raw else str(value)
                    yield (table, column), unpacked(text).casefold()


def named() -> set[tuple[str, str]]:
    """The columns in which a word of hers stands."""
    return {place for place, text in cells() if any(word.casefold() in text for word in OWN)}


KEY = re.compile(r"(^|_)(account|address|e?mail|reader|person|owner|member|writer|holder|user)$")
NO_PERSONS = {  # Django's own rights by group, which this site does not use
    ("accounts_user_groups", "user_id"), ("accounts_user_user_permissions", "user_id"),
}  # fmt: skip


def keys() -> Iterator[tuple[type[models.Model], models.Field[object, object]]]:
    """Every column of ours that says whose a row is: an account's number, or an address."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("statim."):
            for column in model._meta.concrete_fields:
                if column.related_model is User or KEY.search(column.name):
                    yield model, column


def holds(model: type[models.Model], column: models.Field[object, object], number: int) -> bool:
    """Whether a row is hers by this column."""
    text = isinstance(column, models.CharField)
    wanted = {f"{column.name}__iexact": "new@example.org"} if text else {column.attname: number}
    return model._default_manager.filter(**wanted).exists()


def empty(number: int) -> set[tuple[str, str]]:
    """The columns that could hold her and do not."""
    return {
        (model._meta.db_table, column.column)
        for model, column in keys()
        if not holds(model, column, number)
    } - NO_PERSONS


def reads_and_writes(user: User) -> None:
    """What a reader does: recorded reading, an entry with a file, follows, a digest; a note left
    with a group, an invitation by address."""
    by, topic = holder_of(user.pk), topic_at("ketamine-in-depression")
    reading.choose_record(user.pk, True, by=by)
    reading.note_reading(user.pk, topic=topic, edition=2, seconds=0)
    reading.follow(user.pk, kind="topic", what=topic, by=by)
    reading.follow(user.pk, kind="shelf", what="psychiatry", by=by)
    reading.keep_bookmark(user.pk, topic=topic, by=by)
    once(by=user.pk, key="sent-by-her-device", write=lambda: note(user.pk, "Nineveh, sent"))
    reading.choose_digest(user.pk, "daily", by=by)
    words = dict.fromkeys(
        ("title", "question", "learned", "change", "impact", "plan", "scope", "searches"), "Nineveh"
    )
    draft = diary.Draft(**words, day=datetime.now(UTC).date(), rule="minutes",
                        links=["https://example.org/nineveh"])  # fmt: skip
    entry = diary.write_entry(user.pk, draft, [], by=by)
    diary.change_entry(user.pk, entry.name, draft, 1, by=by)
    evidence.attach(user.pk, entry.name, name="Nineveh.pdf", data=PDF, by=by)
    diary.lock_until(user.pk, draft.day, by=by)
    keeper = reader_named("Keeper")
    ward = group_of(keeper, title="Oak Ward")
    join(by=user.pk, code=invite(by=keeper, group=ward.pk))
    share(by=user.pk, name=note(user.pk, "Bleep 12").name, group=ward.pk, stays=True)
    leave_group(by=user.pk, group=ward.pk, notes=LEAVE)
    invite(by=keeper, group=ward.pk, email=user.email)


@pytest.fixture
def nora(world: World) -> Client:
    """Notes, a diary, a group, a question; then a reviewer, an editor and an author, with all that
    the desk keeps of them."""
    client = Client()
    new_account(client)
    user = User.objects.get(email="new@example.org")
    note(user.pk, "Nineveh, mine")
    group = group_of(user.pk, reader_named("Other"))
    share(by=user.pk, name=note(user.pk, "Nineveh, ours").name, group=group.pk, stays=False)
    ask(words="Lithium?", kind="page wanted", connection="192.0.2.1", address=user.email)
    reads_and_writes(user)
    change_role(user, "reviewer", by=OPERATOR)
    user.refresh_from_db()
    by, editor = actor_of(user), person("editor")
    desk.declare_interests("", none=True, by=by)
    author = person("author")
    topic = written(author)
    found = desk.submit(topic.pk, by=person("author", "Author Two"))
    confirm_all(found, by)
    desk.comment(topic.pk, "Say it more plainly.", statement=ids(topic)[0], by=by)
    desk.set_plan(topic.pk, risk="high", responsible=[user.pk], by=editor)
    desk.set_byline(topic.pk, [(user.pk, "author")], by=editor)
    desk.new_calendar_link(by=by)
    change_role(user, "editor", by=OPERATOR)
    user.refresh_from_db()
    ready = desk.submit(written(author, slug="a-third-topic").pk, by=author)
    reviewer = person("reviewer")
    confirm_all(ready, reviewer)
    desk.schedule(ready.pk, datetime.now(UTC) + timedelta(days=1), NEW, by=actor_of(user))
    online = desk.submit(written(author, slug="a-fourth-topic").pk, by=author)
    confirm_all(online, reviewer)
    desk.publish_submission(online.pk, NEW, by=actor_of(user))
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


def test_every_column_that_can_hold_a_person_is_filled_here(nora: Client) -> None:
    """A new table of a reader's fails here until this file fills it: see `nora`."""
    number = User.objects.get(email="new@example.org").pk
    assert empty(number) == set()
    Evidence.objects.all().delete()
    assert empty(number) == {("accounts_evidence", "user_id")}


def test_tables_of_others_let_go_of_an_account_by_themselves(nora: Client) -> None:
    """Wagtail's own logs do not; nothing here writes into them."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model is User:
                lets_go = column.remote_field.on_delete in {models.CASCADE, models.SET_NULL}
                assert lets_go or not model._default_manager.exists(), column


def test_every_room_gives_what_it_holds(nora: Client) -> None:
    archive = zipfile.ZipFile(io.BytesIO(nora.get("/account/export/").content))
    (entry,) = json.loads(archive.read("cpd/diary.json"))["entries"]
    assert {name for name, value in entry.items() if value == "Nineveh"} == {
        "title", "question", "learned", "change", "impact", "plan", "scope", "searches",
    }  # fmt: skip
    assert entry["links"] == ["https://example.org/nineveh"]
    assert entry["locked"]
    assert len(entry["history"]) == 2
    files = [name for name in archive.namelist() if name.startswith("cpd/evidence/")]
    assert [archive.read(name) for name in files] == [PDF]
    kept = json.loads(archive.read("cpd/reading.json"))
    assert (len(kept["follows"]), len(kept["last read"]), len(kept["read"])) == (2, 1, 1)
    assert kept["mail digest"] == "daily"
    assert b"Nineveh, mine" in archive.read("notes/notes.json")
    assert b"Elm Surgery" in archive.read("notes/groups.json")
    assert b"Lithium?" in archive.read("questions/questions.json")
    held = json.loads(archive.read("desk/desk.json"))
    assert set(held) == {
        "calendar link made", "writing now", "looks after", "reminded of", "interests declared",
        "versions saved", "submitted", "verdicts", "remarks", "author of", "publications planned",
        "published",
    }  # fmt: skip
    assert {one["verdict"] for one in held["verdicts"]} == {"confirm"}


def test_after_deletion_her_name_stands_at_editorial_acts_and_nowhere_else(nora: Client) -> None:
    person_id = User.objects.get(email="new@example.org").pk
    before = named()
    assert {("annotations_note", "text"), ("questions_question", "address"),
            ("editorial_responsible", "name"), ("editorial_lock", "by_name"),
            ("accounts_entry", "history"), ("accounts_entry", "links"),
            ("accounts_evidence", "data"), ("annotations_note", "signed"),
            ("annotations_invitation", "email")} <= before  # fmt: skip
    delete(nora)
    assert named() == STAYS
    kept = {(model._meta.db_table, column.column) for model, column in keys()
            if holds(model, column, person_id)}  # fmt: skip
    assert kept <= {(table, "by_account") for table, _ in STAYS} | {
        (table, "by_email") for table, _ in STAYS} | {("audit_entry", "actor_email"),
        ("editorial_byline", "account"), ("editorial_submission", "decided_account")}  # fmt: skip
    for table, column in ((CalendarLink, "account"), (Lock, "by_account"),
                          (Responsible, "account"), (Reminded, "account")):  # fmt: skip
        assert not table._default_manager.filter(**{column: person_id}).exists()
    assert first_fault() == ""


def test_somebody_who_never_worked_at_the_desk_has_no_file_of_it(world: World) -> None:
    client = Client()
    client.force_login(world.reader)
    archive = zipfile.ZipFile(io.BytesIO(client.get("/account/export/").content))
    assert not [name for name in archive.namelist() if name.startswith("desk/")]
