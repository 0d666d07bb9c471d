"""The library's works, one row each; what finds them; their former keys; notices about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from statim.references.notices import KINDS


class Work(models.Model):
    """Something that can be cited. `csl` is what is known of it; the columns find it again.

    `key` is its name everywhere ("corriger2019"); `stem` the part before the letter that
    tells namesakes apart. `alike` is title, year and first author, folded; `titled` the title
    alone. `doubtful` where `doubts` has something to say; `edited` when a person last changed it.
    """

    key = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=50, db_index=True)
    csl = models.JSONField()
    doi = models.CharField(max_length=300, blank=True)
    pmid = models.CharField(max_length=12, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    url = models.CharField(max_length=800, blank=True)
    alike = models.CharField(max_length=64, blank=True, db_index=True)
    titled = models.CharField(max_length=64, blank=True, db_index=True)
    doubtful = models.BooleanField(default=False, db_index=True)
    added = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ("key",)
        constraints = tuple(
            models.UniqueConstraint(
                fields=(name,), condition=~Q(**{name: ""}), name=f"references_one_{name}"
            )
            for name in ("doi", "pmid", "isbn", "url")
        )

    def __str__(self) -> str:
        return self.key


class Alias(models.Model):
    """A work that was merged into another: its key leads there for ever.

    `csl` is its record as it was, and the columns find the kept work by what this one had.
    """

    key = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=50, db_index=True)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="aliases")
    csl = models.JSONField()
    doi = models.CharField(max_length=300, blank=True, db_index=True)
    pmid = models.CharField(max_length=12, blank=True, db_index=True)
    isbn = models.CharField(max_length=13, blank=True, db_index=True)
    url = models.CharField(max_length=800, blank=True, db_index=True)
    alike = models.CharField(max_length=64, blank=True, db_index=True)
    merged = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class Word(models.Model):
    """A word by which a work is found (see `words`): folded, how much it weighs, the year.

    Read and written by SQL in `finding` and `actions`; PostgreSQL has one index more, for
    beginnings of words.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, db_index=False, related_name="+")
    word = models.CharField(max_length=100)
    weight = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("weight", "word", "year", "work"), name="references_by_word"),
            models.Index(fields=("work", "word", "weight"), name="references_words_of"),
        )

    def __str__(self) -> str:
        return self.word


class Apart(models.Model):
    """Two works that somebody has looked at and that are not the same: not offered again.

    `one` is the row with the smaller number.
    """

    one = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="references_apart_once"),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="references_apart_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


class Formatted(models.Model):
    """A reference as printed. `content` is the hash of the item, `recipe` what printed it."""

    content = models.CharField(max_length=64)
    recipe = models.CharField(max_length=100)
    html = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("content", "recipe"), name="references_printed_once"),
        )

    def __str__(self) -> str:
        return f"{self.recipe} {self.content[:8]}"


class Notice(models.Model):
    """What a source says of a work: retracted, in doubt, corrected, reinstated (see `notices`).

    Kept for every work that the source lists, in the library or not, so that a work which comes
    later is known at once. `place` is its place among those of the same work in that list;
    `reasons` are parted by semicolons.
    """

    source = models.CharField(max_length=100)
    kind = models.CharField(max_length=30)
    doi = models.CharField(max_length=300, blank=True, db_index=True)
    pmid = models.CharField(max_length=12, blank=True, db_index=True)
    day = models.CharField(max_length=10, blank=True)
    notice_doi = models.CharField(max_length=300, blank=True)
    notice_pmid = models.CharField(max_length=12, blank=True)
    reasons = models.TextField(blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(doi="") | ~Q(pmid=""), name="references_notice_names_a_work"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS), name="references_notice_of_a_known_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.doi or self.pmid}, by {self.source}"
