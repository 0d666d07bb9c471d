"""Reading the record as a log: for whoever keeps something that follows from it, such as search.

A follower keeps the mark that it has reached. Between two marks lie topics that changed: by an
edition (moves are editions too) or by a withdrawal. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from django.db import connection

from statim.editions.models import Edition, Standing, Withdrawal
from statim.editions.queries import Published, published_of


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the record has come: the last edition, its hash, the last withdrawal."""

    sequence: int = 0
    hash: str = ""
    withdrawals: int = 0


_MARK = (
    "SELECT sequence, hash, (SELECT MAX(id) FROM editions_withdrawal) "
    "FROM editions_recordhead WHERE id = 1"
)


def mark() -> Mark:
    """Where the record stands now: one statement, two indexed reads."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        row = cursor.fetchone()
    return Mark(row[0], row[1], row[2] or 0) if row else Mark()


def is_of_this_record(reached: Mark) -> bool:
    """Whether this record once stood at the mark. A restored or other database may not have."""
    if reached.sequence == 0:
        return reached.withdrawals == 0
    found = Edition.objects.filter(sequence=reached.sequence).values_list("hash", flat=True).first()
    return found == reached.hash


def changed_after(reached: Mark, limit: int) -> tuple[list[str], Mark]:
    """The topics of the next `limit` editions after the mark, and the mark then reached.

    Where the last edition is among them, the topics withdrawn since are too. A topic read
    after this call stands at the new mark or later.
    """
    rows = list(
        Edition.objects.filter(sequence__gt=reached.sequence)
        .order_by("sequence")
        .values_list("topic", "sequence", "hash")[:limit]
    )
    topics = {row[0] for row in rows}
    sequence, digest = rows[-1][1:] if rows else (reached.sequence, reached.hash)
    withdrawals = reached.withdrawals
    if len(rows) < limit:
        for number, topic in Withdrawal.objects.filter(id__gt=withdrawals).values_list(
            "id", "topic"
        ):
            topics.add(topic)
            withdrawals = max(withdrawals, number)
    return sorted(topics), Mark(sequence, digest, withdrawals)


@dataclass(frozen=True, slots=True)
class Stands:
    """A topic that can be read now, as lists show it, with the hash of its edition."""

    topic: str
    slug: str
    title: str
    specialty: str
    reviewed: str
    review_due: str
    number: int
    hash: str
    published: datetime


_STANDING = (
    "SELECT topic, slug, title, specialty, reviewed, review_due, number, hash, published "
    "FROM editions_standing WHERE topic IN (*) AND withdrawn IS NULL"
)


def standing_now(topics: Iterable[str]) -> dict[str, Stands]:
    """Those of the topics that can be read now, by id: one indexed read.

    Written as SQL, because every suggestion waits for it and an ORM takes twenty times as long
    to say it as the database takes to answer.
    """
    wanted = list(topics)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING.replace("*", ", ".join(["%s"] * len(wanted))), wanted)
        rows = [(*row[:-1], _moment(row[-1])) for row in cursor.fetchall()]
    return {row[0]: Stands(*row) for row in rows}


def _moment(kept: str | datetime) -> datetime:
    """SQLite keeps a moment in UTC without saying so, and gives it as text or as a datetime."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def current_editions(topics: Iterable[str]) -> list[tuple[Published, str]]:
    """The current edition, and the shelf, of those topics that can be read now."""
    rows = Standing.objects.filter(topic__in=list(topics), withdrawn__isnull=True)
    names = (f"edition__{one.name}" for one in fields(Published))
    return [(Published(*row[:-1]), row[-1]) for row in rows.values_list(*names, "shelf")]


def editions_after(topic: str, number: int) -> list[Published]:
    """The editions of a topic after the one of this number, oldest first."""
    rows = Edition.objects.filter(topic=topic, number__gt=number).order_by("number")
    return [published_of(row) for row in rows]


def edition_of_topic(topic: str, number: int) -> Published | None:
    """One edition by its topic's id and its number, or None."""
    row = Edition.objects.filter(topic=topic, number=number).first()
    return published_of(row) if row else None


def published_after(sequence: int, limit: int) -> list[Published]:
    """The newest `limit` editions of the record after this one, oldest first."""
    rows = Edition.objects.filter(sequence__gt=sequence).order_by("-sequence")[:limit]
    return [published_of(row) for row in reversed(rows)]


def shelves_of(topics: Iterable[str]) -> dict[str, str]:
    """The shelf of each of those topics that can be read now."""
    rows = Standing.objects.filter(topic__in=list(topics), withdrawn__isnull=True)
    return dict(rows.values_list("topic", "shelf"))
