"""The address of a specialty path. Pure, so that pages and tables name shelves alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from slugify import slugify


def shelf_of(specialty: Iterable[str]) -> str:
    """The address of a specialty path: ("Psychiatry", "Mood disorders") as
    "psychiatry/mood-disorders"."""
    return "/".join(word_of(name) for name in specialty)


@lru_cache(maxsize=4096)
def word_of(name: str) -> str:
    """A name as one word of an address: "Mood disorders" as "mood-disorders"."""
    return slugify(name) or "other"
