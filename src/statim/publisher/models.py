"""What the publisher decides: about single pages, and about the site."""

from __future__ import annotations

from django.db import models


class WithoutAdvertising(models.Model):
    """A topic (its permanent id) beside which no advertisement may stand."""

    topic = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.topic


class Choice(models.Model):
    """What the desk chose in one matter: values by field. Rows are never deleted, so that the sum
    of their versions grows with every choice: the mark by which servers see that one was made."""

    matter = models.CharField(max_length=20, primary_key=True)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.matter}, version {self.version}"


class Logo(models.Model):
    """A logo that was chosen once: PNG bytes by their SHA-256. Old ones stay: stored pages and
    devices may still name them."""

    media = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.media
