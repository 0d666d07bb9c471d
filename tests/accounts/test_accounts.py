"""Opening accounts: by name refused, or whole; the password never kept or logged."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from statim.accounts.actions import add_person
from statim.accounts.errors import AddressTaken, UnknownRole
from statim.accounts.models import User
from statim.accounts.queries import actor_of, find_person, nobody_yet
from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_new_account_signs_in_with_the_password_that_was_shown() -> None:
    user, password = add_person(email="ada@Example.ORG", role="author", name="Ada", by=OPERATOR)
    assert user.email == "ada@example.org"
    assert len(password) >= 16
    assert Client().login(username="ADA@example.org", password=password)
    assert not Client().login(username="ada@example.org", password=password + "x")
    assert actor_of(user).role == "author"


def test_the_password_is_kept_nowhere_but_as_a_hash() -> None:
    user, password = add_person(email="ada@example.org", role="author", by=OPERATOR)
    assert password not in str(User.objects.filter(pk=user.pk).values())
    assert password not in str(list(Entry.objects.values()))


def test_opening_an_account_is_logged() -> None:
    user, _ = add_person(email="ada@example.org", role="author", by=OPERATOR)
    entry = Entry.objects.get()
    assert (entry.act, entry.object_id, entry.detail) == (
        "add person", str(user.pk), {"role": "author"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("email", "role", "refusal"),
    [
        ("Reader@Example.Org", "author", AddressTaken),
        ("new@example.org", "king", UnknownRole),
        ("no address", "author", ValidationError),
        ("", "author", ValidationError),
    ],
)
def test_a_refused_account_leaves_nothing(
    world: World, email: str, role: str, refusal: type[Exception]
) -> None:
    before = User.objects.count(), Entry.objects.count()
    with pytest.raises(refusal):
        add_person(email=email, role=role, by=OPERATOR)
    assert (User.objects.count(), Entry.objects.count()) == before


def test_the_database_itself_refuses_a_second_account_for_an_address(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("READER@example.org")


def test_the_database_itself_refuses_an_unknown_role() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("new@example.org", role="king")


def test_an_account_is_found_in_any_case_and_only_while_active(world: World) -> None:
    assert find_person("READER@example.org") == world.reader
    User.objects.filter(pk=world.reader.pk).update(is_active=False)
    assert find_person("reader@example.org") is None
    assert not nobody_yet()


def test_an_empty_site_has_nobody_yet() -> None:
    assert nobody_yet()


def test_an_account_without_a_password_cannot_sign_in() -> None:
    User.objects.create_user("nopass@example.org")
    assert not Client().login(username="nopass@example.org", password="")


def test_signing_in_never_leads_off_the_site(world: World) -> None:
    form = {"username": "reader@example.org", "password": world.password["reader@example.org"]}
    there = Client().post("/account/sign-in/?next=https://elsewhere.example/", form)
    assert (there.status_code, there["Location"]) == (302, "/")
    back = Client().post("/account/sign-in/?next=/topics/mode-of-action/", form)
    assert (back.status_code, back["Location"]) == (302, "/topics/mode-of-action/")


def test_the_profile_is_for_those_who_are_signed_in(world: World) -> None:
    client = Client()
    assert client.get("/account/")["Location"].startswith("/account/sign-in/?next=")
    client.force_login(world.reader)
    shown = client.get("/account/")
    assert shown.status_code == 200
    assert "reader@example.org" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
