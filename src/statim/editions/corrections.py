"""Editions that correct: the public list, and what a page tells its readers at the top.

`Correction` follows from the record, as `Standing` does. Reads only, but for `remember`,
which publication calls in its own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from statim.editions.document import Document
from statim.editions.models import Correction, Edition, Standing
from statim.editions.queries import Published, published_of

SERIOUS = ("error", "safety error")  # shown at the top of the page
SHOWN_DAYS = 90  # and for so long


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with the edition that it corrected, if there was one."""

    before: Published | None
    after: Published


def is_correction(document: Document) -> bool:
    """Whether the edition corrects what the one before it said."""
    return document.change.kind == "correction"


def row_of_correction(edition: Edition, document: Document) -> Correction:
    """What the table of corrections says of a correcting edition, not yet stored."""
    severity = document.change.severity
    return Correction(edition=edition, topic=edition.topic, severity=severity)


def remember(editions: Sequence[Edition], documents: Sequence[Document]) -> None:
    """List those of the editions that correct."""
    pairs = zip(editions, documents, strict=True)
    rows = [row_of_correction(e, d) for e, d in pairs if is_correction(d)]
    Correction.objects.bulk_create(rows)


def corrected_on(edition: Edition, document: Document, before: Standing | None) -> str:
    """The day (ISO) of the topic's last serious correction, this edition counted, or ""."""
    if is_correction(document) and document.change.severity in SERIOUS:
        return edition.published.astimezone(UTC).date().isoformat()
    return before.corrected if before else ""


def shown_since(corrected: str, today: date) -> str:
    """From which day (ISO) corrections are shown at the top of a page whose last serious one
    was on the day `corrected`; "" where none is. One indexed column tells it."""
    since = (today - timedelta(days=SHOWN_DAYS)).isoformat()
    return since if corrected and corrected >= since else ""


def serious_since(topic: str, day: str) -> list[Corrected]:
    """The topic's serious corrections from that day (ISO) on, newest first."""
    start = datetime.combine(date.fromisoformat(day), time.min, tzinfo=UTC)
    rows = Edition.objects.filter(
        correction__topic=topic, correction__severity__in=SERIOUS, published__gte=start
    )
    return _with_before(rows.order_by("-sequence"))


def serious_after(topic: str, number: int) -> list[Corrected]:
    """The serious corrections that came after this edition of the topic, newest first."""
    rows = Edition.objects.filter(
        correction__topic=topic, correction__severity__in=SERIOUS, number__gt=number
    )
    return _with_before(rows.order_by("-sequence"))


def _with_before(rows: Iterable[Edition]) -> list[Corrected]:
    corrected = []
    for row in rows:
        before = Edition.objects.filter(topic=row.topic, number=row.number - 1).first()
        corrected.append(Corrected(published_of(before) if before else None, published_of(row)))
    return corrected


def newest(limit: int, offset: int = 0) -> list[Published]:
    """Every correction ever published, newest first, of withdrawn topics too."""
    rows = Edition.objects.filter(correction__isnull=False).order_by("-sequence")
    return [published_of(row) for row in rows[offset : offset + limit]]


def count() -> int:
    """How many corrections were ever published."""
    return Correction.objects.count()


def latest_of(topic: str, *, since: datetime) -> int | None:
    """The number of the topic's last correction published since a moment, if there is one."""
    rows = Edition.objects.filter(correction__topic=topic, published__gte=since)
    return rows.order_by("-sequence").values_list("number", flat=True).first()


def withdrawn_among(topics: Iterable[str]) -> set[str]:
    """Those of the topic ids that are offline now."""
    rows = Standing.objects.filter(topic__in=topics, withdrawn__isnull=False)
    return set(rows.values_list("topic", flat=True))
