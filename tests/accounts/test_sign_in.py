"""Signing in: stays on the site, slows down whoever guesses, tells strangers nothing, and gives
a new session id."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.test import Client

from statim.accounts.actions import add_person
from statim.accounts.models import Kept, Session, User
from statim.audit.actor import OPERATOR
from tests.accounts.people import PASSWORD, link, new_account, seen, sign_in
from tests.site import Site
from tests.world import World

pytestmark = pytest.mark.django_db

HOSTS = ("evil.example", "testserver.evil.example", "evil.example@testserver", "127.0.0.1:1",
         "localhost", "testserver@evil.example", "[::1]", "xn--evl-hoa.example")  # fmt: skip
FORMS = ("https://{}", "http://{}/x", "//{}", "///{}", "\\\\{}", "/\\{}", "\\/{}", "http:{}",
         " https://{}", "https:/{}")  # fmt: skip
ODD = (
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", "mailto:a@b.c",
    "ftp://testserver/", "\thttps://evil.example", "/\t/evil.example", "/\n/evil.example",
    "\x00//evil.example", "relative/path", "?x", "#x", "evil.example", "http://[evil", ".",
)  # fmt: skip
AWAY = [form.format(host) for host in HOSTS for form in FORMS] + list(ODD)


def test_there_are_more_than_eighty_ways_to_try() -> None:
    assert len(set(AWAY)) >= 80


@pytest.mark.parametrize("where", ["/account/sign-in/", "/account/sign-up/"])
def test_next_never_leads_off_the_site(world: World, where: str) -> None:
    user = world.reader.email
    for there in AWAY:
        client = Client()
        shown = client.get(where, {"next": there}).content.decode()
        assert 'name="next" value=""' in shown, there
        if where.endswith("in/"):
            answer = sign_in(client, user, world.password[user], next=there)
            assert (answer.status_code, answer["Location"]) == (302, "/"), there
            # who is signed in already is led on as well
            assert client.get(where, {"next": there})["Location"] == "/", there
            out = client.post("/account/sign-out/", {"next": there})
            assert out["Location"] == "/", there


def test_next_leads_to_a_place_on_the_site(world: World) -> None:
    user = world.reader.email
    for there in ("/browse/", "/search/?q=a&b=%2F", "/topics/mode-of-action/"):
        assert sign_in(Client(), user, world.password[user], next=there)["Location"] == there


def test_guessing_is_stopped_before_the_tenth_attempt_whoever_it_is(world: World) -> None:
    client = Client()
    said = [sign_in(client, world.reader.email, f"guess {n}").content.decode() for n in range(10)]
    assert "do not match an account" in said[0]
    assert "too many attempts" in said[9]
    user = world.reader.email
    refused = sign_in(client, user, world.password[user])
    assert "too many attempts" in refused.content.decode()  # the right password does not help
    assert (
        sign_in(Client(), world.editor.email, world.password[world.editor.email])["Location"] == "/"
    )  # and others are not kept out


def test_a_stranger_cannot_tell_a_wrong_password_from_an_unknown_address(world: World) -> None:
    for known, unknown in (("reader@example.org", "nobody@example.org"),):
        first, second = Client(), Client()
        for n in range(10):
            a = seen(sign_in(first, known, f"guess {n}"), without=known)
            b = seen(sign_in(second, unknown, f"guess {n}"), without=unknown)
            assert a == b, n


def test_a_stranger_cannot_tell_by_asking_for_a_new_password(world: World) -> None:
    answers = []
    for email in (world.reader.email, "nobody@example.org"):
        client = Client()
        answer = client.post("/account/password/reset/", {"email": email})
        answers.append((seen(answer), seen(client.get(answer["Location"]))))
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [[world.reader.email], ["nobody@example.org"]]


def test_letters_for_a_new_password_are_few(world: World) -> None:
    client = Client()
    for email in (world.reader.email, "nobody@example.org"):
        codes = [
            client.post("/account/password/reset/", {"email": email}).status_code for _ in range(5)
        ]
        assert codes == [302, 302, 302, 429, 429], email
    assert len(mail.outbox) == 6


def test_counts_of_attempts_name_nobody(world: World) -> None:
    sign_in(Client(), world.reader.email, "wrong")
    kept = str(list(Kept.objects.values()))
    assert Kept.objects.exists()
    assert "example" not in kept
    assert "127.0.0.1" not in kept


GUESS = """
from django.test import Client
from django.test.utils import override_settings
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
override_settings(STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": plain}}).enable()
client = Client()
for n in range(5):
    answer = client.post("/account/sign-in/", {"username": "a@example.org", "password": str(n)})
print("LOCKED" if "too many attempts" in answer.content.decode() else "OPEN")
"""


def test_attempts_are_counted_over_all_processes(site: Site) -> None:
    outcomes = [site.statim("manage", "shell", "-v0", "-c", GUESS) for _ in range(2)]
    assert [done.stdout.strip() for done in outcomes] == ["OPEN", "LOCKED"], outcomes


AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
settings.ALLOWED_HOSTS.append("testserver")
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
override_settings(STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": plain}}).enable()

def guess(n):
    try:
        fields = {"username": "a@example.org", "password": str(n)}
        said = Client().post("/account/sign-in/", fields).content.decode()
        return "do not match" in said
    finally:
        connection.close()

with ThreadPoolExecutor(8) as threads:
    print(sum(threads.map(guess, range(24))))
"""


def test_guesses_that_are_made_at_once_are_counted_one_by_one(site: Site) -> None:
    done = site.statim("manage", "shell", "-v0", "-c", AT_ONCE)
    assert done.returncode == 0, done.stderr
    assert 1 <= int(done.stdout) <= 8


def test_signing_in_gives_a_new_session_id_and_another_for_a_new_password() -> None:
    client = Client()
    new_account(client)
    ids = [client.cookies["statim-session"].value]
    client.post("/account/sign-out/")
    client.get("/account/password/reset/")
    sign_in(client, "new@example.org")
    ids.append(client.cookies["statim-session"].value)
    changed = {
        "oldpassword": PASSWORD,
        "password1": "another calm sea",
        "password2": "another calm sea",
    }
    answer = client.post("/account/password/", changed)
    assert answer["Location"] == "/account/?done=password"
    ids.append(client.cookies["statim-session"].value)
    assert len(set(ids)) == 3
    assert client.get("/account/").status_code == 200


def test_a_session_that_was_planted_before_signing_in_is_worth_nothing(world: World) -> None:
    attacker = Client()
    attacker.get("/account/sign-up/")
    sign_in(attacker, "nobody@example.org", "x")
    victim = Client()
    planted = "p" * 32
    victim.cookies["statim-session"] = planted
    sign_in(victim, world.reader.email, world.password[world.reader.email])
    assert victim.cookies["statim-session"].value != planted
    attacker.cookies["statim-session"] = planted
    assert attacker.get("/account/").status_code == 302


def test_a_forgotten_password_is_replaced_once_and_ends_every_session(world: World) -> None:
    here = Client()
    here.force_login(world.reader)
    client = Client()
    client.post("/account/password/reset/", {"email": world.reader.email})
    path = link()
    form = client.get(path)["Location"]
    chosen = {"password1": "another calm sea", "password2": "another calm sea"}
    assert client.post(form, chosen)["Location"] == "/account/password/reset/done/"
    assert here.get("/account/").status_code == 302
    assert not Session.objects.filter(user=world.reader).exists()
    assert sign_in(Client(), world.reader.email, "another calm sea")["Location"] == "/"
    assert "no longer holds" in Client().get(path).content.decode()


def test_a_reset_opens_an_account_that_guessing_had_locked(world: World) -> None:
    for n in range(10):
        sign_in(Client(), world.reader.email, f"guess {n}")
    client = Client()
    client.post("/account/password/reset/", {"email": world.reader.email})
    chosen = {"password1": "another calm sea", "password2": "another calm sea"}
    client.post(client.get(link())["Location"], chosen)
    assert sign_in(client, world.reader.email, "another calm sea")["Location"] == "/"


def test_a_closed_account_cannot_sign_in() -> None:
    user, password = add_person(email="a@example.org", role="reader", by=OPERATOR)
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    sign_in(client, user.email, password)
    assert client.get("/account/").status_code == 302


def test_the_address_changes_only_with_the_new_letters_link(client: Client) -> None:
    new_account(client)
    client.post("/account/again/", {"password": PASSWORD})
    answer = client.post("/account/address/", {"email": "newer@example.org", "action_add": "1"})
    assert answer["Location"] == "/account/?done=address"
    assert User.objects.get().email == "new@example.org"
    assert mail.outbox[-1].to == ["newer@example.org"]
    client.post(link())
    assert User.objects.get().email == "newer@example.org"
    assert mail.outbox[-1].to == ["new@example.org"]  # the old address is told
    assert sign_in(Client(), "newer@example.org")["Location"] == "/"
    assert sign_in(Client(), "new@example.org").status_code == 200


def test_asking_for_json_gives_the_same_page(world: World) -> None:
    answer = Client().post(
        "/account/sign-in/", {"username": "a@b.example", "password": "x"},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer["Content-Type"].startswith("text/html")
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.content)
