"""Reading notes and groups. Every question names the reader, and answers with what is theirs.

A note of somebody else and one that never was are the same here: one query, one refusal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from statim.accounts.models import User
from statim.annotations import making, pieces
from statim.annotations.errors import NoSuchGroup, NoSuchInvitation, NoSuchNote
from statim.annotations.models import Group, Invitation, Membership, Note
from statim.annotations.permissions import can_change
from statim.design.speech import ENGLISH, language
from statim.editions.folding import fold
from statim.editions.following import Stands, standing_now


@dataclass(frozen=True)
class Listed:
    """A note in a list, with where its topic stands now (None: withdrawn or not here)."""

    note: Note
    topic: Stands | None
    mine: bool

    @property
    def address(self) -> str:
        """Where the note is shown on its page."""
        return f"/topics/{self.topic.slug}/#note-{self.note.name}" if self.topic else ""

    @cached_property
    def html(self) -> SafeString:
        """The note as this reader sees it."""
        note = self.note
        if language() != ENGLISH:
            making.speak(note)  # what is kept is in English
        html = note.html if self.mine else note.html_others
        if pieces.is_due(note.confirmed, date.today()):
            html = html.replace(pieces.ASK, pieces.ask(note.name, mine=self.mine), 1)
        return SafeString(html)


def _visible(reader: int) -> QuerySet[Note]:
    """What this reader may see: what they wrote, and what their groups have."""
    groups = Membership.objects.filter(member_id=reader).values("group")
    return Note.objects.filter(Q(writer_id=reader) | Q(group__in=groups))


def note_of(reader: int, name: str) -> Note:
    """A note that the reader may see. Raises NoSuchNote."""
    note = _visible(reader).select_related("group").filter(name=name).first()
    if note is None:
        raise NoSuchNote
    return note


def note_to_change(reader: int, name: str) -> Note:
    """A note that the reader may change. Raises NoSuchNote for any other, seen or not."""
    note = note_of(reader, name)
    if not can_change(note, reader):
        raise NoSuchNote
    return note


def own_notes(reader: int) -> QuerySet[Note]:
    """Everything that the reader wrote, oldest first."""
    return Note.objects.filter(writer_id=reader).select_related("group")


PAGE_SIZE = 50


def listed(
    reader: int, *, words: str = "", group: str = "", page: int = 1
) -> tuple[list[Listed], int]:
    """(one page of the reader's notes, how many there are): pinned first, newest first.

    Every word must be in the note, in the words it was written to, or in its page's title.
    `group` narrows to what one of the reader's groups has.
    """
    rows = _visible(reader).select_related("group")
    rows = rows.filter(group__name=group) if group else rows.filter(writer_id=reader)
    rows = rows.order_by("-pinned", "-modified", "-id")
    if sought := fold(words).split():
        return _sought(rows, sought, reader, page)
    first = (page - 1) * PAGE_SIZE
    return _with_topics(rows[first : first + PAGE_SIZE], reader), rows.count()


def _sought(
    rows: QuerySet[Note], sought: Sequence[str], reader: int, page: int
) -> tuple[list[Listed], int]:
    """Titles are today's and lie in another room, so words are looked for in both here."""
    titles = standing_now(rows.order_by().values_list("topic", flat=True).distinct())
    for word in sought[:16]:
        named = [topic for topic, one in titles.items() if word in fold(one.title)]
        rows = rows.filter(Q(folded__contains=word) | Q(topic__in=named))
    first = (page - 1) * PAGE_SIZE
    return _with_topics(rows[first : first + PAGE_SIZE], reader), rows.count()


def _with_topics(notes: Iterable[Note], reader: int) -> list[Listed]:
    taken = list(notes)
    topics = standing_now({note.topic for note in taken})
    return [Listed(n, topics.get(n.topic), can_change(n, reader)) for n in taken]


def signature_of(reader: int) -> str:
    """How the reader is named to the others of a group: by name, else by e-mail address."""
    name, email = User.objects.values_list("name", "email").get(pk=reader)
    return name or email


# groups


@dataclass(frozen=True)
class Belonging:
    """A group as one of its members sees it."""

    group: Group
    is_keeper: bool


def groups_of(reader: int) -> list[Belonging]:
    """The reader's groups, by title."""
    rows = Membership.objects.filter(member_id=reader).select_related("group")
    return [
        Belonging(row.group, row.role == Membership.KEEPER)
        for row in rows.order_by("group__title", "group_id")
    ]


def belonging(reader: int, name: str) -> Belonging:
    """One of the reader's groups. Raises NoSuchGroup."""
    row = (
        Membership.objects.filter(member_id=reader, group__name=name)
        .select_related("group")
        .first()
    )
    if row is None:
        raise NoSuchGroup
    return Belonging(row.group, row.role == Membership.KEEPER)


def members_of(group: Group) -> list[Membership]:
    """Everybody in the group, keepers first."""
    rows = Membership.objects.filter(group=group).select_related("member")
    return list(rows.order_by("role", "joined"))


def keepers_of(group: int) -> list[str]:
    """The e-mail addresses of the group's keepers who still have an account."""
    rows = Membership.objects.filter(group_id=group, role=Membership.KEEPER, member__is_active=True)
    return list(rows.values_list("member__email", flat=True))


def told_of(group: Group) -> list[Listed]:
    """What the keepers have to look at: what is the group's own and no longer stands on the words
    that it was written to."""
    rows = Note.objects.filter(group=group, writer=None).exclude(state="kept")
    notes = list(rows.select_related("group").order_by("-modified"))
    topics = standing_now({note.topic for note in notes})
    return [Listed(note, topics.get(note.topic), True) for note in notes]


def waiting_for(reader: int) -> int:
    """How many such lines wait for this reader, over all groups they keep."""
    kept = Membership.objects.filter(member_id=reader, role=Membership.KEEPER).values("group")
    return Note.objects.filter(group__in=kept, writer=None).exclude(state="kept").count()


def invitations_of(group: Group) -> list[Invitation]:
    """Invitations that still open the group, newest first."""
    rows = Invitation.objects.filter(group=group, places__gt=0, ends__gt=timezone.now())
    return list(rows.order_by("-made"))


def secret_of(code: str) -> str:
    """What is kept of an invitation's code. Codes are typed by hand too: case, spaces and dashes
    do not count."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(f"statim.annotations.invitation:{plain}".encode()).hexdigest()


def invitation(code: str) -> Invitation:
    """The invitation that this code opens. Raises NoSuchInvitation."""
    row = (
        Invitation.objects.filter(secret=secret_of(code), places__gt=0, ends__gt=timezone.now())
        .select_related("group")
        .first()
    )
    if row is None:
        raise NoSuchInvitation
    return row


def unmailed() -> list[Note]:
    """What is a group's own, changed beneath, and not yet told of by mail."""
    rows = Note.objects.filter(told=False, writer=None, group__isnull=False)
    return list(rows.exclude(state="kept").select_related("group").order_by(F("group").asc(), "id"))
