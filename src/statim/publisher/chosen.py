"""What was chosen at the desk, as this process knows it. Reads nothing by itself: `queries.learn`
fills it, at the start, after a choice made here, and every two seconds in a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.dispatch import Signal

held = Signal()  # this process made a choice, and it holds


@dataclass(slots=True)
class Board:
    """The values by field, and the mark of the database that they were read at."""

    values: Mapping[str, Any] = field(default_factory=dict)
    mark: int = 0


board = Board()


def values() -> Mapping[str, Any]:
    """Each field that the desk chose, with its value."""
    return board.values
