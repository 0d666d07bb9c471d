"""Which clicks count: COUNTER 5.1, section 7, double clicks and unique items. Pure.

Two clicks of one reader on one address within 30 seconds are one; the same item counts once in
an hour of the day (UTC), which stands for a session where none is kept. Readers and items come in
as marks, keyed hashes that nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

WITHIN = 30.0  # seconds between two clicks of a double click
SESSION = 3600.0  # seconds: an hour of the day

OPENED, LOOKED, REFUSED, SEARCHED = "opened", "looked", "refused", "searched"

TOTAL_REQUESTS, UNIQUE_REQUESTS = "Total_Item_Requests", "Unique_Item_Requests"
TOTAL_LOOKS, UNIQUE_LOOKS = "Total_Item_Investigations", "Unique_Item_Investigations"
NO_LICENSE, SEARCHES = "No_License", "Searches"
METRICS = (
    SEARCHES, TOTAL_LOOKS, TOTAL_REQUESTS, UNIQUE_LOOKS, UNIQUE_REQUESTS, NO_LICENSE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Click:
    """Something a reader did. `at` in seconds since 1970; `institution` its number, 0 for none;
    `click` the mark of reader and address, `item` of reader and topic ("" for a search, which is
    never one of a double click)."""

    at: float
    kind: str
    topic: str
    institution: int
    click: str
    item: str

    @property
    def day(self) -> date:
        """Its day (UTC)."""
        return datetime.fromtimestamp(self.at, UTC).date()


@dataclass(frozen=True, slots=True)
class Counted:
    """A click that counts, and the metrics that it adds one to."""

    click: Click
    metrics: tuple[str, ...]


def counted(clicks: Iterable[Click], seen: dict[str, float]) -> list[Counted]:
    """Those that count. `seen` says when each mark was last seen; it is brought up to date."""
    found = []
    for click in sorted(clicks, key=lambda one: one.at):
        if click.kind == SEARCHED:
            found.append(Counted(click, (SEARCHES,)))
            continue
        before, item = seen.get(click.click), seen.get(click.item)
        seen[click.click] = max(click.at, before or 0.0)
        if click.kind != REFUSED:
            seen[click.item] = max(click.at, item or 0.0)
        if before is not None and abs(click.at - before) <= WITHIN:
            continue  # which of the two is dropped makes no difference to a sum
        found.append(Counted(click, _metrics(click, before, item)))
    return found


def _metrics(click: Click, before: float | None, item: float | None) -> tuple[str, ...]:
    if click.kind == REFUSED:
        return (NO_LICENSE,)
    metrics = [TOTAL_LOOKS]
    if _is_new(click.at, item):
        metrics.append(UNIQUE_LOOKS)
    if click.kind == OPENED:
        metrics.append(TOTAL_REQUESTS)
        if _is_new(click.at, before):
            metrics.append(UNIQUE_REQUESTS)
    return tuple(metrics)


def _is_new(at: float, before: float | None) -> bool:
    return before is None or at // SESSION != before // SESSION


def oldest_needed(now: float) -> float:
    """Marks older than this decide nothing any more."""
    return min(now - 2 * WITHIN, now - now % SESSION)
