"""The audit log's two tables: the entries, which only grow, and the head of their chain."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act: who, what, on what, when, chained to the entry before it."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    actor_email = models.CharField(max_length=254, blank=True)
    actor_role = models.CharField(max_length=40, blank=True)
    act = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("sequence",)
        indexes = (models.Index(fields=("object_kind", "object_id"), name="audit_object"),)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_name} {self.act} {self.object_kind} {self.object_id}"


class Head(models.Model):
    """How far the log has come: one row, so that a dropped last entry shows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),)

    def __str__(self) -> str:
        return f"audit log at {self.sequence}"
