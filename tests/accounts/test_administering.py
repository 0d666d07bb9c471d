"""Accounts as administrators run them: opened, given a role, closed, reopened, listed."""

from __future__ import annotations

import time

import pytest
from django.core import mail
from django.utils import timezone

from statim.accounts import administering, roster
from statim.accounts.actions import add_person
from statim.accounts.errors import AddressTaken, LastAdministrator, NoSuchPerson, UnknownRole
from statim.accounts.models import Session, User
from statim.audit.actor import OPERATOR
from statim.audit.models import Entry

pytestmark = pytest.mark.django_db


def account(role: str, email: str = "") -> User:
    return add_person(email=email or f"{role}@example.org", role=role, name="", by=OPERATOR)[0]


def signed_in(user: User, key: str) -> Session:
    return Session.objects.create(
        session_key=key * 64, session_data="", expire_date=timezone.now(), user_id=user.pk,
        ends=int(time.time()) + 1000, mark="m", device="Firefox", started=int(time.time()),
    )  # fmt: skip


def test_an_account_is_opened_with_a_password_that_signs_in_and_is_kept_nowhere() -> None:
    user, password = administering.open_account(
        email="new@example.org", name="New", role="author", invite=False, by=OPERATOR
    )
    assert user.check_password(password)
    assert password not in User.objects.get(pk=user.pk).password
    assert not mail.outbox


def test_an_invitation_holds_no_password_and_leads_to_where_one_is_chosen() -> None:
    user, password = administering.open_account(
        email="new@example.org", name="New", role="author", invite=True, by=OPERATOR
    )
    assert password == ""
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert "/account/password/reset/" in letter.body
    assert not any(user.check_password(word) for word in letter.body.split())


def test_an_address_that_is_taken_leaves_one_account_and_no_letter() -> None:
    account("author", "a@example.org")
    with pytest.raises(AddressTaken):
        administering.open_account(
            email="A@example.org", name="", role="editor", invite=True, by=OPERATOR
        )
    assert User.objects.count() == 1
    assert not mail.outbox


def test_the_last_administrator_can_be_neither_closed_nor_given_another_role() -> None:
    only = account("admin")
    closed = account("admin", "closed@example.org")
    administering.close_account(closed.pk, by=OPERATOR)
    rows = Entry.objects.count()
    with pytest.raises(LastAdministrator):
        administering.close_account(only.pk, by=OPERATOR)
    with pytest.raises(LastAdministrator):
        administering.give_role(only.pk, "editor", by=OPERATOR)
    only.refresh_from_db()
    assert (only.is_active, only.role) == (True, "admin")
    assert Entry.objects.count() == rows


def test_of_two_administrators_one_can_go() -> None:
    first, second = account("admin"), account("admin", "second@example.org")
    administering.give_role(first.pk, "author", by=OPERATOR)
    assert roster.how_many() == {"author": 1, "admin": 1}
    with pytest.raises(LastAdministrator):
        administering.close_account(second.pk, by=OPERATOR)


def test_each_act_leaves_one_row_and_ends_the_sessions_it_should() -> None:
    account("admin")
    user = account("author")
    for number, (act, name) in enumerate((
        (lambda: administering.give_role(user.pk, "editor", by=OPERATOR), "change role"),
        (lambda: administering.end_sessions(user.pk, by=OPERATOR), "end all sessions"),
        (lambda: administering.close_account(user.pk, by=OPERATOR), "deactivate account"),
    )):  # fmt: skip
        signed_in(user, str(number))
        rows = Entry.objects.count()
        act()
        assert Entry.objects.count() == rows + 1
        assert Entry.objects.latest("sequence").act == name
        assert not Session.objects.filter(user=user).exists(), name
    administering.reopen_account(user.pk, by=OPERATOR)
    assert Entry.objects.latest("sequence").act == "reopen account"
    assert User.objects.get(pk=user.pk).is_active


def test_what_changes_nothing_leaves_no_row() -> None:
    user = account("author")
    rows = Entry.objects.count()
    administering.give_role(user.pk, "author", by=OPERATOR)
    administering.reopen_account(user.pk, by=OPERATOR)
    assert Entry.objects.count() == rows


def test_nobody_and_no_role_are_refused_by_name() -> None:
    user = account("author")
    with pytest.raises(NoSuchPerson):
        administering.close_account(999_999, by=OPERATOR)
    with pytest.raises(UnknownRole):
        administering.give_role(user.pk, "owner", by=OPERATOR)


def test_the_list_finds_by_words_role_and_state_and_counts_sessions() -> None:
    user = account("author", "ada@example.org")
    account("reader")
    closed = account("editor")
    administering.close_account(closed.pk, by=OPERATOR)
    signed_in(user, "a")
    found = {one.email for one in roster.people(role="staff")[0]}
    assert found == {"ada@example.org", "editor@example.org"}
    assert [one.email for one in roster.people(closed=True)[0]] == ["editor@example.org"]
    (ada,), count = roster.people(words="ADA example")
    assert (ada.sessions, ada.secured, count) == (1, False, 1)
    assert [user.email for user in roster.staff()] == ["ada@example.org"]
