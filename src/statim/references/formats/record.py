"""What reading one record gives: a CSL item, or where and why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from statim.references.identifiers import faults_of, with_normal_identifiers
from statim.references.items import TYPES, tidy_item

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file. `where` is its line or number; `reason` is "" where it was read."""

    where: str
    item: Json | None = None
    reason: str = ""


def checked(where: str, item: Json) -> Record:
    """The item tidied, or refused with everything that is wrong with it."""
    ready = tidy_item(item)
    faults = []
    if ready["type"] not in TYPES:
        faults.append(f"{ready['type']!r} is no type of CSL")
    if not ready.get("title") and not (ready.get("custom") or {}).get("raw"):
        faults.append("it has no title")
    faults += faults_of(ready)
    if faults:
        return Record(where, reason="; ".join(faults))
    return Record(where, with_normal_identifiers(ready))
