"""What the publisher decides about single pages."""

from __future__ import annotations

from django.db import models


class WithoutAdvertising(models.Model):
    """A topic (its permanent id) beside which no advertisement may stand."""

    topic = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.topic
