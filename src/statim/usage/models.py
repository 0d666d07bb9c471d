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


class SearchKey(models.Model):
    """The random key that `SearchMark`s are made with; thrown away, with them, after 30 days."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    key = models.CharField(max_length=64)
    since = models.DateField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="usage_one_key"),)

    def __str__(self) -> str:
        return f"key since {self.since}"


class SearchMark(models.Model):
    """A word that found nothing was searched for on this day; `mark` is its keyed hash."""

    mark = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("mark", "day"), name="usage_mark_a_day"),)

    def __str__(self) -> str:
        return f"{self.mark[:8]} on {self.day}"


class UnansweredSearch(models.Model):
    """A word that found nothing on several days: the days are counted from the first kept one."""

    word = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField()
    last = models.DateField()

    class Meta:
        ordering = ("-days", "word")

    def __str__(self) -> str:
        return f"{self.word} on {self.days} days"
