"""A question and its reply; and, for a day, how much one connection has sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as lazily

LONGEST = 1000
LONGEST_REPLY = 4000


class Kind(models.TextChoices):
    """What sort of question it is."""

    PAGE_WANTED = "page wanted", lazily("Page asked for")
    NOT_ANSWERED = "not answered", lazily("Not answered by a page")
    FEEDBACK = "feedback", lazily("Feedback on a page")


class State(models.TextChoices):
    """How far the authors are with it."""

    NEW = "new", lazily("New")
    TAKEN_UP = "taken up", lazily("Taken up")
    ANSWERED = "answered", lazily("Answered")
    DECLINED = "declined", lazily("Declined")


OPEN = (State.NEW, State.TAKEN_UP)


class Question(models.Model):
    """What somebody asked. `topic` is the id of the page it is about, or "", with the edition
    that was read and, where one was named, the statement.

    `receipt` is the SHA-256 of the word in the address of the receipt. `address` is an e-mail
    address that was offered for the reply; it goes once the reply was sent to it.
    `answer_topic` (an id) and `answer_edition` name the page that answers it, where one does.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    words = models.TextField(blank=True, max_length=LONGEST)
    folded = models.CharField(max_length=200, blank=True, db_index=True)
    topic = models.CharField(max_length=40, blank=True, db_index=True)
    edition = models.PositiveIntegerField(default=0)
    statement = models.CharField(max_length=40, blank=True)
    asked = models.DateTimeField(auto_now_add=True)
    receipt = models.CharField(max_length=64, unique=True)
    address = models.EmailField(blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    reply = models.TextField(blank=True, max_length=LONGEST_REPLY)
    answer_topic = models.CharField(max_length=40, blank=True)
    answer_edition = models.PositiveIntegerField(default=0)
    by_name = models.CharField(max_length=200, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("asked",)
        indexes = (models.Index(fields=("state", "asked"), name="questions_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="questions_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="questions_known_kind"
            ),
        )

    def __str__(self) -> str:
        return f"question {self.pk} ({self.state})"


class Day(models.Model):
    """Today's random key, and how many questions came today. Replaced when the day is over."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField()
    key = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="questions_one_day"),)

    def __str__(self) -> str:
        return f"{self.count} questions on {self.day}"


class Sender(models.Model):
    """How many questions came today from one connection; `mark` is its hash by today's key."""

    mark = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} today"
