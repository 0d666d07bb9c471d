"""The two kinds of words that editors keep, side by side: how each is listed, added, changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as lazily

from statim.editions.following import Stands, standing_now
from statim.editions.queries import names_at
from statim.search import actions
from statim.search.models import Meaning, State, Synonym
from statim.search.vocabulary import Kept, meanings, synonyms


@dataclass(frozen=True, slots=True)
class Kind:
    """One of them: its name in addresses, its title, and its acts."""

    name: str
    title: str
    model: type[Synonym | Meaning]
    listed: Callable[..., tuple[list[Kept], int]]
    add: Callable[..., object]
    change: Callable[..., object]
    remove: Callable[..., None]


KINDS = {
    "synonyms": Kind(
        "synonyms",
        lazily("Synonym"),
        Synonym,
        synonyms,
        actions.add_synonym,
        actions.change_synonym,
        actions.remove_synonym,
    ),
    "abbreviations": Kind(
        "abbreviations",
        lazily("Abbreviation"),
        Meaning,
        meanings,
        actions.add_meaning,
        actions.change_meaning,
        actions.remove_meaning,
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Words with the page that they lead to, None where there is none to be read."""

    kept: Kept
    page: Stands | None


def shown(rows: Sequence[Kept]) -> list[Shown]:
    """The words with their pages: one query."""
    pages = standing_now({row.topic for row in rows if row.topic})
    return [Shown(row, pages.get(row.topic)) for row in rows]


def one(which: Kind, number: int) -> dict[str, Any] | None:
    """The fields of words in use, the topic by its address; None where there are none."""
    row = which.model._default_manager.filter(pk=number, state=State.IN_USE).first()
    if row is None:
        return None
    page = standing_now([row.topic]).get(row.topic) if row.topic else None
    found = {"words": row.words, "topic": page.slug if page else row.topic}
    return found | ({"short": row.short} if isinstance(row, Meaning) else {})


def topic_named(said: str) -> str:
    """The id of the topic at an address, however much of it was written; what leads nowhere comes
    back as it was given, for the act to refuse by name."""
    slug = said.strip().strip("/").rpartition("/")[2]
    return names_at([slug]).get(slug, (slug, ""))[0] if slug else ""
