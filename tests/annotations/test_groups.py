"""Groups: who is in sees what was shared with them, who is out sees nothing, and notes go or stay
as their writer chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from statim.annotations.actions import groups as acts
from statim.annotations.actions import notes as writing
from statim.annotations.actions.notes import Draft
from statim.annotations.errors import NoSuchGroup, NoSuchInvitation, NoSuchNote, NotAllowed
from statim.annotations.models import Group, Invitation, Membership, Note
from statim.annotations.queries import groups_of, listed, members_of, note_of
from statim.annotations.shown import shown_to
from tests.annotations.conftest import People
from tests.annotations.people import TOPIC, group_of, line, note, person

ROLES = ("keeper", "member", "ended", "other", "stranger")


def sees(reader: int) -> list[str]:
    """What this reader is shown on the page, as HTML."""
    return [one.html for one in shown_to(reader, TOPIC, 2, date.today())]


def shared(people: People, *, stays: bool = False) -> Note:
    made = note(people.member, "The clinic moved")
    return writing.share(by=people.member, name=made.name, group=people.group.pk, stays=stays)


@pytest.mark.parametrize(
    ("role", "there"),
    [("keeper", True), ("member", True), ("ended", False), ("other", False), ("stranger", False)],
)
def test_a_shared_note_and_a_line_are_seen_by_the_group_and_nobody_else(
    people: People, role: str, there: bool
) -> None:
    own, local = shared(people), line(people.keeper, people.group)
    reader = getattr(people, role)
    assert len(sees(reader)) == (2 if there else 0)
    assert len(listed(reader, group=people.group.name)[0]) == (2 if there else 0)
    for one in (own, local):
        if there:
            assert note_of(reader, one.name).pk == one.pk
        else:
            with pytest.raises(NoSuchNote):
                note_of(reader, one.name)


# act, who may; everybody else must be refused, and nothing changed
ACTS: dict[str, tuple[Callable[[int, Note], object], set[str]]] = {
    "edit a shared note": (
        lambda by, n: writing.edit_note(by=by, name=n.name, draft=Draft(text="x"), version=1),
        {"member"},
    ),
    "pin a shared note": (lambda by, n: writing.pin(by=by, name=n.name), {"member"}),
    "confirm a shared note": (lambda by, n: writing.confirm(by=by, name=n.name), {"member"}),
    "look again": (lambda by, n: writing.look_again(by=by, name=n.name), {"member"}),
    "delete a shared note": (lambda by, n: writing.delete_note(by=by, name=n.name), {"member"}),
    "stop sharing": (
        lambda by, n: writing.stop_sharing(by=by, name=n.name), {"member", "keeper"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_only_those_who_may_change_a_shared_note(people: People, act: str, role: str) -> None:
    made = shared(people)
    does, allowed = ACTS[act]
    before = Note.objects.filter(pk=made.pk).values().get()
    if role in allowed:
        does(getattr(people, role), made)
        return
    with pytest.raises((NoSuchNote, NotAllowed, NoSuchGroup)):
        does(getattr(people, role), made)
    assert Note.objects.filter(pk=made.pk).values().get() == before


@pytest.mark.parametrize("role", ROLES)
def test_only_keepers_write_and_change_the_groups_lines(people: People, role: str) -> None:
    by = getattr(people, role)
    made = line(people.keeper, people.group)
    if role == "keeper":
        writing.edit_note(by=by, name=made.name, draft=Draft(text="x"), version=1)
        writing.delete_note(by=by, name=made.name)
        line(by, people.group)
        return
    with pytest.raises((NoSuchGroup, NotAllowed)):
        line(by, people.group)
    for act in (writing.delete_note, writing.pin, writing.look_again, writing.confirm):
        with pytest.raises(NoSuchNote):
            act(by=by, name=made.name)
    assert Note.objects.filter(pk=made.pk).exists()


KEEPING: dict[str, Callable[[int, People], object]] = {
    "rename": lambda by, p: acts.rename_group(by=by, group=p.group.pk, title="Other"),
    "invite": lambda by, p: acts.invite(by=by, group=p.group.pk),
    "take back": lambda by, p: acts.take_back_invitation(by=by, group=p.group.pk, invitation_id=1),
    "make a keeper": lambda by, p: acts.set_role(
        by=by, group=p.group.pk, member=p.member, role="keeper"
    ),
    "remove": lambda by, p: acts.remove_member(by=by, group=p.group.pk, member=p.member),
}


@pytest.mark.parametrize("role", ["member", "ended", "other", "stranger"])
@pytest.mark.parametrize("act", KEEPING)
def test_only_keepers_keep_a_group(people: People, act: str, role: str) -> None:
    with pytest.raises((NoSuchGroup, NotAllowed)):
        KEEPING[act](getattr(people, role), people)
    assert Group.objects.get(pk=people.group.pk).title == "Elm Surgery"
    assert Membership.objects.filter(group=people.group).count() == 2


@pytest.mark.parametrize("role", ["ended", "other", "stranger"])
def test_nobody_shares_with_a_group_that_is_not_theirs(people: People, role: str) -> None:
    by = getattr(people, role)
    made = note(by, "Mine")
    with pytest.raises(NoSuchGroup):
        writing.share(by=by, name=made.name, group=people.group.pk)
    with pytest.raises(NoSuchGroup):
        note(by, "Mine", group=people.group.pk)
    assert note_of(by, made.name).group_id is None


def test_a_shared_note_says_who_wrote_it_and_when_and_a_line_whose_it_is(
    people: People,
) -> None:
    shared(people)
    line(people.keeper, people.group)
    own, local = sees(people.keeper)
    assert "Dr Member" in own
    assert "Elm Surgery" in own
    assert "<time" in own
    assert "Elm Surgery · local, not from the publisher" in local
    assert "Edit" not in own
    assert "Edit" in local
    assert "Edit" not in "".join(h for h in sees(people.member) if "local, not" in h)


def test_the_line_at_the_top_of_the_page_says_whose_it_is_too(people: People) -> None:
    shared(people)
    line(people.keeper, people.group)
    shown = shown_to(people.member, TOPIC, 2, date.today())
    assert all("Elm Surgery" in one.line for one in shown)
    alone = note(people.member, "Mine", "k-short")
    assert "Elm Surgery" not in Note.objects.get(pk=alone.pk).line


def test_leaving_leaves_or_takes_each_note_as_its_writer_chose(people: People) -> None:
    stays, goes = shared(people, stays=True), shared(people)
    acts.leave_group(by=people.member, group=people.group.pk)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.writer_id, stays.group_id) == (None, people.group.pk)
    assert (goes.writer_id, goes.group_id) == (people.member, None)
    assert [("Dr Member" in html) for html in sees(people.keeper)] == [True]
    assert [html.count("Your note") for html in sees(people.member)] == [1]
    writing.edit_note(by=people.keeper, name=stays.name, draft=Draft(text="ours"), version=1)


@pytest.mark.parametrize(("choice", "left"), [("leave", 2), ("take", 0)])
def test_at_leaving_the_writer_may_choose_for_all(people: People, choice: str, left: int) -> None:
    shared(people, stays=True)
    shared(people)
    acts.leave_group(by=people.member, group=people.group.pk, notes=choice)
    assert Note.objects.filter(group=people.group).count() == left
    assert Note.objects.filter(writer=people.member).count() == 2 - left


def test_somebody_who_is_removed_takes_what_they_chose_to_take(people: People) -> None:
    made = shared(people)
    acts.remove_member(by=people.keeper, group=people.group.pk, member=people.member)
    assert sees(people.keeper) == []
    assert note_of(people.member, made.name).group_id is None


def test_a_group_is_never_without_a_keeper(people: People) -> None:
    with pytest.raises(NotAllowed, match="only keeper"):
        acts.leave_group(by=people.keeper, group=people.group.pk)
    with pytest.raises(NotAllowed, match="only keeper"):
        acts.set_role(by=people.keeper, group=people.group.pk, member=people.keeper, role="member")
    acts.set_role(by=people.keeper, group=people.group.pk, member=people.member, role="keeper")
    acts.leave_group(by=people.keeper, group=people.group.pk)
    assert [row.role for row in members_of(people.group)] == ["keeper"]


def test_the_last_of_a_group_ends_it_and_keeps_their_notes(people: People) -> None:
    alone = group_of(people.stranger, title="Alone")
    made = note(people.stranger, "Mine", group=alone.pk)
    line(people.stranger, alone)
    acts.leave_group(by=people.stranger, group=alone.pk, notes="leave")
    assert not Group.objects.filter(pk=alone.pk).exists()
    assert [n.pk for n in Note.objects.filter(writer=people.stranger)] == [made.pk]


def test_an_invitation_is_for_so_many_and_for_so_long(people: People) -> None:
    code = acts.invite(by=people.keeper, group=people.group.pk, places=2)
    assert acts.join(by=people.stranger, code=code.lower().replace("-", " ")) == people.group
    assert acts.join(by=people.stranger, code=code) == people.group, "twice takes no place"
    acts.join(by=people.ended, code=code)
    with pytest.raises(NoSuchInvitation):
        acts.join(by=people.other, code=code)
    late = acts.invite(by=people.keeper, group=people.group.pk)
    Invitation.objects.update(ends=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NoSuchInvitation):
        acts.join(by=people.other, code=late)
    with pytest.raises(NoSuchInvitation):
        acts.join(by=people.other, code="")


def test_an_invitation_that_was_taken_back_opens_nothing(people: People) -> None:
    code = acts.invite(by=people.keeper, group=people.group.pk)
    made = Invitation.objects.get()
    acts.take_back_invitation(by=people.keeper, group=people.group.pk, invitation_id=made.pk)
    with pytest.raises(NoSuchInvitation):
        acts.join(by=people.stranger, code=code)


def test_the_code_itself_is_kept_nowhere(people: People) -> None:
    code = acts.invite(by=people.keeper, group=people.group.pk)
    kept = str(list(Invitation.objects.values()))
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_another_title_shows_on_every_note_at_once(people: People) -> None:
    shared(people)
    acts.rename_group(by=people.keeper, group=people.group.pk, title="Elm & Oak")
    assert "Elm &amp; Oak" in sees(people.keeper)[0]
    assert [one.group.title for one in groups_of(people.member)] == ["Elm & Oak"]


def test_a_member_of_two_groups_is_shown_each_once(people: People) -> None:
    second = group_of(people.stranger, people.member, title="Second")
    line(people.keeper, people.group, "one")
    line(people.stranger, second, "two")
    assert len(sees(people.member)) == 2
    assert len(sees(person("Nobody"))) == 0
