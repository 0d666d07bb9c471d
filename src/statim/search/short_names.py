"""A work named in few words, where a whole reference has no room: "Mandal et al. 2019". Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST = 40


def short_name(item: Mapping[str, Any]) -> str:
    """First author (or group, or the beginning of the title) and year of a CSL item.

    Two authors are both named; more are "et al.". What the item does not say is left out.
    """
    return " ".join(part for part in (_who(item), _year(item)) if part) or "a work"


def _who(item: Mapping[str, Any]) -> str:
    people = item.get("author") or item.get("editor") or []
    names = [_name(person) for person in people if isinstance(person, Mapping)]
    names = [_cut(name) for name in names if name]
    if not names:
        return _cut(" ".join(str(item.get("title") or "").split()))
    if len(names) == 2:
        return f"{names[0]} and {names[1]}"
    return names[0] if len(names) == 1 else f"{names[0]} et al."


def _name(person: Mapping[str, Any]) -> str:
    family = " ".join(
        str(person.get(part) or "") for part in ("non-dropping-particle", "family")
    ).strip()
    return family or str(person.get("literal") or person.get("given") or "").strip()


def _cut(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def _year(item: Mapping[str, Any]) -> str:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], list) or not parts[0]:
        return ""
    return str(parts[0][0])
