"""Daily totals. A row knows a day, what happened and on which topic: no person, no address,
no time of day, no order of events. Of an institution there are totals of months, without topics."""

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


class Institution(models.Model):
    """A customer whose use is reported to it. `networks` are CIDR ranges, `domains` those of its
    members' e-mail addresses; `identifiers` name it elsewhere, as "ROR:00hx57361"."""

    name = models.CharField(max_length=200)
    customer_id = models.CharField(max_length=40, unique=True)
    networks = models.JSONField(default=list)
    domains = models.JSONField(default=list)
    identifiers = models.JSONField(default=list)
    since = models.DateField()
    ended = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ReportKey(models.Model):
    """What opens an institution's reports to a program; `hashed` is the SHA-256 of the key."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="keys")
    requestor_id = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=200)
    hashed = models.CharField(max_length=64, unique=True)
    made = models.DateField()
    revoked = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("made", "pk")

    def __str__(self) -> str:
        return f"{self.requestor_id} of {self.institution_id}"


class MonthCount(models.Model):
    """How often an institution's people did something in a month (its first day, UTC)."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="months")
    month = models.DateField()
    metric = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("month", "metric")
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "month", "metric"), name="usage_one_row_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.count} {self.metric}"


class ClickMark(models.Model):
    """A keyed hash of a reader and what they opened, for an hour: tells a double click from two.
    Its key is in the servers' memory and nowhere else. `last` in seconds since 1970."""

    mark = models.CharField(max_length=32, primary_key=True)
    last = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.mark[:8]
