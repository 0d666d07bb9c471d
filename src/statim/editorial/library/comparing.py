"""Two records field by field, and what a merged one would say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statim.editorial.library.records import LABELS, written
from statim.references.completing import completed


@dataclass(frozen=True, slots=True)
class Row:
    """One field: of the kept record, of the dropped one, and afterwards."""

    label: str
    keep: str
    drop: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return bool(self.keep and self.drop and self.keep != self.drop)


def compared(keep: Mapping[str, Any], drop: Mapping[str, Any]) -> list[Row]:
    """Every field that either has; where both have one, the kept record's stays."""
    after = completed(keep, drop)[0]
    names = {"type": "Kind", **LABELS}
    said = [
        Row(label, *(written(item, name) for item in (keep, drop, after)))
        for name, label in names.items()
    ]
    return [row for row in said if row.keep or row.drop]
