"""What a known work lacks and a newly read item says. Pure; never overwrites a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statim.references.identity import folded
from statim.references.names import full_family

Json = dict[str, Any]

_NEVER = {"id", "custom", "type"}


def completed(known: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Json, list[str]]:
    """The known item with the fields that it lacked, and the names of those."""
    fresh = [k for k, v in new.items() if k not in _NEVER and v and not known.get(k)]
    item = {**known, **{field: new[field] for field in fresh}}
    if _has_fuller_authors(known, new):
        item["author"] = new["author"]
        item["custom"] = {k: v for k, v in known["custom"].items() if k != "et_al"}
        fresh.append("author")
    custom = item.get("custom") or {}
    if custom.get("partial") and new.get("title") and not (new.get("custom") or {}).get("partial"):
        item["custom"] = {k: v for k, v in custom.items() if k != "partial"}
        fresh.append("whole")
    return item, sorted(fresh)


def _has_fuller_authors(known: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Where the known list ends with "et al" and the new one begins alike and does not."""
    if not (known.get("custom") or {}).get("et_al") or (new.get("custom") or {}).get("et_al"):
        return False
    ours, theirs = known.get("author") or [], new.get("author") or []
    return len(theirs) > len(ours) and all(
        folded(full_family(a)) == folded(full_family(b)) for a, b in zip(ours, theirs, strict=False)
    )


def as_used(known: Mapping[str, Any], key: str, new: Mapping[str, Any]) -> Json:
    """The library's item under its key, with the string from which this use was read."""
    item = {"id": key, **{k: v for k, v in known.items() if k != "id"}}
    if raw := (new.get("custom") or {}).get("raw"):
        item["custom"] = {**(item.get("custom") or {}), "raw": raw}
    return item
