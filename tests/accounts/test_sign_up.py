"""Opening an account: by a letter's link, for those who declare themselves; strangers learn
nothing about who has one."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client, override_settings

from statim.accounts.models import User
from statim.audit.models import Entry
from statim.audit.queries import first_fault
from statim.publisher.queries import audience_version, house
from tests.accounts.people import FORM, link, new_account, seen, sign_in, sign_up
from tests.world import World

pytestmark = pytest.mark.django_db


def test_an_account_opens_with_the_letters_link_and_leads_back(client: Client) -> None:
    answer = sign_up(client, next="/browse/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/confirm/")
    assert mail.outbox[0].to == ["new@example.org"]
    shown = client.get(link())
    assert "new@example.org" in shown.content.decode()
    assert client.get("/account/").status_code == 302  # opening the link alone does nothing
    answer = client.post(link())
    assert (answer.status_code, answer["Location"]) == (302, "/browse/")
    assert client.get("/account/").status_code == 200


def test_what_was_said_and_declared_is_kept_with_version_and_time(client: Client) -> None:
    sign_up(client)
    user = User.objects.get()
    assert (user.name, user.profession, user.registration_number, user.role) == (
        "Nora New", "nurse", "12A3456E", "reader"
    )  # fmt: skip
    assert user.declared_version == audience_version()
    assert user.declared_at is not None


def test_other_words_of_the_declaration_are_another_version() -> None:
    before = audience_version()
    house.cache_clear()
    try:
        with override_settings(STATIM_HOUSE={**_house(), "audience_notice": "For midwives"}):
            assert audience_version() != before
    finally:
        house.cache_clear()


def _house() -> dict[str, str]:
    from django.conf import settings

    return dict(settings.STATIM_HOUSE)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"declaration": ""}, "Confirm that this site is meant for you"),
        ({"name": ""}, "Write your name"),
        ({"profession": ""}, "Choose your profession"),
        ({"profession": "king"}, "king"),
        ({"email": "no address"}, "valid email"),
        ({"password1": "short"}, "too short"),
        ({"password1": "password1234"}, "too common"),
        ({"password1": "new@example.org"}, "too similar"),
        ({"registration_number": "9" * 41}, "at most 40"),
    ],
)
def test_a_bad_form_is_refused_at_its_field_and_leaves_nothing(
    client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = sign_up(client, **wrong)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert (User.objects.count(), Entry.objects.count(), len(mail.outbox)) == (0, 0, 0)


def test_a_stranger_cannot_tell_whether_an_address_has_an_account(world: World) -> None:
    known, unknown = Client(), Client()
    answers = [
        seen(sign_up(known, email=world.reader.email), without=world.reader.email),
        seen(sign_up(unknown, email="nobody@example.org"), without="nobody@example.org"),
    ]
    assert answers[0] == answers[1]
    assert seen(known.get("/account/confirm/")) == seen(unknown.get("/account/confirm/"))
    assert seen(known.get("/account/sign-up/")) == seen(unknown.get("/account/sign-up/"))
    assert len(mail.outbox) == 2
    assert "There already is one" in mail.outbox[0].body
    assert User.objects.filter(name="Nora New").count() == 1


def test_a_second_sign_up_changes_nothing_about_the_account(world: World) -> None:
    before = User.objects.filter(pk=world.reader.pk).values().get()
    sign_up(Client(), email="READER@example.org")
    assert User.objects.filter(pk=world.reader.pk).values().get() == before


def test_before_the_link_was_opened_the_account_signs_nobody_in(client: Client) -> None:
    sign_up(client)
    answer = sign_in(Client(), FORM["email"])
    assert answer["Location"] == "/account/confirm/"
    other = Client()
    assert other.post(link())["Location"] == "/account/sign-in/"  # another browser: sign in there
    assert sign_in(other, FORM["email"])["Location"] == "/"


def test_a_link_that_was_altered_or_used_opens_nothing(client: Client) -> None:
    sign_up(client)
    path = link()
    altered = client.get(path[:-3] + "xx/")
    assert "no longer holds" in altered.content.decode()
    assert client.post(path[:-3] + "xx/").status_code == 404
    client.post(path)
    assert "no longer holds" in client.get(path).content.decode()


def test_where_the_publisher_opens_accounts_nobody_else_does(client: Client) -> None:
    with override_settings(STATIM_SIGN_UP="closed"):
        assert sign_up(client).status_code == 403
        shown = client.get("/account/sign-up/")
    assert shown.status_code == 403
    assert "Accounts are opened by" in shown.content.decode()
    assert not User.objects.exists()


def test_what_people_do_with_their_own_account_is_logged_without_their_name(
    client: Client,
) -> None:
    new_account(client)
    client.post("/account/particulars/", FORM | {"name": "Nora Newer"})
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts == ["open own account", "confirm own address", "change own particulars"]
    logged = str(list(Entry.objects.values()))
    for personal in ("Nora", "new@example.org", "12A3456E", "nurse"):
        assert personal not in logged
    assert first_fault() == ""


def test_an_account_is_whole_or_not_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr("statim.accounts.actions.record", fails)
    with pytest.raises(RuntimeError):
        sign_up(client)
    assert not User.objects.exists()
    assert not mail.outbox


def test_markup_in_a_name_stays_text(client: Client) -> None:
    new_account(client, name="<b>Nora</b>")
    assert "&lt;b&gt;Nora&lt;/b&gt;" in client.get("/account/").content.decode()
    assert sign_up(Client(), email="x@example.org", name="a\nb").status_code == 200
    assert User.objects.count() == 1
