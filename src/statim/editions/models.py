"""The record's tables. Edition and Withdrawal only grow (the database refuses the rest).

The others say what follows from them, for fast reading: where each topic stands now, the
page made from each edition, who cites what. They can always be made again from the record.
"""

from __future__ import annotations

from django.db import models


class Edition(models.Model):
    """One published edition. `canonical` is its RFC 8785 JSON without `hash`, as text."""

    sequence = models.BigIntegerField(primary_key=True)
    topic = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    published = models.DateTimeField()
    canonical = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(fields=("topic", "number"), name="editions_one_per_number"),
        )
        indexes = (
            models.Index(fields=("topic", "published"), name="editions_as_of"),
            models.Index(fields=("slug",), name="editions_slug"),
        )

    def __str__(self) -> str:
        return f"{self.slug}, edition {self.number}"


class Withdrawal(models.Model):
    """A topic taken offline at edition `number`, with the reason that readers see.

    The topic's next edition brings it back.
    """

    topic = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    reason = models.TextField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "number"), name="editions_withdrawn_once"),
        )

    def __str__(self) -> str:
        return f"{self.topic} withdrawn: {self.reason}"


class RecordHead(models.Model):
    """How far the record has come: one row, so that a dropped last edition shows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    slug = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="editions_one_head"),)

    def __str__(self) -> str:
        return f"record at {self.sequence}"


class Page(models.Model):
    """What publication made of an edition for reading: HTML pieces, stored ready.

    `bibliography` is a list of HTML strings, one per reference. `recipe` names the code and
    settings that made the pieces, `seal` is an HMAC over them, so that a change made behind
    the application's back shows.
    """

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.PROTECT, related_name="page"
    )
    head = models.TextField()
    article = models.TextField()
    bibliography = models.JSONField(default=list)
    recipe = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"page of edition {self.edition_id}"


class SpokenPage(models.Model):
    """The article of an edition with the interface's words in another language than English;
    made, sealed and renewed as `Page` is, in whose row the English one stands."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="spoken")
    language = models.CharField(max_length=8)
    article = models.TextField()
    recipe = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "language"), name="editions_one_page_per_language"
            ),
        )

    def __str__(self) -> str:
        return f"page of edition {self.edition_id} in {self.language}"


class Standing(models.Model):
    """Where a topic stands now. `turn` grows when something around the edition changes.

    `specialty` is the path as read ("Psychiatry / Mood disorders"), `shelf` the same as
    address ("psychiatry/mood-disorders"). `related` is a list of {slug, title, why}, None until
    it was settled; a page as published stands at turn 1, one not yet settled at 0. `corrected`
    is the day (ISO) of the topic's last correction of an error or a safety error. `emergency`
    topics are read without a limit.
    """

    topic = models.CharField(primary_key=True, max_length=40)
    slug = models.CharField(max_length=200, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    turn = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=500)
    title_key = models.CharField(max_length=500, db_index=True)
    words = models.TextField(blank=True)
    specialty = models.CharField(max_length=500, blank=True)
    shelf = models.CharField(max_length=500, blank=True, db_index=True)
    published = models.DateTimeField(db_index=True)
    reviewed = models.CharField(max_length=10, blank=True)
    review_due = models.CharField(max_length=10, blank=True)
    emergency = models.BooleanField(default=False)
    related = models.JSONField(null=True, default=None)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    corrected = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("review_due", "title_key"),
                condition=models.Q(withdrawn__isnull=True),
                name="editions_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} at edition {self.number}"


class Correction(models.Model):
    """An edition of the kind "correction", so that the public list finds it."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.PROTECT, related_name="correction"
    )
    topic = models.CharField(max_length=40, db_index=True)
    severity = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"correction ({self.severity or 'severity not stated'}) of {self.topic}"


class FormerAddress(models.Model):
    """An address at which a topic once stood; readers are led on."""

    slug = models.CharField(primary_key=True, max_length=200)
    topic = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return f"{self.slug} -> {self.topic}"


class CitedWork(models.Model):
    """A current edition cites a work (`work` is its strongest identifier, as "doi:…")."""

    topic = models.CharField(max_length=40, db_index=True)
    work = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "work"), name="editions_cited_once"),
        )

    def __str__(self) -> str:
        return f"{self.topic} cites {self.work}"


class TopicLink(models.Model):
    """A current edition links to the topic at `slug` (in its text or as a related page)."""

    topic = models.CharField(max_length=40, db_index=True)
    slug = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "slug"), name="editions_linked_once"),
        )

    def __str__(self) -> str:
        return f"{self.topic} links to {self.slug}"


class TopicCode(models.Model):
    """A current edition carries this clinical code, written as it is looked up."""

    topic = models.CharField(max_length=40, db_index=True)
    system = models.CharField(max_length=10)
    code = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "system", "topic"), name="editions_coded_once"),
        )

    def __str__(self) -> str:
        return f"{self.topic} is {self.system} {self.code}"


class ShownPicture(models.Model):
    """An edition of the topic shows the picture `name` (a file of the store)."""

    topic = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=70, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topic", "name"), name="editions_shown_once"),
        )

    def __str__(self) -> str:
        return f"{self.topic} shows {self.name}"


class WaitingNumbers(models.Model):
    """A comparison of the edition with this hash, about which something waits for review. Holds
    nothing of a draft but that it is so."""

    class Why(models.TextChoices):
        """What happened after the edition."""

        NEWER = "newer data", "Newer data"
        RETRACTED = "retracted", "A retracted study"

    topic = models.CharField(max_length=40)
    edition = models.CharField(max_length=64)
    statement = models.CharField(max_length=40)
    why = models.CharField(max_length=20, choices=Why.choices)
    changes = models.BooleanField()
    since = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "statement", "why"), name="editions_waiting_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic}, {self.statement}: {self.why}"
