"""What the desk keeps about the work on topics: reviews, comments, locks, dates, declarations.

People are kept by value, `by_account` being the number of their account. Verdicts and
declarations of interests are only ever added: the database refuses the rest.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from statim.design.voice import lazily
from statim.topics.models import Topic


class Signed(models.Model):
    """Who and when, by value."""

    by_name = models.CharField(max_length=200)
    by_email = models.CharField(max_length=254, blank=True)
    by_account = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class ReviewPath(models.Model):
    """The steps of review for a specialty and those under it; `specialty` as read, "" for all."""

    specialty = models.CharField(max_length=500, unique=True, blank=True)
    steps = models.JSONField()

    def __str__(self) -> str:
        return f"{self.specialty or 'everything'}: {', '.join(self.steps)}"


class State(models.TextChoices):
    """Where a submission stands."""

    OPEN = "open", lazily("in review")
    CHANGES_ASKED = "changes asked", lazily("sent back for changes")
    APPROVED = "approved", lazily("approved")
    PUBLISHED = "published", lazily("published")
    TAKEN_BACK = "taken back", lazily("taken back")


IN_REVIEW = (State.OPEN, State.APPROVED)


class Submission(Signed):
    """A version of a topic in review. `steps` are fixed when it is submitted; `step` is how many
    are done. `words` say what was asked for; `edition` is the number it was published as."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveIntegerField()
    steps = models.JSONField()
    step = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    words = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    edition = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("topic",),
                condition=Q(state__in=("open", "approved")),
                name="editorial_one_in_review",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="editorial_known_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic_id}, version {self.version}: {self.state}"


class Verdict(Signed):
    """What a reviewer said of one statement: of its digest, at its place, at one step."""

    class Word(models.TextChoices):
        """What can be said."""

        CONFIRM = "confirm", lazily("Confirm")
        CHANGE = "change", lazily("Ask for a change")
        REMOVE = "remove", lazily("Ask to remove")

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="verdicts")
    step = models.CharField(max_length=20)
    statement = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=Word.choices)
    words = models.TextField(blank=True)
    by_role = models.CharField(max_length=40)
    interests = models.TextField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("topic", "statement"), name="editorial_verdict_on"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=("confirm", "change", "remove")),
                name="editorial_known_verdict",
            ),
        )

    def __str__(self) -> str:
        return f"{self.by_name}: {self.verdict} {self.statement}"


class Comment(Signed):
    """A remark on a statement of a draft ("" for the whole topic), or an answer to one."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="comments")
    statement = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True)
    words = models.TextField()
    answers_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="answers"
    )
    resolved_by = models.CharField(max_length=200, blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.by_name} on {self.statement or self.topic_id}"


class Lock(models.Model):
    """Somebody is writing in a topic; `renewed` says when they were last seen at it."""

    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="lock")
    by_name = models.CharField(max_length=200)
    by_account = models.BigIntegerField()
    since = models.DateTimeField()
    renewed = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.by_name} writes in {self.topic_id}"


class Schedule(Signed):
    """A publication to come. `change` is its change note; `reason` why it was refused."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", lazily("Waiting")
        DONE = "done", lazily("Published")
        CANCELLED = "cancelled", lazily("Cancelled")
        REFUSED = "refused", lazily("Refused")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="schedules")
    due = models.DateTimeField(db_index=True)
    change = models.JSONField()
    by_role = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("submission",),
                condition=Q(state="waiting"),
                name="editorial_one_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} on {self.due}"


class Plan(models.Model):
    """How often a topic is reviewed: by its risk, or every so many `months`."""

    class Risk(models.TextChoices):
        """How much harm an outdated page could do."""

        HIGH = "high", lazily("High")
        MEDIUM = "medium", lazily("Medium")
        LOW = "low", lazily("Low")

    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="plan")
    risk = models.CharField(max_length=10, choices=Risk.choices, default=Risk.MEDIUM)
    months = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.risk}"


class Responsible(models.Model):
    """Whose task the review of a topic is."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="responsible")
    account = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "account"), name="editorial_asked_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} looks after {self.topic_id}"


class Byline(models.Model):
    """An author of a topic who has an account, so that the register tells their interests."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="byline")
    account = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("topic", "account"), name="editorial_author_once"),
        )

    def __str__(self) -> str:
        return f"{self.name}, author of {self.topic_id}"


class Interests(Signed):
    """What somebody declared that could sway them; `words` is "" where they have none."""

    words = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("by_account", "id"), name="editorial_declared_by"),)
        verbose_name_plural = "interests"

    def __str__(self) -> str:
        return f"{self.by_name}: {self.words or 'none'}"


class CalendarLink(models.Model):
    """The secret address of somebody's calendar: only its SHA-256 is kept."""

    account = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of account {self.account}"


class Reminded(models.Model):
    """That somebody was reminded of one thing, so that it is not said twice. `at` is when a
    process took it in hand, `sent` whether the message left."""

    account = models.BigIntegerField()
    what = models.CharField(max_length=200)
    at = models.DateTimeField()
    sent = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "what"), name="editorial_reminded_once"),
        )

    def __str__(self) -> str:
        return f"account {self.account}: {self.what}"


class LookedThrough(models.Model):
    """What was found in the edition at which an online topic stands: (id, words) of each statement
    that rests on nothing; number, title, gravest notice and how many statements of each work
    with a notice; the names of its authors and reviewers. Made from the record (`looking`)."""

    topic = models.CharField(primary_key=True, max_length=40)
    title = models.CharField(max_length=500, default="")
    title_key = models.CharField(max_length=500, default="")
    uncited = models.JSONField(default=list)
    uncited_count = models.PositiveIntegerField(default=0)
    noticed = models.JSONField(default=list)
    noticed_count = models.PositiveIntegerField(default=0)
    people = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(
                F("uncited_count").desc(),
                "title_key",
                condition=Q(uncited_count__gt=0),
                name="editorial_uncited",
            ),
            models.Index(
                fields=("title_key",), condition=Q(noticed_count__gt=0), name="editorial_noticed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic}: {self.uncited_count} uncited, {self.noticed_count} noticed"


class LookedTo(models.Model):
    """How far the record was looked through, by rules named `made_with`: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    withdrawals = models.BigIntegerField(default=0)
    made_with = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="editorial_one_cursor"),)

    def __str__(self) -> str:
        return f"looked through to {self.sequence}"
