"""Daily totals. A row knows a day, what happened and on which topic: no person, no address,
no time of day, no order of events."""

from __future__ import annotations

from django.db import models


class DailyCount(models.Model):
    """How often something happened on a topic on one day (UTC).

    `what` is the event ("urgent opening"), `kind` its sort (the reason that was given),
    `topic` the topic's permanent id.
    """

    day = models.DateField()
    what = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("day", "what", "kind", "topic")
        constraints = (
            models.UniqueConstraint(
                fields=("day", "what", "kind", "topic"), name="usage_one_row_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.count} {self.what} ({self.kind}) of {self.topic}"
