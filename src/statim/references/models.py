"""The library's works, one row each, and the references already printed from them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


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
