"""Groups: founding, inviting, joining, leaving. `by` is the reader's account id throughout."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from statim.annotations import making
from statim.annotations.actions.notes import make_private
from statim.annotations.errors import NoSuchInvitation, NotAllowed, Refused
from statim.annotations.models import Group, Invitation, Membership, Note
from statim.annotations.permissions import check_keeper, check_member
from statim.annotations.queries import invitation, secret_of
from statim.design.speech import say

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
CODE_LENGTH = 20  # 100 bits
KEPT_OPEN = timedelta(days=14)
MOST_PLACES = 200
AS_CHOSEN, LEAVE, TAKE = "as chosen", "leave", "take"


def found_group(*, by: int, title: str) -> Group:
    """A new group; who founds it keeps it."""
    with transaction.atomic():
        group = Group(title=_title(title))
        group.save(force_insert=True)
        Membership.objects.create(group=group, member_id=by, role=Membership.KEEPER)
    return group


def rename_group(*, by: int, group: int, title: str) -> None:
    """Another title; the group's notes show it at once."""
    with transaction.atomic():
        check_keeper(group, by)
        Group.objects.filter(pk=group).update(title=_title(title))
        _renew(Note.objects.filter(group_id=group))


def _title(title: str) -> str:
    said = " ".join(title.split())
    if not said or len(said) > 120:
        raise Refused(say("A group needs a name of at most 120 characters."))
    return said


def invite(*, by: int, group: int, places: int = 1, email: str = "") -> str:
    """A new invitation; its code is returned once and kept only as a hash. It holds for 14 days,
    for so many people. Raises NoSuchGroup, NotAllowed, Refused."""
    check_keeper(group, by)
    if not 1 <= places <= MOST_PLACES:
        raise Refused(
            say("An invitation is for 1 to %(most_places)s people.", most_places=MOST_PLACES)
        )
    Invitation.objects.filter(group_id=group, ends__lte=timezone.now()).delete()
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    Invitation.objects.create(
        group_id=group,
        secret=secret_of(code),
        places=places,
        email=email,
        ends=timezone.now() + KEPT_OPEN,
    )
    return "-".join(code[i : i + 5] for i in range(0, CODE_LENGTH, 5))


def take_back_invitation(*, by: int, group: int, invitation_id: int) -> None:
    """It opens nothing from now on."""
    check_keeper(group, by)
    Invitation.objects.filter(pk=invitation_id, group_id=group).delete()


def join(*, by: int, code: str) -> Group:
    """Enter the group that the code opens. Who is in it already uses up no place.

    Raises NoSuchInvitation.
    """
    with transaction.atomic():
        opened = invitation(code)
        if Membership.objects.filter(group_id=opened.group_id, member_id=by).exists():
            return opened.group
        taken = Invitation.objects.filter(
            pk=opened.pk, places__gt=0, ends__gt=timezone.now()
        ).update(places=F("places") - 1)
        if not taken:
            raise NoSuchInvitation
        Invitation.objects.filter(pk=opened.pk, places=0).delete()  # with its e-mail address
        Membership.objects.get_or_create(
            group_id=opened.group_id, member_id=by, defaults={"role": Membership.MEMBER}
        )
    return opened.group


def set_role(*, by: int, group: int, member: int, role: str) -> None:
    """Make a member a keeper, or a keeper a member; one keeper remains always."""
    with transaction.atomic():
        check_keeper(group, by)
        check_member(group, member)
        if role not in {Membership.KEEPER, Membership.MEMBER}:
            raise Refused(say("A member is a keeper or a member."))
        if role == Membership.MEMBER:
            _check_not_last(group, member)
        Membership.objects.filter(group_id=group, member_id=member).update(role=role)


def _check_not_last(group: int, member: int) -> None:
    """A group without a keeper could never be kept again."""
    keepers = Membership.objects.select_for_update().filter(group_id=group, role=Membership.KEEPER)
    if [row.member_id for row in keepers] == [member]:
        raise NotAllowed(say("You are the only keeper. Make somebody else a keeper first."))


def leave_group(*, by: int, group: int, notes: str = AS_CHOSEN) -> None:
    """Leave. `notes`: each shared note as was chosen for it, or all left with the group, or all
    taken along. The last of a group ends it: shared notes go back to their writer, and what was
    the group's own is deleted with it."""
    with transaction.atomic():
        check_member(group, by)
        if Membership.objects.filter(group_id=group).count() > 1:
            _check_not_last(group, by)
        _part(group, by, notes)


def remove_member(*, by: int, group: int, member: int) -> None:
    """End somebody's membership; their notes stay or go as they chose for each."""
    with transaction.atomic():
        check_keeper(group, by)
        if member == by:
            raise NotAllowed(say("To go yourself, leave the group."))
        check_member(group, member)
        _part(group, member, AS_CHOSEN)


def part_with_all(*, member: int) -> None:
    """End all memberships of somebody whose account ends; where they were the only keeper, the
    member who has been there longest becomes one. Inside the caller's transaction."""
    for row in Membership.objects.filter(member_id=member).select_related("group"):
        others = Membership.objects.filter(group=row.group).exclude(member_id=member)
        heir = others.order_by("joined", "id").first()
        if heir and not others.filter(role=Membership.KEEPER).exists():
            heir.role = Membership.KEEPER
            heir.save(update_fields=["role"])
        _part(row.group_id, member, AS_CHOSEN)


def _part(group: int, member: int, notes: str) -> None:
    Membership.objects.filter(group_id=group, member_id=member).delete()
    shared = Note.objects.select_for_update().filter(group_id=group, writer_id=member)
    last = not Membership.objects.filter(group_id=group).exists()
    for note in list(shared):
        stays = {LEAVE: True, TAKE: False}.get(notes, note.stays)
        if stays and not last:
            note.writer, note.left_by_id = None, member
            making.make(note)
            note.save(force_update=True)
        else:
            make_private([note])
    if last:
        Note.objects.filter(group_id=group).delete()
        Group.objects.filter(pk=group).delete()


def forget(*, member: int) -> None:
    """Take somebody's name from the notes that they left behind. For an account that ends."""
    left = Note.objects.filter(left_by_id=member)
    for note in left:
        note.left_by, note.signed = None, "A former member"
        making.make(note)
        note.save(force_update=True)


def _renew(notes: QuerySet[Note]) -> None:
    for note in notes.select_related("group"):
        making.make(note)
        note.save(update_fields=list(making.MADE))
