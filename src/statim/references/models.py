"""The library's works, one row each, the references printed from them, and notices about works."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from statim.references.notices import KINDS


class Work(models.Model):
    """Something that can be cited. `csl` is what is known of it; the columns find it again.

    `key` is its name everywhere ("corriger2019"); `stem` the part before the letter that
    tells namesakes apart. `alike` is title, year and first author, folded.
    """

    key = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=50, db_index=True)
    csl = models.JSONField()
    doi = models.CharField(max_length=300, blank=True)
    pmid = models.CharField(max_length=12, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    url = models.CharField(max_length=800, blank=True)
    alike = models.CharField(max_length=64, blank=True, db_index=True)
    added = models.DateTimeField(auto_now_add=True)

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
