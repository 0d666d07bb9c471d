"""The pages of notes: whole without JavaScript, answering its script alike, for nobody else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from statim.accounts.models import User
from statim.annotations import urls
from statim.annotations.actions import notes as acts
from statim.annotations.models import Group, Membership, Note
from tests.annotations.conftest import People
from tests.annotations.people import PAGE, TOPIC, line, note, publish_now, third_edition
from tests.world import World

NEW = "/account/notes/new/"
SCRIPT = {"Accept": "application/json"}


def signed_in(reader: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=reader))
    return client


@pytest.fixture
def mine(world: World) -> Client:
    """The reader's browser."""
    return signed_in(world.reader.pk)


def fields(text: str = "Ring 020 7946 0018", **more: str) -> dict[str, str]:
    return {"topic": TOPIC, "statement": "", "edition": "2", "text": text, **more}


def test_a_form_saves_and_leads_back_to_the_line(mine: Client) -> None:
    answer = mine.post(NEW, fields(statement="k-short"))
    made = Note.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#note-{made.name}")
    page = mine.get(PAGE).content.decode()
    assert f'id="note-{made.name}"' in page
    assert 'href="tel:+44-20-7946-0018"' in page


def test_the_script_is_answered_alike(mine: Client) -> None:
    answer = mine.post(NEW, fields(), headers=SCRIPT)
    assert answer.json() == {"saved": Note.objects.get().name}


@pytest.mark.parametrize(("text", "said"), [("", "Write something"), ("x" * 4001, "at most")])
def test_a_refusal_keeps_what_was_typed(mine: Client, text: str, said: str) -> None:
    for headers in ({}, SCRIPT):
        answer = mine.post(NEW, fields(text, pinned="on"), headers=headers)
        assert answer.status_code == 422
        shown = answer.json()["form"] if headers else answer.content.decode()
        assert said in shown
        assert text in shown
        assert re.search(r'name="pinned" checked', shown)
    assert not Note.objects.exists()


def test_a_warning_comes_before_saving_and_the_writer_decides(mine: Client) -> None:
    text = "NHS number 943 476 5919"
    warned = mine.post(NEW, fields(text))
    assert warned.status_code == 422
    assert "an NHS number" in warned.content.decode()
    assert not Note.objects.exists()
    seal = re.search(r'name="seen" value="([^"]+)"', warned.content.decode())
    assert seal
    assert mine.post(NEW, fields(text, seen=seal[1])).status_code == 302
    assert Note.objects.get().text == text


def test_a_change_elsewhere_is_shown_beside_ones_own_words(mine: Client, world: World) -> None:
    made = note(world.reader.pk, "first")
    path = f"/account/notes/{made.name}/"
    opened = mine.get(path).content.decode()
    assert 'name="version" value="1"' in opened
    assert mine.post(path, fields("second", version="1")).status_code == 302
    late = mine.post(path, fields("third", version="1"))
    assert late.status_code == 409
    shown = late.content.decode()
    assert "second" in shown
    assert "third" in shown
    assert 'name="version" value="2"' in shown
    assert Note.objects.get().text == "second"
    tagged = mine.post(path, fields("third"), headers={"If-Match": '"1"'})
    assert tagged.status_code == 409


def test_the_buttons_do_what_they_say(mine: Client, world: World) -> None:
    made = note(world.reader.pk)
    base = f"/account/notes/{made.name}"
    assert mine.post(f"{base}/pin/")["Location"] == f"{PAGE}#note-{made.name}"
    assert Note.objects.get().pinned
    assert mine.post(f"{base}/confirm/", {"back": "list"})["Location"].startswith("/account/notes/")
    assert mine.post(f"{base}/seen/").status_code == 302
    assert mine.post(f"{base}/delete/")["Location"] == f"{PAGE}#main"
    assert not Note.objects.exists()


def test_notes_are_listed_searched_and_exported(mine: Client, world: World) -> None:
    note(world.reader.pk, "Ménière clinic", "k-short")
    note(world.reader.pk, "Something else")
    found = mine.get("/account/notes/?q=meniere").content.decode()
    assert "Ménière clinic" in found
    assert "Something else" not in found
    assert "1 note with" in found
    for kind, starts in (("json", b"{"), ("csv", b"\xef\xbb\xbfpage"), ("md", b"# My notes")):
        answer = mine.get(f"/account/notes/export.{kind}")
        assert answer.content.startswith(starts)
        assert "attachment" in answer["Content-Disposition"]


def test_more_notes_than_a_page_holds_are_reached(mine: Client, world: World) -> None:
    for n in range(55):
        note(world.reader.pk, f"number {n}")
    first = mine.get("/account/notes/").content.decode()
    assert "55 notes" in first
    assert "page=2" in first
    assert "number 0<" in mine.get("/account/notes/?page=2").content.decode()
    for odd in ("0", "-1", "x", "99999999999999", ""):
        assert mine.get(f"/account/notes/?page={odd}").status_code == 200


def test_a_file_is_imported_or_refused_with_its_reason(mine: Client, world: World) -> None:
    note(world.reader.pk, "From a file", "k-short")
    data = mine.get("/account/notes/export.json").content
    Note.objects.all().delete()
    answer = mine.post("/account/notes/import/", {"file": SimpleUploadedFile("n.json", data)})
    assert "1 note imported" in answer.content.decode()
    for bad in (b"{", b"\xff\xfe", json.dumps([{"type": "x"}]).encode()):
        refused = mine.post("/account/notes/import/", {"file": SimpleUploadedFile("n", bad)})
        assert refused.status_code == 422
        assert "Nothing was imported" in refused.content.decode()
    assert mine.post("/account/notes/import/").status_code == 422
    assert Note.objects.count() == 1


def test_another_edition_and_its_old_words_are_shown_on_the_page(
    mine: Client, world: World
) -> None:
    note(world.reader.pk, "Mine", "k-short")
    publish_now(third_edition(short="The benefit lasts days"))
    shown = mine.get(PAGE).content.decode()
    assert "The text under this note has changed" in shown
    assert "<q>The benefit lasts one to two weeks after an infusion</q>" in shown
    publish_now(third_edition(short=None))
    gone = mine.get(PAGE).content.decode()
    assert gone.index("is gone") < gone.index('class="topic-body"')


def test_a_note_on_a_withdrawn_page_is_still_in_the_list(mine: Client, world: World) -> None:
    from statim.editions.actions import withdraw
    from tests.world import EDITOR

    made = note(world.reader.pk, "Still mine")
    withdraw("ketamine-in-depression", reason="Under revision.", by=EDITOR)
    assert "Still mine" in mine.get("/account/notes/").content.decode()
    assert mine.post(f"/account/notes/{made.name}/pin/").status_code == 302


# whose it is

NAMES = {"name": "NAME", "number": "1", "kind": "json"}


def addresses() -> list[str]:
    """Every address of this room, from its own table."""
    found = []
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        route = re.sub(r"<(?:str|int):(\w+)>", lambda m: NAMES[m[1]], route)
        route = "export.json" if route.startswith("^export") else route
        found.append(f"/account/notes/{route}")
    return found


def test_every_address_is_one_of_this_list() -> None:
    assert len(addresses()) == len(urls.urlpatterns) == 20
    for address in addresses():
        assert get_resolver().resolve(address).namespace == "annotations"


@pytest.mark.parametrize("address", addresses())
def test_nobody_gets_anything_without_signing_in(people: People, address: str) -> None:
    made = note(people.keeper, "Nineveh")
    address = address.replace("NAME", made.name)
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code in {302, 405}
        assert b"Nineveh" not in answer.content
        if answer.status_code == 302:
            assert answer["Location"].startswith("/account/sign-in/?next=/account/")
            assert answer["Cache-Control"] == "private, no-store"
        scripted = getattr(Client(), method)(address, headers=SCRIPT)
        assert scripted.status_code in {401, 405}


OF_A_NOTE = ("", "pin/", "confirm/", "seen/", "unshare/", "delete/")
OF_A_GROUP = ("", "rename/", "invite/", "role/", "remove/", "leave/", "invitations/1/end/")
SENT = {"text": "x", "version": "1", "title": "x", "member": "1", "role": "keeper", "places": "1"}


@pytest.mark.parametrize("role", ["ended", "other", "stranger"])
@pytest.mark.parametrize("act", OF_A_NOTE)
def test_anothers_note_and_one_that_never_was_are_the_same(
    people: People, act: str, role: str
) -> None:
    private, shared = note(people.member, "Nineveh"), note(people.member, group=people.group.pk)
    local, client = line(people.keeper, people.group), signed_in(getattr(people, role))
    before = list(Note.objects.order_by("pk").values())
    for method in ("get", "post"):
        missing = getattr(client, method)(f"/account/notes/{'x' * 22}/{act}", SENT)
        for one in (private, shared, local):
            answer = getattr(client, method)(f"/account/notes/{one.name}/{act}", SENT)
            assert answer.status_code == missing.status_code
            assert answer.status_code in {404, 405}
            assert answer.content == missing.content
    assert list(Note.objects.order_by("pk").values()) == before


def test_they_also_ask_the_database_the_same(people: People) -> None:
    made, client = note(people.member), signed_in(people.stranger)
    asked = [_asked(client, f"/account/notes/{n}/") for n in (made.name, "x" * 22)]
    assert asked[0] == asked[1]


def _asked(client: Client, path: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return [re.sub(r"'[^']*'", "?", one["sql"]) for one in queries.captured_queries]


@pytest.mark.parametrize("role", ["ended", "other", "stranger"])
@pytest.mark.parametrize("act", OF_A_GROUP)
def test_a_group_that_is_not_ones_own_is_not_there(people: People, act: str, role: str) -> None:
    client = signed_in(getattr(people, role))
    before = (list(Group.objects.values()), list(Membership.objects.values()))
    for method in ("get", "post"):
        missing = getattr(client, method)(f"/account/notes/groups/{'x' * 22}/{act}", SENT)
        answer = getattr(client, method)(f"/account/notes/groups/{people.group.name}/{act}", SENT)
        assert answer.status_code == missing.status_code
        assert answer.status_code in {404, 405}
        assert answer.content == missing.content
    assert (list(Group.objects.values()), list(Membership.objects.values())) == before


@pytest.mark.parametrize("act", ["rename/", "invite/", "role/", "remove/"])
def test_a_member_is_told_that_keepers_do_this(people: People, act: str) -> None:
    client = signed_in(people.member)
    sent = SENT | {"member": str(people.keeper)}
    answer = client.post(f"/account/notes/groups/{people.group.name}/{act}", sent)
    assert answer.status_code == 403
    assert "Only the keepers" in answer.content.decode()


def test_a_member_sees_a_shared_note_and_cannot_open_it_to_change(people: People) -> None:
    made = note(people.keeper, "Theirs", group=people.group.pk)
    client = signed_in(people.member)
    assert "Theirs" in client.get(PAGE).content.decode()
    assert client.get(f"/account/notes/{made.name}/").status_code == 404


def test_every_page_of_notes_is_for_nobody_elses_cache(people: People) -> None:
    client = signed_in(people.keeper)
    made = note(people.keeper)
    for address in (one.replace("NAME", made.name) for one in addresses()):
        answer = client.get(address)
        if answer.status_code != 405:
            assert answer["Cache-Control"] == "private, no-store", address
    assert client.get(PAGE)["Cache-Control"] == "private, no-store"


def test_a_form_from_elsewhere_is_refused(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=people.keeper))
    assert client.post(NEW, fields()).status_code == 403
    page = client.get(PAGE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    assert client.post(NEW, fields(csrfmiddlewaretoken=token[1])).status_code == 302


# groups


def test_a_group_is_founded_joined_by_link_and_shared_with(people: People) -> None:
    founder, joiner = signed_in(people.stranger), signed_in(people.ended)
    founded = founder.post("/account/notes/groups/", {"title": "Ash Ward"})
    path = founded["Location"]
    invited = founder.post(f"{path}invite/", {"places": "1"}).content.decode()
    link = re.search(
        r'href="https?://[^/]+(/account/notes/groups/join/\?code=[A-Z0-9-]+)"', invited
    )
    assert link
    offered = joiner.get(link[1])
    assert "Join Ash Ward?" in offered.content.decode()
    assert Membership.objects.filter(group__title="Ash Ward").count() == 1, "a link enters nobody"
    joiner.post("/account/notes/groups/join/", {"code": link[1].split("=")[1]})
    assert Membership.objects.filter(group__title="Ash Ward").count() == 2
    name = path.split("/")[-2]
    joiner.post(NEW, fields("For all of us", share=f"note:{name}", stays="on"))
    assert "For all of us" in founder.get(PAGE).content.decode()
    founder.post(NEW, fields("Ours", statement="k-short", share=f"line:{name}"))
    shown = joiner.get(PAGE).content.decode()
    assert "Ash Ward · local, not from the publisher" in shown
    refused = joiner.post(NEW, fields("Mine", share=f"line:{name}"))
    assert refused.status_code == 403


def test_an_invitation_by_mail_holds_the_link_and_no_word_of_a_note(
    people: People, mailoutbox: list[Any]
) -> None:
    client = signed_in(people.keeper)
    path = f"/account/notes/groups/{people.group.name}/"
    shown = client.post(f"{path}invite/", {"email": "new@example.org"}).content.decode()
    assert "mailed to new@example.org" in shown
    assert mailoutbox[0].to == ["new@example.org"]
    assert "/account/notes/groups/join/?code=" in mailoutbox[0].body


def test_sharing_and_leaving_go_through_the_pages(people: People) -> None:
    made, client = note(people.member, "Shared"), signed_in(people.member)
    path = f"/account/notes/{made.name}/"
    share = f"note:{people.group.name}"
    client.post(path, fields("Shared", version="1", share=share, stays="on"))
    assert Note.objects.get().stays
    client.post(path, fields("Shared", version="2", share=""))
    assert Note.objects.get().group_id is None
    acts.share(by=people.member, name=made.name, group=people.group.pk)
    client.post(f"/account/notes/groups/{people.group.name}/leave/", {"notes": "leave"})
    left = Note.objects.get()
    assert (left.writer_id, left.group_id) == (None, people.group.pk)


def test_keepers_see_what_waits_for_them(people: People) -> None:
    line(people.keeper, people.group)
    publish_now(third_edition(short="Other"))
    from statim.annotations.following import catch_up

    catch_up()
    keeper = signed_in(people.keeper)
    assert "data-waiting" in keeper.get("/account/notes/").content.decode()
    group = f"/account/notes/groups/{people.group.name}/"
    assert "data-told" in keeper.get(group).content.decode()
    assert "data-told" not in signed_in(people.member).get(group).content.decode()
