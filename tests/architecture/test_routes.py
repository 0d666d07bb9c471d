"""Every address by every role: the table of routes.py against the site's own list of patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from statim.accounts.actions import add_person
from statim.accounts.models import User
from statim.annotations.actions.groups import invite
from statim.audit.actor import OPERATOR
from statim.editorial.desk.closing import closed
from statim.questions.actions import ask
from tests.annotations.people import group_of, note, person
from tests.architecture.personal import PERSONAL
from tests.architecture.routes import ROLES, Address, Try, patterns
from tests.architecture.routes import TABLE as SHARED
from tests.world import World

TABLE = {**SHARED, **PERSONAL}

ALL = dict(reversed(list(patterns(get_resolver()))))  # of two with one place the first answers
CLOSED = {place for place, pattern in ALL.items() if pattern.callback is closed}
SAMPLES = {"int": "1", "slug": "a", "str": "a", "path": "a/b", "uuid": "0" * 32}
READ_BY_POST = ("/infobutton", "/cds-services/", "/mcp", "/oai")  # programs ask them so
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


@pytest.fixture
def names(world: World) -> Mapping[str, str]:
    """What the addresses of personal.py name: things of the reader's, and of somebody else's."""
    other = person("Other")
    group, others_group = group_of(world.reader.pk), group_of(other, title="Elsewhere")
    _, receipt = ask(words="Lithium?", kind="page wanted", connection="192.0.2.1")
    return {
        "note": note(world.reader.pk, "Nineveh 020 7946 0018", group=group.pk).name,
        "others_note": note(other, "Babylon").name,
        "group": group.name,
        "others_group": others_group.name,
        "code": invite(by=other, group=others_group.pk, places=9),
        "receipt": receipt,
    }


def said(words: Address, names: Mapping[str, str]) -> str:
    return words if isinstance(words, str) else words(names)


def place_of(each: Try, names: Mapping[str, str]) -> str:
    return said(each.address, names)


def addresses(names: Mapping[str, str]) -> dict[str, Try]:
    """Each address once, with the form that is sent there where one is."""
    return {place_of(each, names): each for _, each in TRIES}


def asked(client: Client, each: Try, names: Mapping[str, str], method: str = "") -> int:
    """The status; whatever was done is undone, the browser's cookies too."""
    client.cookies.pop("statim-meter", None)  # who has read nothing yet
    cookies, kind = deepcopy(client.cookies), "application/x-www-form-urlencoded"
    with transaction.atomic():
        found = client.generic(
            method or each.method, place_of(each, names), said(each.body, names), content_type=kind
        ).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return found


@pytest.mark.usefixtures("own_index")
def test_each_address_answers_each_role_as_the_table_says(
    clients: Mapping[str, Client], names: Mapping[str, str]
) -> None:
    wrong = []
    for _, each in TRIES:
        for role in ROLES:
            status = asked(clients[role], each, names)
            if status != each.expected[role]:
                sent = f"{each.method} {place_of(each, names)} {said(each.body, names)} as {role}"
                wrong.append(f"{sent}: {status}, not {each.expected[role]}")
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


def writes(query: Mapping[str, str]) -> bool:
    """Whether a statement changes anything but the day on which a session last served."""
    said = query["sql"].lstrip().upper()
    return said.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")) and "SET USED" not in said


@pytest.mark.usefixtures("own_index")
def test_nothing_is_changed_by_a_request_without_its_token(names: Mapping[str, str]) -> None:
    """Every address, every unsafe method, as an administrator whose browser was led there."""
    strict = Client(enforce_csrf_checks=True)
    admin, _ = add_person(email="admin@example.org", role="admin", by=OPERATOR)
    strict.force_login(admin)
    done = []
    for place, each in addresses(names).items():
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            with CaptureQueriesContext(connection) as queries:
                status = asked(strict, each, names, method)
            reads = place.startswith(READ_BY_POST) and not any(map(writes, queries))
            if status not in {403, 404, 405, 410} and not reads:
                done.append(f"{method} {place}: {status}")
    assert not done, "\n".join(done)


@pytest.mark.usefixtures("own_index")
def test_no_method_breaks_an_address(
    clients: Mapping[str, Client], names: Mapping[str, str]
) -> None:
    """No method of HTTP, asked of any address by anybody, makes an error of ours."""
    broken = []
    for place, each in addresses(names).items():
        for method in METHODS:
            for role in ("visitor", "reader", "admin"):
                if asked(clients[role], each, names, method) >= 500:
                    broken.append(f"{method} {place} as {role}")
    assert not broken, "\n".join(broken)


def test_anothers_note_and_none_at_all_are_told_apart_by_nothing(
    clients: Mapping[str, Client], names: Mapping[str, str]
) -> None:
    hidden = f"/account/notes/{names['others_note']}/"
    for act in ("", "pin/", "confirm/", "seen/", "unshare/", "delete/"):
        for role in ROLES[1:]:
            answers = [clients[role].post(f"{place}{act}", {"text": "x", "version": "1"})
                       for place in (hidden, "/account/notes/no-such-name/")]  # fmt: skip
            assert [one.status_code for one in answers] == [404, 404], (act, role)
            assert bare(answers[0].content) == bare(answers[1].content)
            assert b"Babylon" not in answers[0].content


def bare(page: bytes) -> bytes:
    """The page without the token of its forms."""
    return re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", page)
