"""The public register of interests: what people behind the pages declared that could sway them.

The room that keeps declarations names itself here when the site starts; this one knows only
what is shown. Nothing private: no address, no account.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Declared:
    """Somebody whose name stands behind a page that can be read now: what they do there, what
    they declared last, on which day, until which day it holds. Without a declaration the words
    are "" and the days None; `current` says whether it holds today."""

    name: str
    parts: tuple[str, ...]
    words: str
    on: date | None
    until: date | None
    current: bool


Source = Callable[[], Sequence[Declared]]
_sources: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Let the public register ask this source, known by its room's name."""
    _sources[name] = source


def register_of_interests() -> list[Declared]:
    """Everybody whom a source names, by name."""
    found = [each for source in _sources.values() for each in source()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.on or date.min))
