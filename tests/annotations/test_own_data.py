"""What is kept of a person leaves with them: all of it as files, and nothing of it afterwards."""

from __future__ import annotations

import json

from django.apps import apps
from django.db import connection

from statim.accounts.models import User
from statim.annotations import own_data
from statim.annotations.actions import notes as writing
from statim.annotations.actions.groups import invite
from statim.annotations.models import Membership, Note
from tests.annotations.conftest import People
from tests.annotations.people import note


def everything() -> str:
    """Every row of this room's tables, as text."""
    said = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("annotations").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            said.append(str(cursor.fetchall()))
    return "".join(said)


def test_everything_is_in_the_files(people: People) -> None:
    note(people.member, "private words")
    note(people.member, "shared words", group=people.group.pk)
    files = dict(own_data.export(people.member))
    assert set(files) == {
        "notes.json", "notes.csv", "notes.md", "groups.json",
    }  # fmt: skip
    for name in ("notes.json", "notes.csv", "notes.md"):
        assert b"private words" in files[name]
        assert b"shared words" in files[name]
    groups = json.loads(files["groups.json"])
    assert [g["group"] for g in groups["groups"]] == ["Elm Surgery"]


def test_nobody_elses_words_are_in_the_files(people: People) -> None:
    note(people.keeper, "the keeper's words", group=people.group.pk)
    assert b"keeper" not in b"".join(dict(own_data.export(people.member)).values())


def test_after_erasing_nothing_of_the_person_is_left(people: People) -> None:
    note(people.member, "Nineveh private")
    note(people.member, "Nineveh shared", group=people.group.pk)
    invite(by=people.keeper, group=people.group.pk, email="member@example.org")
    own_data.erase(people.member)
    assert "Nineveh" not in everything()
    assert "Dr Member" not in everything()
    assert "member@example.org" not in everything()
    assert not Membership.objects.filter(member=people.member).exists()
    User.objects.get(pk=people.member).delete()


def test_what_was_left_with_the_group_stays_without_the_name(people: People) -> None:
    made = note(people.member, "Our clinic moved")
    writing.share(by=people.member, name=made.name, group=people.group.pk, stays=True)
    own_data.erase(people.member)
    assert Note.objects.get().text == "Our clinic moved"
    assert "Dr Member" not in everything()
    assert "A former member" in Note.objects.get().html


def test_a_group_whose_only_keeper_goes_is_kept_by_its_oldest_member(people: People) -> None:
    own_data.erase(people.keeper)
    row = Membership.objects.get(group=people.group)
    assert (row.member_id, row.role) == (people.member, "keeper")
