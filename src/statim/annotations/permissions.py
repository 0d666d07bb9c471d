"""Who may do what with notes and groups. `check_x` raises with the sentence the person will see."""

from __future__ import annotations

from statim.annotations.errors import NoSuchGroup, NotAllowed
from statim.annotations.models import Membership, Note
from statim.design.speech import say


def role_in(group: int, reader: int) -> str | None:
    """The reader's role in the group, or None."""
    return (
        Membership.objects.filter(group_id=group, member_id=reader)
        .values_list("role", flat=True)
        .first()
    )


def can_change(note: Note, reader: int) -> bool:
    """The writer may; what has no writer is its group's, and the keepers may."""
    if note.writer_id is not None:
        return note.writer_id == reader
    return note.group_id is not None and role_in(note.group_id, reader) == Membership.KEEPER


def check_change(note: Note, reader: int) -> None:
    """Raises NotAllowed."""
    if not can_change(note, reader):
        if note.writer_id is None:
            raise NotAllowed(say("This belongs to the group; its keepers change it."))
        raise NotAllowed(say("Only the one who wrote a note may change it."))


def check_member(group: int, reader: int) -> str:
    """The reader's role in the group. Raises NoSuchGroup, so that a group cannot be guessed at."""
    role = role_in(group, reader)
    if role is None:
        raise NoSuchGroup
    return role


def check_keeper(group: int, reader: int) -> None:
    """Raises NoSuchGroup for who is not in it, NotAllowed for a member."""
    if check_member(group, reader) != Membership.KEEPER:
        raise NotAllowed(say("Only the keepers of the group may do this."))
