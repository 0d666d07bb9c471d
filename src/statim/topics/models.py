"""The topics that authors are writing. Nothing here is ever shown to a reader."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Topic(models.Model):
    """One topic on the writing desk. `id` is permanent and is also the published topic's id.

    `draft` is a manuscript (see manuscript.to_dict) without its doubts, which are a list of
    {what, where, why} in `doubts`.
    """

    id = models.CharField(primary_key=True, max_length=40)
    slug = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=500)
    draft = models.JSONField(default=dict)
    doubts = models.JSONField(default=list, blank=True)
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title
