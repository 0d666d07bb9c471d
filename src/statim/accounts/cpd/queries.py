"""Reading the diary and what leads to it. Every question names its owner, and answers theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from statim.accounts.errors import NoSuchEntry
from statim.accounts.models import Bookmark, Entry, Evidence, Follow, Reading, ReadingChoice, Visit
from statim.editions.changes import Changes, between
from statim.editions.following import edition_of_topic, editions_after, standing_now
from statim.editions.queries import Published, recent

_HERE = (
    "SELECT c.keeps, v.edition, v.at, f.id, b.id FROM accounts_readingchoice c "
    "LEFT JOIN accounts_visit v ON v.user_id = c.user_id AND v.topic = %s "
    "LEFT JOIN accounts_follow f ON f.user_id = c.user_id AND f.kind = 'topic' AND f.what = %s "
    "LEFT JOIN accounts_bookmark b ON b.user_id = c.user_id AND b.topic = %s "
    "WHERE c.user_id = %s"
)
SERIOUS = {"safety", "practice-changing"}
SERIOUS_SEVERITIES = {"safety error"}
SHOWN_DAYS = 60  # for so long the home page tells of what changed and was not seen


@dataclass(frozen=True, slots=True)
class Here:
    """How a reader stands to a topic: whether reading is recorded, the edition last read and the
    day (ISO; 0 and "" where none was), whether they follow it, whether it is bookmarked."""

    keeps: bool
    read: int
    on: str
    follows: bool
    bookmarked: bool = False


def here(user_id: int, topic: str) -> Here:
    """One indexed read, for the path that counts."""
    with connection.cursor() as cursor:
        cursor.execute(_HERE, (topic, topic, topic, user_id))
        row = cursor.fetchone()
    if row is None:
        return Here(False, 0, "", False)
    keeps = bool(row[0])
    read, on = (row[1] or 0) if keeps else 0, str(row[2] or "")[:10]
    return Here(keeps, read, on, follows=row[3] is not None, bookmarked=row[4] is not None)


def changes_since(
    topic: str, read: int, now: int
) -> tuple[Published, Changes, Sequence[Published]] | None:
    """(the edition that was read, what differs in edition `now`, the editions between them up to
    it); None where either is not in the record."""
    old, new = edition_of_topic(topic, read), edition_of_topic(topic, now)
    if old is None or new is None:
        return None
    later = [one for one in editions_after(topic, read) if one.number <= now]
    return old, between(old.document, new.document), later


def is_serious(published: Published) -> bool:
    """Whether the change bears on practice or safety, as its editor said."""
    change = published.document.change
    return change.kind in SERIOUS or change.severity in SERIOUS_SEVERITIES


def unseen_serious(user_id: int) -> list[Published]:
    """Safety and practice-changing editions of the last SHOWN_DAYS, newest first, in topics that
    the person read (while that is recorded) or follows, and has not seen since."""
    since = timezone.now() - timedelta(days=SHOWN_DAYS)
    read = dict(Visit.objects.filter(user_id=user_id).values_list("topic", "edition"))
    if not keeps(user_id):
        read = {}
    follows = list(follows_of(user_id))
    from_when = {one.what: one.since for one in follows if one.kind == Follow.TOPIC}
    now = standing_now({*read, *from_when})
    found: dict[tuple[str, int], Published] = {}
    for topic, stands in now.items():
        if stands.number <= read.get(topic, 0) or stands.published < since:
            continue
        for one in editions_after(topic, read.get(topic, 0)):
            if topic in read or one.published > from_when[topic]:
                found[topic, one.number] = one
    for shelf in (one for one in follows if one.kind == Follow.SHELF):
        for one in recent(50, shelf.what):
            if one.published > shelf.since and one.number > read.get(one.topic, 0):
                found[one.topic, one.number] = one
    serious = [one for one in found.values() if one.published > since and is_serious(one)]
    return sorted(serious, key=lambda one: -one.sequence)


def choice_of(user_id: int) -> ReadingChoice:
    """What the person chose; unanswered where they have not yet."""
    return ReadingChoice.objects.filter(user_id=user_id).first() or ReadingChoice(user_id=user_id)


def keeps(user_id: int) -> bool:
    """Whether the person's reading is recorded."""
    return bool(choice_of(user_id).keeps)


def follows_of(user_id: int) -> QuerySet[Follow]:
    """What the person follows, topics first."""
    return Follow.objects.filter(user_id=user_id).order_by("-kind", "what")


def follows(user_id: int, kind: str, what: str) -> bool:
    """Whether the person follows this."""
    return Follow.objects.filter(user_id=user_id, kind=kind, what=what).exists()


def bookmarks_of(user_id: int) -> QuerySet[Bookmark]:
    """The topics that the person keeps, the newest first."""
    return Bookmark.objects.filter(user_id=user_id).order_by("-since", "-pk")


def unfiled(user_id: int) -> QuerySet[Reading]:
    """Readings that no entry was written on, newest day first."""
    return Reading.objects.filter(user_id=user_id, entry=None)


def readings_named(user_id: int, numbers: Iterable[int]) -> list[Reading]:
    """Those of one's unfiled readings."""
    return list(unfiled(user_id).filter(pk__in=list(numbers)).order_by("started"))


def entries_of(user_id: int, first: date | None = None, last: date | None = None) -> list[Entry]:
    """One's entries, newest first, of the period where one is given (both days within)."""
    rows = Entry.objects.filter(user_id=user_id).prefetch_related("readings", _files())
    if first:
        rows = rows.filter(day__gte=first)
    if last:
        rows = rows.filter(day__lte=last)
    return list(rows)


def entry_of(user_id: int, name: str) -> Entry:
    """One's entry. Raises NoSuchEntry."""
    rows = Entry.objects.filter(user_id=user_id, name=name)
    row = rows.prefetch_related("readings", _files()).first()
    if row is None:
        raise NoSuchEntry
    return row


def _files() -> Prefetch[Any]:
    """The files of entries, without their bytes."""
    return Prefetch("evidence", Evidence.objects.defer("data"))


def said_before(user_id: int, column: str) -> list[str]:
    """What the person wrote in `plan` or `scope` of their entries, the newest first."""
    rows = Entry.objects.filter(user_id=user_id).exclude(**{column: ""}).order_by("-day", "-id")
    return list(dict.fromkeys(rows.values_list(column, flat=True)[:200]))[:20]


def last_read(user_id: int) -> date | None:
    """The last day on which something was recorded."""
    found: date | None = Reading.objects.filter(user_id=user_id).aggregate(d=Max("day"))["d"]
    return found
