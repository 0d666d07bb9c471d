"""Who is signed in, by one read: true while it holds, refused at the very next request after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from statim.accounts import signed_in
from statim.accounts.actions import change_role, deactivate, end_other_sessions, end_session
from statim.accounts.errors import NoSuchSession, UnknownRole
from statim.accounts.marks import session_mark, stored_key
from statim.accounts.models import Session, User
from statim.accounts.queries import holder_of, sessions_of
from statim.accounts.sessions import SessionStore
from statim.accounts.signed_in import reader_id
from statim.audit.actor import OPERATOR
from tests.accounts.people import sign_in
from tests.site import Site
from tests.world import World

pytestmark = pytest.mark.django_db

TOPIC = "/topics/mode-of-action/"


def of(client: Client) -> int | None:
    """What `reader_id` says of this client's next request."""
    request = RequestFactory().get(TOPIC)
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return reader_id(request)


@pytest.fixture
def reader(world: World) -> Client:
    client = Client()
    client.force_login(world.reader)
    return client


def test_a_reader_is_known_by_one_read_and_a_visitor_by_none(reader: Client, world: World) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert of(reader) == world.reader.pk
        assert of(Client()) is None
    assert len(queries) == 1


EARLIER = date(2026, 1, 1)


@pytest.mark.parametrize("page", [TOPIC, "/account/"])
def test_the_day_of_a_sessions_last_use_is_written_once_a_day(reader: Client, page: str) -> None:
    Session.objects.update(used=EARLIER)
    reader.get(page)
    assert Session.objects.get().used == datetime.now(UTC).date()
    with CaptureQueriesContext(connection) as queries:
        reader.get(page)
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]
    said = f"last used {datetime.now(UTC):%-d %B %Y}"
    assert said in reader.get("/account/").content.decode()


def test_a_session_is_used_by_its_owner_alone_and_reading_never_fails_for_it(
    reader: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session.objects.update(used=None, mark="of another password")
    assert of(reader) is None
    assert Session.objects.get().used is None
    Session.objects.update(mark=session_mark(world.reader.password, world.reader.role))
    monkeypatch.setattr(signed_in, "_USED", "UPDATE no_such_table SET a = %s WHERE b = %s")
    assert of(reader) == world.reader.pk


def test_opening_a_topic_touches_neither_session_nor_account_object(reader: Client) -> None:
    reader.get(TOPIC)
    with CaptureQueriesContext(connection) as queries:
        shown = reader.get(TOPIC)
    said = [query["sql"] for query in queries]
    assert "data-meter-left" not in shown.content.decode()
    assert len(said) == 4, said  # where it stands, who reads, the notes, what was read before
    assert not [sql for sql in said if "session_data" in sql or "last_login" in sql]


def changed_password(user: User) -> None:
    user.set_password("another calm sea")
    user.save()


ENDS: dict[str, Callable[[World], object]] = {
    "the session is ended": lambda w: end_session(
        w.reader.pk, sessions_of(w.reader.pk, this=None)[0].name, by=OPERATOR
    ),
    "all sessions are ended": lambda w: end_other_sessions(w.reader.pk, keep=None, by=OPERATOR),
    "the account is deactivated": lambda w: deactivate(w.reader, by=OPERATOR),
    "the account is deactivated behind our back": lambda w: User.objects.filter(
        pk=w.reader.pk
    ).update(is_active=False),
    "the role changes": lambda w: change_role(w.reader, "author", by=OPERATOR),
    "the role changes behind our back": lambda w: User.objects.filter(pk=w.reader.pk).update(
        role="admin"
    ),
    "the password changes": lambda w: changed_password(w.reader),
    "the account is deleted": lambda w: w.reader.delete(),
    "its time is over": lambda w: Session.objects.update(ends=1),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_session_that_is_over_is_refused_at_once(reader: Client, world: World, how: str) -> None:
    assert of(reader) == world.reader.pk
    ENDS[how](world)
    assert of(reader) is None
    assert "data-meter-left" in reader.get(TOPIC).content.decode()


def test_django_itself_refuses_a_session_of_another_password_or_role(
    reader: Client, world: World
) -> None:
    User.objects.filter(pk=world.reader.pk).update(role="editor")
    assert reader.get("/account/").status_code == 302


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32, "'; DROP TABLE accounts_user; --", "é" * 40])
def test_a_cookie_that_is_no_session_is_nobody(reader: Client, cookie: str) -> None:
    reader.cookies["statim-session"] = cookie
    assert of(reader) is None


def test_who_reads_the_table_cannot_sign_in_with_it(reader: Client) -> None:
    row = Session.objects.get()
    key = reader.cookies["statim-session"].value
    assert key not in str(Session.objects.values())
    reader.cookies["statim-session"] = row.session_key
    assert of(reader) is None
    assert reader.get("/account/").status_code == 302
    assert row.session_key == stored_key(key)


def test_a_session_on_the_way_to_signing_in_is_not_signed_in(world: World) -> None:
    client = Client()
    client.post("/account/sign-up/", {"email": "n@example.org", "password1": "a calm, calm sea",
                "name": "N", "profession": "nurse", "declaration": "on"})  # fmt: skip
    waiting = Session.objects.get()
    assert waiting.user == User.objects.get(email="n@example.org")
    assert waiting.mark == ""
    assert of(client) is None
    assert sessions_of(waiting.user.pk, this=None) == []


def test_marks_differ_by_password_and_by_role() -> None:
    marks = {session_mark(p, r) for p in ("a", "b", "") for r in ("reader", "admin")}
    assert len(marks) == 6


def test_a_session_that_was_ended_elsewhere_is_not_brought_back(reader: Client) -> None:
    store = SessionStore(reader.cookies["statim-session"].value)
    store["x"] = 1
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_sessions_are_listed_and_ended_from_the_account(world: World) -> None:
    user = world.reader
    phone, desk = Client(), Client()
    agents = {phone: "Mozilla/5.0 (iPhone) Safari/604.1", desk: "Mozilla/5.0 (Windows) Firefox/140"}
    for client, agent in agents.items():
        client.defaults["HTTP_USER_AGENT"] = agent
        sign_in(client, user.email, world.password[user.email])
    shown = desk.get("/account/").content.decode()
    assert "Firefox on Windows" in shown
    assert "Safari on iPhone" in shown
    other = next(s for s in sessions_of(user.pk, this=desk.session.session_key) if not s.is_this)
    assert desk.post("/account/sessions/end/", {"name": other.name})["Location"].endswith("ended")
    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(reader: Client, world: World) -> None:
    name = sessions_of(world.reader.pk, this=None)[0].name
    stranger = Client()
    stranger.force_login(world.editor)
    for tried in (name, "", name[:8], "%"):
        answer = stranger.post("/account/sessions/end/", {"name": tried})
        assert answer["Location"].endswith("gone")
        with pytest.raises(NoSuchSession):
            end_session(world.editor.pk, tried, by=holder_of(world.editor.pk))
    assert of(reader) == world.reader.pk
    assert of(stranger) == world.editor.pk


def test_all_others_end_and_this_one_stays(reader: Client, world: World) -> None:
    here = Client()
    here.force_login(world.reader)
    here.post("/account/sessions/end-others/")
    assert (of(here), of(reader)) == (world.reader.pk, None)


def test_signing_out_ends_the_session_for_good(reader: Client) -> None:
    key = reader.cookies["statim-session"].value
    reader.post("/account/sign-out/")
    reader.cookies["statim-session"] = key
    assert of(reader) is None
    assert not Session.objects.exists()


def test_signing_out_takes_a_form(reader: Client, world: World) -> None:
    assert reader.get("/account/sign-out/").status_code == 405
    assert of(reader) == world.reader.pk


def test_a_role_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(UnknownRole):
        change_role(world.reader, "king", by=OPERATOR)
    assert User.objects.get(pk=world.reader.pk).role == "reader"


ELSEWHERE = """
from statim.accounts.models import User
from django.test import Client, RequestFactory
from statim.accounts.signed_in import reader_id
import sys
client = Client()
client.force_login(User.objects.get())
request = RequestFactory().get("/")
request.COOKIES["statim-session"] = client.cookies["statim-session"].value
print(reader_id(request), flush=True)
sys.stdin.readline()
print(reader_id(request), flush=True)
"""


def test_a_session_that_one_process_ends_is_refused_by_another(site: Site) -> None:
    assert site.statim("people", "add", "a@example.org", "--role", "reader").returncode == 0
    import subprocess
    import sys

    words = [sys.executable, "-m", "statim.cli.main", "manage", "shell", "-v0", "-c", ELSEWHERE]
    from tests.site import ROOT

    process = subprocess.Popen(
        words, cwd=ROOT, env=site.environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline().strip() == "1"
    end = "from statim.accounts.models import Session; print(Session.objects.all().delete()[0])"
    assert site.statim("manage", "shell", "-v0", "-c", end).stdout.strip() == "1"
    said, _ = process.communicate("\n", timeout=60)
    assert said.strip() == "None"
