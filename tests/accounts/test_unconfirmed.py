"""Accounts whose address nobody confirmed go after 14 days, and no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from statim.accounts.actions import add_person
from statim.accounts.models import Kept, User
from statim.accounts.unconfirmed import KEPT, delete_unconfirmed
from statim.audit.actor import OPERATOR
from statim.audit.models import Entry
from statim.editorial.timer import due_now
from tests.accounts.people import link, new_account, sign_up
from tests.accounts.test_deletion import named
from tests.world import World

pytestmark = pytest.mark.django_db


def older(by: timedelta = KEPT + timedelta(hours=1)) -> None:
    User.objects.update(joined=timezone.now() - by)


def test_an_unconfirmed_account_goes_after_its_time_with_every_trace(world: World) -> None:
    assert timedelta(days=14) == KEPT  # as the privacy page and the manual say
    others = set(User.objects.values_list("pk", flat=True))
    sign_up(Client())
    older(KEPT - timedelta(hours=1))
    assert delete_unconfirmed() == 0
    assert named()
    older()
    assert due_now().unconfirmed == 1
    assert set(User.objects.values_list("pk", flat=True)) == others
    assert named() == set()
    row = Entry.objects.latest("sequence")
    assert (row.act, row.actor_role) == ("delete unconfirmed account", "clock")
    assert delete_unconfirmed() == 0


def test_the_letters_link_opens_nothing_once_it_is_gone_and_the_address_is_free(
    world: World,
) -> None:
    first = Client()
    sign_up(first)
    letter = link()
    older()
    assert delete_unconfirmed() == 1
    first.post(letter)
    assert first.get("/account/").status_code == 302
    Kept.objects.all().delete()  # a minute later: one letter a minute goes to an address
    new_account(Client())


def test_who_confirmed_or_was_given_an_account_stays_however_old(world: World) -> None:
    new_account(Client())
    add_person(email="given@example.org", role="reader", by=OPERATOR)
    User.objects.create_superuser("made-by-hand@example.org", "x")
    count = User.objects.count()
    User.objects.update(last_login=None)
    older()
    assert delete_unconfirmed() == 0
    assert User.objects.count() == count
