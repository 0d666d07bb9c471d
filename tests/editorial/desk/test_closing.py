"""Wagtail's own addresses answer nobody; the desk lets staff in and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver
from wagtail.admin.urls import urlpatterns as wagtails

from statim.accounts.actions import add_person
from statim.accounts.models import Role, User
from statim.audit.actor import OPERATOR
from statim.editorial.desk.closing import FRAME, closed, only_the_frame
from statim.editorial.desk.entrance import STAFF

pytestmark = pytest.mark.django_db


def signed_in(role: str) -> Client:
    user, _ = add_person(email=f"{role}@example.org", role=role, by=OPERATOR)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns)
        else:
            yield each


def test_every_address_of_wagtail_is_closed_but_for_what_the_frame_needs() -> None:
    answering = {each.name for each in views(only_the_frame(wagtails)) if each.callback != closed}
    assert answering == FRAME
    assert len(list(views(only_the_frame(wagtails)))) > 100  # it is Wagtail that was closed


@pytest.mark.parametrize("path", [
    "pages/", "pages/1/", "pages/1/edit/", "images/", "documents/", "reports/site-history/",
    "workflows/list/", "users/", "login/", "password_reset/", "api/main/pages/", "choose-page/",
])  # fmt: skip
def test_what_is_closed_is_closed_to_administrators_too(path: str) -> None:
    assert signed_in(Role.ADMIN).get(f"/desk/{path}").status_code == 404


@pytest.mark.parametrize("role", Role.values)
def test_staff_come_in_and_readers_do_not(role: str) -> None:
    answer = signed_in(role).get("/desk/")
    assert answer.status_code == (200 if role in STAFF else 403)
    if role in STAFF:
        assert "no-store" in answer["Cache-Control"]


def test_a_visitor_signs_in_first() -> None:
    answer = Client().get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=/desk/")


def test_an_account_that_was_closed_does_not_come_in() -> None:
    client = signed_in(Role.EDITOR)
    User.objects.update(is_active=False)
    assert client.get("/desk/").status_code == 302
