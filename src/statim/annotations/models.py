"""Notes, and the groups that share some of them. Nobody reads a row here but through `queries`.

A note's HTML is made when it is saved and when the page beneath it changes, never when a topic is
opened. Topic and statement are permanent ids, not relations: notes outlive editions.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazily


def new_name() -> str:
    """A name that cannot be guessed: 128 bits, as in addresses."""
    return secrets.token_urlsafe(16)


class Group(models.Model):
    """A practice or ward: people who share notes."""

    name = models.CharField(max_length=22, unique=True, default=new_name)
    title = models.CharField(max_length=120)
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """Somebody in a group. Keepers invite, remove, and write the group's own lines."""

    KEEPER, MEMBER = "keeper", "member"
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(
        max_length=10, choices=((KEEPER, lazily("Keeper")), (MEMBER, lazily("Member")))
    )
    joined = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("member", "group"), name="annotations_member_once"),
            models.CheckConstraint(
                condition=Q(role__in=("keeper", "member")), name="annotations_known_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of group {self.group_id}"


class Invitation(models.Model):
    """A way into a group. Only the SHA-256 of its code is kept; `places` are those still free."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    secret = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    places = models.PositiveIntegerField(default=1)
    made = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation to group {self.group_id}"


class Note(models.Model):
    """A note of a reader, or a line that a group pins to a page.

    Anchor: `statement` ("" is the page itself), `quote` and `quote_html` as the statement read in
    edition `edition`. Where it is now, by the edition `placed_in`: `place`, `state`, `beneath`
    (the words now under it). `kind` "line" is the group's own; a shared note whose writer left it
    behind has no `writer`. `stays`: it remains with the group when the writer leaves.
    `confirmed`: the day on which its telephone numbers and links were last said to be right, None
    where it has none. `told`: the keepers were mailed about `beneath`.
    """

    NOTE, LINE = "note", "line"
    name = models.CharField(max_length=22, unique=True, default=new_name)
    kind = models.CharField(max_length=4, default=NOTE)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="notes")
    stays = models.BooleanField(default=False)
    signed = models.CharField(max_length=254, blank=True)

    topic = models.CharField(max_length=40)
    statement = models.CharField(max_length=64, blank=True)
    edition = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    quote_html = models.TextField(blank=True)

    place = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=7, default="kept")
    beneath = models.TextField(blank=True)
    placed_in = models.PositiveIntegerField(default=0)
    told = models.BooleanField(default=True)

    text = models.TextField()
    pinned = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)
    modified = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    confirmed = models.DateField(null=True)

    html = models.TextField(blank=True)
    html_others = models.TextField(blank=True)
    line = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    class Meta:
        ordering = ("created", "id")
        indexes = (
            models.Index(fields=("writer", "topic"), name="annotations_by_writer"),
            models.Index(fields=("group", "topic"), name="annotations_by_group"),
            models.Index(fields=("topic", "placed_in"), name="annotations_by_topic"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="note") | Q(kind="line", group__isnull=False, writer=None),
                name="annotations_line_is_a_groups",
            ),
            models.CheckConstraint(
                condition=Q(writer__isnull=False) | Q(group__isnull=False),
                name="annotations_somebody_has_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("kept", "changed", "moved", "gone")),
                name="annotations_known_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} at {self.topic}"


class Sent(models.Model):
    """A note arrived under a key that the writer's device had given it: what is sent again, because
    its answer was lost, is that note and no second one, even where it was deleted meanwhile."""

    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    note = models.CharField(max_length=22)
    topic = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("writer", "key"), name="annotations_sent_once"),
        )

    def __str__(self) -> str:
        return f"note {self.note} as it was sent"


class Cursor(models.Model):
    """How far the notes have followed the record: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    withdrawals = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="annotations_one_cursor"),)

    def __str__(self) -> str:
        return f"notes at {self.sequence}"
