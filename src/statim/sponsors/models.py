"""Bookings with their creative, the pictures, the daily totals, and the switch."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Picture(models.Model):
    """A picture that was booked, under the SHA-256 of its bytes; kept for the ledger."""

    media = models.CharField(max_length=64, primary_key=True)
    type = models.CharField(max_length=20)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.media[:12]


class Booking(models.Model):
    """A slot for some days. `first` and `last` are the days (UTC) as booked; `ended` is the day
    from which it was taken off early, with the reason."""

    slot = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    sponsor = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    link = models.CharField(max_length=500)
    headline = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=160, blank=True)
    alt = models.CharField(max_length=160, blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True)
    booked = models.DateTimeField(auto_now_add=True)
    ended = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-first", "slot")
        indexes = (models.Index(fields=("slot", "first", "last"), name="sponsors_slot_days"),)
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="sponsors_days"),
            models.CheckConstraint(
                condition=Q(picture__isnull=True, headline__gt="")
                | Q(picture__isnull=False, alt__gt=""),
                name="sponsors_picture_or_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sponsor}: {self.slot}, {self.first} to {self.last}"


class Total(models.Model):
    """How often one booking was seen and followed on one day (UTC). Nothing else is known."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE)
    day = models.DateField()
    seen = models.PositiveIntegerField(default=0)
    followed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("booking", "day")
        constraints = (
            models.UniqueConstraint(fields=("booking", "day"), name="sponsors_total_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.seen} seen, {self.followed} followed"


class Switch(models.Model):
    """Whether advertisements are shown at all: one row, read at every one that is asked for."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    on = models.BooleanField(default=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="sponsors_one_switch"),)

    def __str__(self) -> str:
        return "on" if self.on else "off"
