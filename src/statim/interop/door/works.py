"""A reference as doors hand it on: the shapes that CSL-JSON promises, whatever was imported. Pure.

Nothing is added. What has no right shape is left out, or kept as the text that it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
_PEOPLE = ("author", "editor", "translator")
_DATES = ("issued", "accessed")
_SAFE = ("https://", "http://")


def tidied(item: Mapping[str, Any]) -> Json:
    """The item with people as lists of names, dates as whole numbers, an address only of the web,
    and no empty values."""
    kept = {key: value for key, value in item.items() if value not in (None, "", [], {})}
    for key in _PEOPLE:
        if key in kept:
            kept[key] = _people(kept[key])
    for key in _DATES:
        if key in kept:
            kept[key] = _date(kept[key])
    if not str(kept.get("URL", "")).startswith(_SAFE):
        kept.pop("URL", None)
    kept.setdefault("type", "document")
    return {key: value for key, value in kept.items() if value not in ([], {})}


def _people(said: object) -> list[Json]:
    listed = said if isinstance(said, list) else [said]
    names = [one if isinstance(one, dict) else {"literal": str(one)} for one in listed]
    return [one for one in names if one.get("family") or one.get("literal")]


def _date(said: object) -> Json:
    parts = said.get("date-parts") if isinstance(said, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    whole = []
    for part in first[:3]:
        if not str(part).isdecimal():
            break
        whole.append(int(part))
    return {"date-parts": [whole]} if whole else {}


def day_of(item: Mapping[str, Any]) -> str:
    """When a tidied item appeared: "2019-08-27", "2019-08", "2019" or ""."""
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    return "-".join(f"{part:02d}" for part in parts[0])


def names_of(item: Mapping[str, Any]) -> list[str]:
    """The authors of a tidied item, "Family Given"."""
    return [
        str(one.get("literal") or f"{one['family']} {one.get('given', '')}".strip())
        for one in item.get("author", ())
    ]
