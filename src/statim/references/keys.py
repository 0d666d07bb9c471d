"""Keys of works: first author and year, with a letter where that is taken ("loo2023b"). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from slugify import slugify

from statim.references.identity import first_author, year

_KEY = re.compile(r"(?P<stem>[a-z][a-z0-9]{0,40}?(?:(?:1[5-9]|20)\d\d|nd))(?P<suffix>[a-z]{0,3})")
_SMALL = {"a", "an", "the", "of", "on", "in", "for"}


def stem_of(item: Mapping[str, Any]) -> str:
    """ "corriger2019"; without an author the title's first word serves, without a year "nd"."""
    name = slugify(first_author(item), separator="", max_length=30)
    if not name:
        words = slugify(str(item.get("title") or "")).split("-")
        name = next((w for w in words if w and w not in _SMALL), "")[:30]
    if not name or not name[0].isalpha():
        name = f"work{name}"[:30]
    return f"{name}{year(item) or 'nd'}"


def own_key(item: Mapping[str, Any]) -> tuple[str, str] | None:
    """The item's own id as (key, stem), where it has the shape of a key of this library."""
    found = _KEY.fullmatch(str(item.get("id") or ""))
    return (found.group(), found["stem"]) if found else None


def free_key(stem: str, taken: Collection[str]) -> str:
    """The stem, or the stem with the first letters that are free: b, c, … z, ba, …"""
    number, key = 1, stem
    while key in taken:
        number += 1
        key = stem + _letters(number)
    return key


def _letters(number: int) -> str:
    letters = ""
    number -= 1
    while True:
        letters = chr(ord("a") + number % 26) + letters
        number //= 26
        if not number:
            return letters
