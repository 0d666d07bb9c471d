"""One's own data: all of it in one archive, all of it gone from every table when deleted."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client

from statim.accounts import outbox, own_data
from statim.accounts.errors import RoomTaken
from statim.accounts.models import User
from statim.audit.models import Entry
from statim.audit.queries import first_fault
from tests.accounts.people import FORM, new_account, sign_in, sign_up
from tests.accounts.test_second_factor import add_app
from tests.site import Site
from tests.world import World

PERSONAL = ("new@example.org", "newer@example.org", "nora", "12a3456e")


def unpacked(text: str) -> str:
    """A cell, and what is inside it where it is signed and packed as sessions are."""
    try:
        inside = signing.loads(text, salt="django.contrib.sessions.SessionStore")
        return f"{text} {inside}"
    except (signing.BadSignature, zlib.error, ValueError):
        return text


def cells() -> Iterator[tuple[str, str]]:
    """(table, value) of every column of every row of the database, whoever made the table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                    yield table, unpacked(str(text))


def tables_that_name_the_person() -> set[str]:
    return {
        table for table, text in cells() for word in PERSONAL if word.casefold() in text.casefold()
    }


def _nora() -> User:
    return User.objects.get(email="new@example.org")


@pytest.fixture
def full(world: World) -> Client:
    """Somebody who did all that can be done with an account, on two browsers."""
    client = Client()
    new_account(client)
    add_app(client)
    client.post("/account/particulars/", FORM | {"name": "Nora Newer"})
    sign_in(Client(), FORM["email"])  # waits for its second factor
    sign_in(Client(), FORM["email"], "a wrong guess")
    sign_up(Client(), email=FORM["email"])  # waits, and has the address in its session
    Client().post("/account/password/reset/", {"email": FORM["email"]})
    client.post("/account/address/", {"email": "newer@example.org", "action_add": "1"})
    apps.get_model("socialaccount", "SocialAccount").objects.create(
        user=_nora(), provider="organisation", uid="nora-at-work",
        extra_data={"email": "new@example.org", "name": "Nora"},
    )  # fmt: skip
    return client


def delete(client: Client) -> str:
    answer = client.get("/account/delete/")
    assert answer.status_code == 200, answer["Location"]
    answer = client.post("/account/delete/", {"sure": "on"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everything_is_in_one_archive_for_machines_and_for_people(full: Client) -> None:
    answer = full.get("/account/export/")
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    held = json.loads(files["account/account.json"])
    assert held["name"] == "Nora Newer"
    assert held["registration number"] == "12A3456E"
    assert held["profession"] == "Nurse"
    assert held["authenticator app"] is True
    assert len(held["addresses"]) == 2
    assert held["accounts elsewhere"][0]["known there as"] == "nora-at-work"
    assert "name: Nora Newer" in files["account/account.txt"]
    assert "account/account.json" in files["README.txt"]
    user = _nora()
    secret = apps.get_model("mfa", "Authenticator").objects.first().data
    for value in (user.password, *map(str, secret.values())):
        assert value not in str(files)


def test_deleting_takes_the_person_out_of_every_table(world: World, full: Client) -> None:
    named = tables_that_name_the_person()
    assert {"accounts_user", "account_emailaddress", "accounts_session"} <= named
    assert "socialaccount_socialaccount" in named
    assert "deleted" in delete(full)
    assert tables_that_name_the_person() == set()
    assert User.objects.filter(pk=world.reader.pk).exists()
    assert first_fault() == ""
    assert Entry.objects.last().act == "delete own account"
    assert full.get("/account/").status_code == 302
    assert sign_in(Client(), FORM["email"]).status_code == 200


def test_the_search_would_find_what_is_left(world: World, full: Client) -> None:
    delete(full)
    User.objects.filter(pk=world.reader.pk).update(name="Nora, left over")
    assert tables_that_name_the_person() == {"accounts_user"}


FILES = """
from pathlib import Path
from django.db import connection
from django.conf import settings
from django.test import Client, override_settings
from statim.accounts.actions import add_person
from statim.audit.actor import OPERATOR

settings.ALLOWED_HOSTS.append("testserver")
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
storages = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
override_settings(STORAGES=storages).enable()  # also where one was already made
user, password = add_person(email="unmistakable@example.org", role="reader", by=OPERATOR)
client = Client()
client.post("/account/sign-in/", {"username": user.email, "password": password})
client.post("/account/again/", {"password": password})
path = Path(connection.settings_dict["NAME"])

def traces():
    files = [path, path.with_name(path.name + "-wal")]
    return sum(f.read_bytes().count(b"unmistakable") for f in files if f.exists())

before = traces()
answer = client.post("/account/delete/", {"sure": "on"})
print(answer.status_code, before > 0, traces())
"""


def test_nothing_of_the_person_is_left_in_the_database_file(site: Site) -> None:
    if site.database_url:
        pytest.skip("SQLite's file; PostgreSQL keeps its own house")
    done = site.statim("manage", "shell", "-v0", "-c", FILES)
    assert done.stdout.strip() == "200 True 0", done.stderr


@pytest.mark.django_db
def test_deleting_asks_for_the_password_first(world: World) -> None:
    client = Client()
    user = world.reader
    sign_in(client, user.email, world.password[user.email])
    answer = client.post("/account/delete/", {"sure": "on"})
    assert answer["Location"].startswith("/account/again/?next=")
    client.post(answer["Location"], {"password": "not it"})
    assert User.objects.filter(pk=user.pk).exists()
    assert client.get("/account/delete/").status_code == 302
    back = client.post("/account/again/", {"password": world.password[user.email],
                                           "next": "/account/delete/"})  # fmt: skip
    assert back["Location"] == "/account/delete/"
    assert "Tick the box" in client.post("/account/delete/", {}).content.decode()
    assert User.objects.filter(pk=user.pk).exists()
    delete(client)
    assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.django_db
def test_staff_are_told_that_what_they_published_keeps_their_name(world: World) -> None:
    client = Client()
    user = world.editor
    sign_in(client, user.email, world.password[user.email])
    client.post("/account/again/", {"password": world.password[user.email]})
    assert "keeps your name" in client.get("/account/delete/").content.decode()
    before = Entry.objects.filter(actor_name="Edith Editor").count()
    assert before
    delete(client)
    assert Entry.objects.filter(actor_name="Edith Editor").count() == before


@pytest.mark.django_db
def test_a_room_that_cannot_erase_leaves_everything(
    full: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(person: int) -> None:
        raise RuntimeError("locked")

    monkeypatch.setattr(own_data, "_rooms", dict(own_data._rooms))
    own_data.register("diary", export=lambda person: [("diary.json", b"{}")], erase=fails)
    with pytest.raises(RuntimeError):
        delete(full)
    assert User.objects.filter(email=FORM["email"]).exists()


@pytest.mark.django_db
def test_rooms_above_take_part_and_come_before_the_account(
    full: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased: list[tuple[int, bool]] = []
    person = _nora().pk
    monkeypatch.setattr(own_data, "_rooms", dict(own_data._rooms))
    own_data.register(
        "zz-notes",
        export=lambda who: [("notes.json", own_data.as_json({"of": who}))],
        erase=lambda who: erased.append((who, User.objects.filter(pk=who).exists())),
    )
    archive = zipfile.ZipFile(io.BytesIO(full.get("/account/export/").content))
    assert json.loads(archive.read("zz-notes/notes.json")) == {"of": person}
    delete(full)
    assert erased == [(person, True)]
    with pytest.raises(RoomTaken):
        own_data.register("account", export=lambda who: [], erase=lambda who: None)


def test_letters_in_the_outbox_go_with_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "MAIL_OUTBOX", tmp_path / "outbox")
    from django.core.mail import EmailMessage as Letter

    letters = [
        Letter("Hello", "See http://testserver/account/confirm/abc/", "a@b.example", [to])
        for to in ("Nora <NEW@example.org>", "other@example.org")
    ]
    assert outbox.Outbox().send_messages(letters) == 2
    said = capsys.readouterr().err
    assert "http://testserver/account/confirm/abc/" in said
    assert "example.org" not in said
    assert oct((tmp_path / "outbox").stat().st_mode)[-3:] == "700"
    outbox.forget(["new@example.org"])
    left = list((tmp_path / "outbox").glob("*.eml"))
    assert len(left) == 1
    assert b"other@example.org" in left[0].read_bytes()
    assert isinstance(EmailMessage(), EmailMessage)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/account/export/", "/account/delete/", "/account/particulars/"])
def test_a_stranger_is_asked_to_sign_in(page: str) -> None:
    answer = Client().get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/sign-in/?next={page}")


@pytest.mark.django_db
def test_what_backups_still_hold_is_said(client: Client) -> None:
    said = client.get("/about/privacy/").content.decode()
    assert "gone from the database at once" in said
    assert "Copies that the operator made of the whole site earlier hold it" in said
