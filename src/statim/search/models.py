"""The words that editors keep for search: synonyms, abbreviations; and the log of their changes.

The log is what the index follows: its sequence has no gaps and is in the order of commits.
"""

from __future__ import annotations

from django.db import models

LONGEST_WORDS = 200
LONGEST_SHORT = 40


class State(models.TextChoices):
    """Whether words are searched for. Removed ones stay, so that loading a list anew does not
    bring back what an editor threw out."""

    IN_USE = "in use", "In use"
    REMOVED = "removed", "Removed"


class Synonym(models.Model):
    """Other words for a topic than its own edition names. `topic` is the topic's id; `folded`
    the words as they are compared; `source` the list they come from, or "editor"."""

    words = models.CharField(max_length=LONGEST_WORDS)
    folded = models.CharField(max_length=LONGEST_WORDS, db_index=True)
    topic = models.CharField(max_length=40, db_index=True)
    source = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_USE)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("folded", "topic")
        constraints = (
            models.UniqueConstraint(fields=("topic", "folded"), name="search_synonym_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="search_synonym_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.words} for {self.topic}"


class Meaning(models.Model):
    """One meaning of an abbreviation; those with the same `folded_short` are its meanings.

    `topic` is the id of the page about it, or "": then a page of exactly that name is offered
    where there is one, and else a search for the words.
    """

    short = models.CharField(max_length=LONGEST_SHORT)
    folded_short = models.CharField(max_length=LONGEST_SHORT, db_index=True)
    words = models.CharField(max_length=LONGEST_WORDS)
    folded = models.CharField(max_length=LONGEST_WORDS, db_index=True)
    topic = models.CharField(max_length=40, blank=True, db_index=True)
    source = models.CharField(max_length=100)
    by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_USE)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("folded_short", "folded")
        constraints = (
            models.UniqueConstraint(fields=("folded_short", "folded"), name="search_meaning_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="search_meaning_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.short}: {self.words}"


class NamedCode(models.Model):
    """A name that an open list gives to a thing with this code, for suggesting codes at the desk.

    `folded` is the name as it is compared, `label` the thing's own name in the list; `is_label`
    where the name is that. Loading a list anew replaces its rows.
    """

    folded = models.CharField(max_length=LONGEST_WORDS, db_index=True)
    label = models.CharField(max_length=LONGEST_WORDS)
    is_label = models.BooleanField()
    system = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    source = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("folded", "system", "code", "label", "source"), name="search_named_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.system} {self.code}"


class WordChange(models.Model):
    """Something changed around a topic (`topic`) or an abbreviation (`short`, folded).

    `token` is random: an index that followed another site's log finds a strange one.
    """

    sequence = models.BigIntegerField(primary_key=True)
    topic = models.CharField(max_length=40, blank=True)
    short = models.CharField(max_length=LONGEST_SHORT, blank=True)
    token = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.topic or self.short}"


class WordHead(models.Model):
    """How far the log of changes has come: one row, which every writer locks in turn."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    token = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="search_one_head"),)

    def __str__(self) -> str:
        return f"words of search at {self.sequence}"
