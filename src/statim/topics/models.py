"""The topics that authors are writing. Nothing here is ever shown to a reader."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Topic(models.Model):
    """One topic on the writing desk. `id` is permanent and is also the published topic's id.

    `draft` is a manuscript (see manuscript.to_dict) without its doubts, which are a list of
    {what, where, why} in `doubts`, `doubted` of them. `revision` grows with every saved version
    and is its number.
    """

    id = models.CharField(primary_key=True, max_length=40)
    slug = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=500)
    draft = models.JSONField(default=dict)
    doubts = models.JSONField(default=list, blank=True)
    doubted = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    created_by = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("title", "id"),
                condition=models.Q(doubted__gt=0),
                name="topics_with_doubts",
            ),
        )

    def __str__(self) -> str:
        return self.title


class What(models.TextChoices):
    """How a version came to be."""

    NEW = "new", "New"
    IMPORT = "import", "Import"
    EDIT = "edit", "Edit"
    RESTORE = "restore", "Restored"


class Version(models.Model):
    """One saved state of a topic's draft: only ever added (the database refuses the rest).

    People are kept by value; `by_account` is the number of the account, None for the machine's
    operator. `of` is the number of the version that a restored one brought back.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_email = models.CharField(max_length=254, blank=True)
    by_account = models.BigIntegerField(null=True)
    what = models.CharField(max_length=20, choices=What.choices)
    of = models.PositiveIntegerField(null=True)
    draft = models.JSONField()
    doubts = models.JSONField(default=list)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("by_account", "topic"), name="topics_version_by"),)
        constraints = (
            models.UniqueConstraint(fields=("topic", "number"), name="topics_version_once"),
            models.CheckConstraint(
                condition=models.Q(what__in=What.values), name="topics_version_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic_id}, version {self.number}"


class Wording(models.Model):
    """Somebody gave a statement words: one row for each save that gave it a new digest.

    `came_from` is empty for who saved it. Where words were carried over from another statement
    (a copy, a merge, a split; the very same statement of another topic), who had written them
    there has a row here too, with that statement's id. `text` is the plain words, by which they
    are found again.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="wordings")
    statement = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    came_from = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_account = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("topic", "statement"), name="topics_wording_of"),
            models.Index(fields=("digest",), name="topics_wording_same"),
        )

    def __str__(self) -> str:
        return f"{self.by_name} worded {self.statement} of {self.topic_id}"
