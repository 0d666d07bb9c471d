"""The second factor: an app's codes, recovery codes, who must have one, what is stored."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from statim.accounts.models import Kept
from statim.accounts.second_factor import AskStaff, must_add
from statim.audit.models import Entry
from tests.accounts.people import FORM, PASSWORD, new_account, sign_in
from tests.world import World

pytestmark = pytest.mark.django_db

ASK = "/account/second-factor/ask/"


def code(secret: str, *, later: int = 0) -> str:
    """The app's code now (RFC 6238), or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def add_app(client: Client, password: str = PASSWORD) -> str:
    """Add an authenticator app; its secret."""
    client.post("/account/again/", {"password": password})
    shown = client.get("/account/second-factor/app/").content.decode()
    found = re.search(r"data-secret>([A-Z2-7]+)<", shown)
    assert found, shown
    answer = client.post("/account/second-factor/app/", {"code": code(found[1])})
    assert answer["Location"] == "/account/second-factor/codes/"
    return found[1]


@pytest.fixture
def secured(client: Client) -> str:
    """A new account with an app; its secret. `client` is signed in."""
    new_account(client)
    return add_app(client)


def half_way() -> Client:
    client = Client()
    assert sign_in(client, FORM["email"])["Location"] == ASK
    return client


def test_the_password_alone_no_longer_opens_the_account(secured: str) -> None:
    client = half_way()
    assert client.get("/account/").status_code == 302
    answer = client.post(ASK, {"code": code(secured, later=1)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_the_second_step_leads_back_to_where_the_reader_was(secured: str) -> None:
    client = Client()
    sign_in(client, FORM["email"], next="/browse/")
    assert client.post(ASK, {"code": code(secured, later=1)})["Location"] == "/browse/"


def test_a_code_opens_once(secured: str) -> None:
    used = code(secured, later=1)
    assert half_way().post(ASK, {"code": used}).status_code == 302
    again = half_way().post(ASK, {"code": used})
    assert again.status_code == 200
    assert Kept.objects.exists()


@pytest.mark.parametrize("wrong", ["000000", "", "abcdef", "1" * 200])
def test_a_wrong_code_opens_nothing(secured: str, wrong: str) -> None:
    client = half_way()
    assert client.post(ASK, {"code": wrong}).status_code == 200
    assert client.get("/account/").status_code == 302


def test_guessing_codes_is_stopped_before_the_tenth_attempt(secured: str) -> None:
    for n in range(10):
        half_way().post(ASK, {"code": f"{n:06}"})
    client = half_way()
    assert client.post(ASK, {"code": code(secured, later=1)}).status_code == 200
    assert client.get("/account/").status_code == 302


def test_recovery_codes_are_shown_and_each_opens_once(client: Client, secured: str) -> None:
    shown = client.get("/account/second-factor/codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", shown)
    assert len(set(codes)) == 10
    assert half_way().post(ASK, {"code": codes[0]}).status_code == 302
    assert half_way().post(ASK, {"code": codes[0]}).status_code == 200
    client.post("/account/second-factor/codes/new/")
    assert half_way().post(ASK, {"code": codes[1]}).status_code == 200


def test_adding_and_removing_a_factor_gives_a_new_session_id(client: Client) -> None:
    new_account(client)
    ids = [client.cookies["statim-session"].value]
    add_app(client)
    ids.append(client.cookies["statim-session"].value)
    client.post("/account/second-factor/app/remove/")
    ids.append(client.cookies["statim-session"].value)
    assert len(set(ids)) == 3
    assert not Authenticator.objects.exists()
    assert sign_in(Client(), FORM["email"])["Location"] == "/"


def test_each_change_of_a_factor_is_logged_once(client: Client, secured: str) -> None:
    client.post("/account/second-factor/codes/new/")
    client.post("/account/second-factor/app/remove/")
    acts = list(Entry.objects.order_by("sequence").values_list("act", flat=True))
    assert acts[2:] == [
        "add own authenticator app", "renew own recovery codes", "remove own authenticator app"
    ]  # fmt: skip


def test_secrets_are_encrypted_in_the_database(client: Client, secured: str) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secured not in stored
    shown = client.get("/account/second-factor/codes/").content.decode()
    for recovery in re.findall(r"<code>(\d{8})</code>", shown):
        assert recovery not in stored


def test_changing_a_factor_asks_for_the_password_first(client: Client) -> None:
    new_account(client)
    for page in ("app/", "passkeys/add/"):
        answer = client.get(f"/account/second-factor/{page}")
        assert answer["Location"].startswith("/account/again/")


def test_nobody_removes_the_passkey_of_another(client: Client, world: World) -> None:
    new_account(client)
    client.post("/account/again/", {"password": PASSWORD})
    theirs = Authenticator.objects.create(
        user=world.reader, type=Authenticator.Type.WEBAUTHN, data={"name": "theirs"}
    )
    answer = client.post(f"/account/second-factor/passkeys/{theirs.pk}/remove/")
    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": 1}', "not json",
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"AA"}}'])  # fmt: skip
def test_a_passkey_that_is_none_opens_nothing(world: World, credential: str) -> None:
    client = Client()
    options = client.get("/account/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"
    answer = client.post("/account/passkey/", {"credential": credential})
    assert answer["Location"] == "/account/sign-in/?passkey=refused"
    assert "not accepted" in client.get(answer["Location"]).content.decode()
    assert client.get("/account/").status_code == 302


ASKED = [("optional", ()), ("admin", ("admin",)), ("staff", ("admin", "editor", "author"))]


@pytest.mark.parametrize(("setting", "roles"), ASKED)
def test_staff_are_asked_for_a_second_factor_where_the_site_wants_it(
    world: World, setting: str, roles: tuple[str, ...]
) -> None:
    user: Any = world.editor
    with override_settings(STATIM_SECOND_FACTOR=setting):
        for role in ("reader", "author", "editor", "admin"):
            user.role = role
            assert must_add(user) == (role in roles), role


@pytest.fixture
def door() -> Iterator[AskStaff]:
    with override_settings(STATIM_SECOND_FACTOR="staff"):
        yield AskStaff(lambda request: HttpResponse("the desk"))


def test_the_desk_opens_once_the_factor_is_there(world: World, door: AskStaff) -> None:
    request = RequestFactory().get("/desk/pages/")
    request.user = world.editor
    answer = door(request)
    assert (answer.status_code, answer.headers["Location"]) == (
        302, "/account/second-factor/?asked=1"
    )  # fmt: skip
    Authenticator.objects.create(user=world.editor, type=Authenticator.Type.TOTP, data={})
    assert door(request).content == b"the desk"


def test_outside_the_desk_nobody_is_looked_at(door: AskStaff) -> None:
    assert door(RequestFactory().get("/topics/a/")).content == b"the desk"  # it has no user at all
