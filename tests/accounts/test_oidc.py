"""Signing in through an organisation: against a real provider, honest and lying."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from statim.accounts.actions import add_person
from statim.accounts.models import User
from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from tests.accounts.issuer import CLIENT, SECRET, Claims, Issuer, serving
from tests.accounts.people import FORM

pytestmark = pytest.mark.django_db
BEGIN, BACK = "/account/organisation/", "/account/organisation/organisation/back/"
OLIVE = {**FORM, "email": "olive@trust.example", "name": "Olive Oakes"}


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with serving() as served, override_settings(
        OIDC_ISSUER=served.url,
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [{
            "provider_id": "organisation", "name": "the Trust", "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": served.url, "oauth_pkce_enabled": True},
        }]}},
    ):  # fmt: skip
        yield served


def there(client: Client, **asked: str) -> str:
    """Begin here, sign in there; the path and query that lead back."""
    begun = client.get(BEGIN, asked)
    assert begun.status_code == 302, begun.content
    place = urlsplit(begun["Location"])
    assert place.hostname
    connection = HTTPConnection(place.hostname, place.port or 80, timeout=10)
    connection.request("GET", f"{place.path}?{place.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    assert back.netloc == "testserver"
    return f"{back.path}?{back.query}"


def come(client: Client, **asked: str) -> Any:
    return client.get(there(client, **asked))


def signed_in(client: Client) -> bool:
    return bool(client.get("/account/").status_code == 200)


def test_the_first_time_particulars_and_declaration_are_asked(issuer: Issuer) -> None:
    client = Client()
    answer = come(client, next="/browse/")
    assert answer["Location"] == "/account/organisation/first-time/"
    assert not User.objects.exists()
    shown = client.get(answer["Location"]).content.decode()
    assert 'value="olive@trust.example"' in shown
    assert 'value="Olive Oakes"' in shown
    refused = client.post(answer["Location"], {**OLIVE, "declaration": ""})
    assert "Confirm that this site is meant for you" in refused.content.decode()
    assert not User.objects.exists()
    done = client.post(answer["Location"], OLIVE)
    assert (done.status_code, done["Location"]) == (302, "/browse/")
    user = User.objects.get()
    assert (user.email, user.name, user.role) == ("olive@trust.example", "Olive Oakes", "reader")
    assert user.declared_at
    assert not user.has_usable_password()
    assert signed_in(client)


def test_afterwards_one_step_signs_in_under_a_new_session_id(issuer: Issuer) -> None:
    client = Client()
    come(client)
    client.post("/account/organisation/first-time/", OLIVE)
    issuer.person["email"] = "olive.married@trust.example"  # known by `sub`, not by address
    again = Client()
    path = there(again, next="/browse/")
    before = again.cookies["statim-session"].value
    assert again.get(path)["Location"] == "/browse/"
    assert again.cookies["statim-session"].value != before
    assert signed_in(again)
    assert User.objects.count() == 1


def test_an_account_with_the_verified_address_is_opened(issuer: Issuer) -> None:
    add_person(email="olive@trust.example", role="editor", by=OPERATOR)
    client = Client()
    assert come(client)["Location"] == "/"
    assert signed_in(client)
    assert User.objects.get().role == "editor"
    assert "connect own organisation" in Entry.objects.values_list("act", flat=True)


def test_an_address_that_is_not_verified_opens_no_account(issuer: Issuer) -> None:
    add_person(email="olive@trust.example", role="editor", by=OPERATOR)
    issuer.person["email_verified"] = False
    client = Client()
    assert come(client)["Location"] == "/account/organisation/first-time/"
    answer = client.post("/account/organisation/first-time/", OLIVE)
    assert answer["Location"] == "/account/confirm/"  # as for everybody; the owner gets a letter
    assert not signed_in(client)
    assert User.objects.count() == 1


def test_only_what_is_needed_is_kept_of_what_the_service_tells(issuer: Issuer) -> None:
    issuer.person |= {"phone_number": "07700 900123", "birthdate": "1970-01-01"}
    client = Client()
    come(client)
    client.post("/account/organisation/first-time/", OLIVE)
    archive = client.get("/account/export/").content
    assert archive
    from allauth.socialaccount.models import SocialAccount, SocialToken

    assert "07700" not in str(SocialAccount.objects.values())
    assert not SocialToken.objects.exists()


def segment(value: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(issuer: Issuer, claims: Claims) -> str:
    return f"{segment({'alg': 'none', 'typ': 'JWT', 'kid': 'k1'})}.{segment(claims)}."


def with_the_shared_secret(issuer: Issuer, claims: Claims) -> str:
    return jwt.encode({"alg": "HS256", "kid": "k1"}, claims, OctKey.import_key(SECRET.ljust(32)))


def with_the_public_key_as_secret(issuer: Issuer, claims: Claims) -> str:
    import hashlib
    import hmac

    said = f"{segment({'alg': 'HS256', 'kid': 'k1'})}.{segment(claims)}"
    mac = hmac.new(issuer.key.as_pem(private=False), said.encode(), hashlib.sha256).digest()
    return f"{said}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def with_another_key(issuer: Issuer, claims: Claims) -> str:
    return issuer.signed(claims, RSAKey.generate_key(2048, {"kid": "k1"}))


def with_another_body(issuer: Issuer, claims: Claims) -> str:
    head, _, signature = issuer.signed(claims).split(".")
    return f"{head}.{segment(claims | {'sub': 'admin'})}.{signature}"


SIGNED: dict[str, Callable[[Issuer, Claims], str]] = {
    "not signed at all": unsigned,
    "signed with the shared secret": with_the_shared_secret,
    "signed with the public key as secret": with_the_public_key_as_secret,
    "signed with another key of the same name": with_another_key,
    "its body changed": with_another_body,
    "naming an unknown key": lambda i, c: i.signed(c, kid="k2"),
    "empty": lambda i, c: "",
    "no token": lambda i, c: "no.token.here",
}
NOW = time.time()
CLAIMED: dict[str, Callable[[Claims], Claims]] = {
    "for another site": lambda c: c | {"aud": "another"},
    "for two sites, and does not say whose": lambda c: c | {"aud": [CLIENT, "another"]},
    "authorised to another": lambda c: c | {"azp": "another"},
    "of another issuer": lambda c: c | {"iss": "http://127.0.0.1:1"},
    "with the nonce of nobody": lambda c: c | {"nonce": "x" * 32},
    "without a nonce": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "with an empty nonce": lambda c: c | {"nonce": ""},
    "expired": lambda c: c | {"exp": int(NOW) - 3600},
    "without an end": lambda c: {k: v for k, v in c.items() if k != "exp"},
    "from tomorrow": lambda c: c | {"iat": int(NOW) + 86400},
    "without a person": lambda c: {k: v for k, v in c.items() if k != "sub"},
    "of another person than userinfo": lambda c: c | {"sub": "u-18"},
}


def refused(client: Client, answer: Any) -> None:
    assert answer.status_code == 403, answer
    assert "did not confirm who you are" in answer.content.decode()
    assert not signed_in(client)
    assert not User.objects.exists()
    assert client.get("/account/organisation/first-time/")["Location"] == "/account/sign-in/"


@pytest.mark.parametrize("how", SIGNED)
def test_a_token_that_is_badly_signed_is_refused(issuer: Issuer, how: str) -> None:
    issuer.sign = SIGNED[how]
    client = Client()
    refused(client, come(client))


@pytest.mark.parametrize("how", CLAIMED)
def test_a_token_that_says_something_else_is_refused(issuer: Issuer, how: str) -> None:
    issuer.claim = CLAIMED[how]
    client = Client()
    refused(client, come(client))


def test_a_token_of_an_earlier_sign_in_is_refused(issuer: Issuer) -> None:
    come(Client())
    stolen = issuer.last_token
    issuer.sign = lambda i, c: stolen
    client = Client()
    refused(client, come(client))


def test_the_same_way_back_leads_in_once(issuer: Issuer) -> None:
    client = Client()
    path = there(client)
    assert client.get(path).status_code == 302
    other = Client()
    refused(other, other.get(path))
    again = client.get(path)
    assert again.status_code == 403


def test_the_way_back_of_one_browser_is_of_no_use_in_another(issuer: Issuer) -> None:
    mine, theirs = Client(), Client()
    there(theirs)
    refused(theirs, theirs.get(there(mine)))


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied"]
)
def test_a_way_back_that_nobody_began_is_refused(issuer: Issuer, query: str) -> None:
    client = Client()
    refused(client, client.get(BACK + query))


def test_a_code_of_another_browser_is_refused(issuer: Issuer) -> None:
    mine, theirs = Client(), Client()
    code = parse_qs(urlsplit(there(mine)).query)["code"][0]
    state = parse_qs(urlsplit(there(theirs)).query)["state"][0]
    refused(theirs, theirs.get(BACK, {"code": code, "state": state}))


@pytest.mark.parametrize("lie", [
    {"issuer": "http://127.0.0.1:1"}, {"jwks_uri": "http://127.0.0.1:1/"},
    {"token_endpoint": "http://127.0.0.1:1/"}, {"issuer": None},
])  # fmt: skip
def test_a_service_that_is_not_what_it_says_is_refused(issuer: Issuer, lie: Claims) -> None:
    client = Client()
    path = there(client)
    issuer.discovery = {
        name: value.replace(":1", ":1") if value else "" for name, value in lie.items()
    }
    refused(client, client.get(path))


def test_a_service_that_is_down_is_said_in_words(issuer: Issuer) -> None:
    app = {"provider_id": "organisation", "name": "x", "client_id": "y",
           "settings": {"server_url": "http://127.0.0.1:1"}}  # fmt: skip
    with override_settings(
        OIDC_ISSUER="http://127.0.0.1:1",
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [app]}},
    ):
        answer = Client().get(BEGIN)
    assert answer.status_code == 403


def test_where_no_service_is_named_there_is_no_such_page() -> None:
    client = Client()
    assert client.get(BEGIN).status_code == 404
    assert client.get(BACK + "?code=x&state=y").status_code == 404
    assert "organisation" not in client.get("/account/sign-in/").content.decode()


def test_nobody_can_add_to_what_is_asked_of_the_service(issuer: Issuer) -> None:
    client = Client()
    begun = client.get(BEGIN, {
        "auth_params": "prompt=none&nonce=mine", "scope": "admin", "process": "connect",
        "next": "https://evil.example/", "action": "reauthenticate",
    })  # fmt: skip
    asked = parse_qs(urlsplit(begun["Location"]).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["nonce"] != ["mine"]
    assert "prompt" not in asked
    assert "evil" not in str(dict(client.session))


def test_whom_the_organisation_lets_in_may_open_an_account_where_others_may_not(
    issuer: Issuer,
) -> None:
    client = Client()
    with override_settings(STATIM_SIGN_UP="closed"):
        come(client)
        assert client.post("/account/organisation/first-time/", OLIVE).status_code == 302
    assert signed_in(client)


def test_the_button_is_there_and_leads_back(issuer: Issuer) -> None:
    shown = Client().get("/account/sign-in/?next=/browse/").content.decode()
    assert 'href="/account/organisation/?next=/browse/"' in shown
    assert "Sign in with the Trust" in shown
