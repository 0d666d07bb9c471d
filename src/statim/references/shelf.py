"""The rows in question, by everything that they can be found by, merged works included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from statim.references.identity import identity_of, same_work
from statim.references.models import Alias, Work
from statim.references.queries import aliases_like, rows_like

NAMES = ("doi", "pmid", "isbn", "url", "alike")


@dataclass(frozen=True, slots=True)
class Face:
    """One record by which a row is known: its own, or that of a work merged into it."""

    row: Work
    merged: Alias | None = None

    @property
    def csl(self) -> Mapping[str, Any]:
        """The record as it stands now."""
        record: Mapping[str, Any] = self.merged.csl if self.merged else self.row.csl
        return record


class Shelf:
    """Works at hand, found again without asking the database."""

    def __init__(self, rows: Iterable[Work], aliases: Iterable[Alias] = ()) -> None:
        self.by: dict[tuple[str, str], list[Face]] = {}
        for row in rows:
            self.put(row)
        for alias in aliases:
            self._put(alias, Face(alias.work, alias))

    def put(self, row: Work) -> None:
        """Take a row in, or again after something was found out about it."""
        self._put(row, Face(row))

    def _put(self, columns: Work | Alias, face: Face) -> None:
        for name in NAMES:
            if value := getattr(columns, name):
                found = self.by.setdefault((name, value), [])
                if face not in found:
                    found.append(face)

    def row_for(self, item: Mapping[str, Any]) -> Work | None:
        """The row of the item's work, or None."""
        for name, value in asdict(identity_of(item)).items():
            for face in self.by.get((name, value), []):
                if same_work(face.csl, item):
                    return face.row
        return None

    def holds(self, name: str, value: str, *, for_another_than: Work) -> bool:
        """Whether another row goes by this identifier."""
        faces = self.by.get((name, value), [])
        return any(face.row is not for_another_than for face in faces)


def known_keys(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The key under which the library keeps each item's work already, "" where it does not."""
    sought = [identity_of(item) for item in items]
    rows = rows_like(sought)
    shelf = Shelf(rows, aliases_like(sought, rows))
    return [row.key if (row := shelf.row_for(item)) else "" for item in items]
