"""Every act of the desk by every role: what is refused, what is allowed, what it leaves behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from statim.accounts.models import Role, User
from statim.audit.actor import OPERATOR, Actor
from statim.audit.models import Entry
from statim.audit.queries import first_fault
from statim.editorial import actions
from statim.editorial.errors import NotAllowed
from statim.editorial.permissions import TABLE, check_may, may
from tests.editorial.acts import CASES, ROLES, Desk
from tests.editorial.people import person

pytestmark = pytest.mark.django_db

# not for a person with an account: the operator's and the clock's, and what is not logged
BY_THE_OPERATOR = {"publish", "publish_manuscripts", "withdraw"}
BY_THE_CLOCK = {"publish_due", "send_reminders"}
OF_ONES_OWN_LOCK = {"renew_lock", "release_lock"}
NO_ACT = {"Due", "Publication"}

LETTERS = {"A": "author", "R": "reviewer", "P": "pharmacist", "E": "editor", "D": "admin"}
WHO = {
    "read desk": "ARPED", "write topic": "ARPED", "comment": "ARPED", "submit": "ARPED",
    "verify": "RE", "verify as pharmacist": "P", "approve": "ED", "publish": "ED",
    "withdraw": "ED", "move": "ED", "schedule": "ED", "take back any": "ED", "break lock": "ED",
    "set plan": "ED", "set byline": "AED", "set review path": "ED", "declare interests": "ARPED",
    "read interests": "ARPED", "manage library": "ARPED", "edit works": "ED",
    "merge works": "ED", "manage people": "D", "manage site": "D",
    "set site words": "ED", "read audit": "ED", "export audit": "D",
    "manage synonyms": "ED", "answer questions": "ARPED", "own calendar": "ARPED",
    "exempt from advertising": "ED", "manage advertising": "D",
    "manage institutions": "D",
}  # fmt: skip


def test_the_table_says_what_is_agreed_for_every_act_and_role() -> None:
    assert set(TABLE) == set(WHO)
    assert set(ROLES) == set(Role.values)
    for act, letters in WHO.items():
        allowed = {LETTERS[letter] for letter in letters}
        for role in ROLES:
            assert may(Actor(name="X", role=role, account=1), act) is (role in allowed), (act, role)


def test_no_act_is_left_out_of_the_walk() -> None:
    walked = {name.split(",")[0] for name in CASES}
    aside = BY_THE_OPERATOR | BY_THE_CLOCK | OF_ONES_OWN_LOCK | NO_ACT
    assert walked | aside == set(actions.__all__)
    assert not walked & aside


@pytest.mark.parametrize("name", CASES)
def test_every_role_may_do_exactly_what_is_its_own(name: str) -> None:
    case, desk = CASES[name], Desk()
    act = case.ready(desk)
    for role in ROLES:
        before = Entry.objects.count()
        with transaction.atomic():
            if role in case.may:
                act(desk.others[role])
                assert Entry.objects.count() == before + 1, (name, role)
            else:
                with pytest.raises(NotAllowed):
                    act(desk.others[role])
                assert Entry.objects.count() == before
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", CASES)
def test_an_act_leaves_one_row_with_who_did_it(name: str) -> None:
    desk = Desk()
    act = CASES[name].ready(desk)
    by = desk.others[min(CASES[name].may)]
    before = Entry.objects.count()
    act(by)
    rows = list(Entry.objects.order_by("sequence"))[before:]
    assert [(row.actor_name, row.actor_email, row.actor_role) for row in rows] == [
        (by.name, by.email, by.role)
    ]
    assert first_fault() == ""


@pytest.mark.parametrize("name", CASES)
def test_nobody_acts_without_an_account_or_with_one_that_was_closed(name: str) -> None:
    desk = Desk()
    act = CASES[name].ready(desk)
    by = desk.others[min(CASES[name].may)]
    User.objects.filter(pk=by.account).update(is_active=False)
    for nobody in (by, replace(by, account=None), replace(by, account=10**9), OPERATOR):
        with pytest.raises(NotAllowed):
            act(nobody)


def test_a_role_that_was_taken_away_counts_at_once() -> None:
    editor = person("editor")
    User.objects.filter(pk=editor.account).update(role="author")
    with pytest.raises(NotAllowed, match="author now"):
        check_may(editor, "publish")


def test_giving_back_a_lock_leaves_one_row_and_renewing_it_none() -> None:
    desk = Desk()
    topic = desk.topic()
    actions.take_lock(topic.pk, by=desk.author)
    before = Entry.objects.count()
    actions.renew_lock(topic.pk, by=desk.author)
    actions.take_lock(topic.pk, by=desk.author)
    assert Entry.objects.count() == before
    actions.release_lock(topic.pk, by=desk.author)
    actions.release_lock(topic.pk, by=desk.author)
    assert Entry.objects.count() == before + 1
