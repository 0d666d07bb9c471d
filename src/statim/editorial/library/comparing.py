"""Two records field by field, and what a merged one would say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statim.design.speech import say
from statim.editorial.library.records import LABELS, kinds_for, written
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
    items = (keep, drop, after)
    kinds = Row(say("Kind"), *(kinds_for(item).get(item["type"], item["type"]) for item in items))
    said = [Row(label, *(written(item, name) for item in items)) for name, label in LABELS.items()]
    return [kinds, *(row for row in said if row.keep or row.drop)]
