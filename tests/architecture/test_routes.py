"""Every address by every role: the table of routes.py against the site's own list of patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import get_resolver

from statim.accounts.actions import add_person
from statim.accounts.models import User
from statim.audit.actor import OPERATOR
from statim.editorial.desk.closing import closed
from tests.architecture.routes import ROLES, TABLE, Try, patterns
from tests.world import World

ALL = dict(reversed(list(patterns(get_resolver()))))  # of two with one place the first answers
CLOSED = {place for place, pattern in ALL.items() if pattern.callback is closed}
SAMPLES = {"int": "1", "slug": "a", "str": "a", "path": "a/b", "uuid": "0" * 32}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TRIES = [(place, each) for place, tries in TABLE.items() for each in tries]


def test_every_pattern_of_the_site_stands_in_the_table() -> None:
    open_ones = ALL.keys() - CLOSED
    assert open_ones - TABLE.keys() == set(), "say in routes.py what these answer to whom"
    assert TABLE.keys() - open_ones == set(), "these are no addresses any more"
    assert [place for place, tries in TABLE.items() if not tries] == []


def test_every_line_says_it_for_every_role() -> None:
    assert [place for place, each in TRIES if set(each.expected) != set(ROLES)] == []


@pytest.fixture
def clients(world: World, client: Client) -> Mapping[str, Client]:
    """A browser for each role; the reader's and the editor's accounts are the world's."""
    found = {"visitor": client}
    for role in ROLES[1:]:
        user = User.objects.filter(role=role).first()
        if user is None:
            user, _ = add_person(email=f"{role}@example.org", role=role, by=OPERATOR)
        found[role] = Client()
        found[role].force_login(user)
    return found


def asked(client: Client, each: Try, names: Mapping[str, str]) -> int:
    address = each.address if isinstance(each.address, str) else each.address(names)
    client.cookies.pop("statim-meter", None)  # who has read nothing yet
    return client.generic(each.method, address).status_code


@pytest.mark.usefixtures("own_index")
def test_each_address_answers_each_role_as_the_table_says(clients: Mapping[str, Client]) -> None:
    wrong = []
    for place, each in TRIES:
        for role in ROLES:
            if each.method == "POST" and place.endswith(("logout/", "sign-out/")):
                continue  # would end the session; tried below
            status = asked(clients[role], each, {})
            if status != each.expected[role]:
                wrong.append(f"{each.method} {each.address} as {role}: {status}")
    assert not wrong, "\n".join(wrong)


def sample_of(pattern: str) -> str:
    """An address that a closed pattern takes."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m[1] or "str"], pattern)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)", "1", plain)
    return "/" + re.sub(r"[\^$\\]", "", plain).replace(".*", "x").replace(".json", ".json")


def test_what_is_closed_is_closed_by_every_method_to_every_role(
    clients: Mapping[str, Client],
) -> None:
    assert len(CLOSED) > 100
    answered = [
        f"{method} {place} as {role}"
        for place in sorted(CLOSED)
        for role in ("visitor", "reader", "admin")
        for method in ("GET", "POST")
        if clients[role].generic(method, sample_of(place)).status_code not in {404, 301}
    ]
    assert not answered, "\n".join(answered)


@pytest.mark.usefixtures("own_index")
def test_nothing_is_changed_by_a_request_without_its_token(world: World) -> None:
    """Every address, every unsafe method, as an administrator whose browser was led there."""
    strict = Client(enforce_csrf_checks=True)
    admin, _ = add_person(email="admin@example.org", role="admin", by=OPERATOR)
    strict.force_login(admin)
    done = []
    for _, each in TRIES:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            address = each.address if isinstance(each.address, str) else each.address({})
            status = strict.generic(method, address).status_code
            if status not in {403, 404, 405, 410}:
                done.append(f"{method} {address}: {status}")
    assert not done, "\n".join(done)


@pytest.mark.usefixtures("own_index")
def test_no_method_breaks_an_address(clients: Mapping[str, Client]) -> None:
    """No method of HTTP, asked of any address by anybody, makes an error of ours."""
    broken = []
    for place, each in TRIES:
        if "logout" in place or "sign-out" in place:
            continue
        address = each.address if isinstance(each.address, str) else each.address({})
        for method in METHODS:
            for role in ("visitor", "reader", "admin"):
                if clients[role].generic(method, address).status_code >= 500:
                    broken.append(f"{method} {address} as {role}")
    assert not broken, "\n".join(broken)
