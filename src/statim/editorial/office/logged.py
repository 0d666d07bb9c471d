"""The log as a screen shows it: filters from an address, titles beside ids. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import QueryDict

from statim.audit.queries import EVERYTHING, Row, Wanted, first_fault, page_of_entries
from statim.editorial.office import asked
from statim.topics.errors import NoSuchTopic
from statim.topics.models import Topic
from statim.topics.queries import topic_at

SMALL = 2000  # entries of a log that is verified whenever it is looked at
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, and the title of the topic that it is about, or ""."""

    row: Row
    topic_title: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the log was verified now, and the first thing that does not hold, or ""."""

    entries: int
    verified: bool
    fault: str


def wanted_of(said: QueryDict) -> Wanted:
    """What a form asks for. A topic is named by its address or its id; days are counted in."""
    topic = _topic(asked.words(said, "topic").strip("/").rpartition("/")[2])
    since, until = asked.iso_day(said.get("since", "")), asked.iso_day(said.get("until", ""))
    return Wanted(
        act=asked.words(said, "act")[:LONGEST],
        actor=asked.words(said, "person")[:LONGEST],
        object_kind="topic" if topic else "",
        object_id=topic,
        since=asked.midnight(since) if since else None,
        until=asked.midnight(until) + timedelta(days=1) if until and until.year < 9999 else None,
    )


def lines(rows: Sequence[Row]) -> list[Line]:
    """The entries with their topics' titles: one query."""
    ids = {row.object_id for row in rows if row.object_kind == "topic"}
    titles = dict(Topic.objects.filter(id__in=ids).values_list("id", "title"))
    return [
        Line(row, titles.get(row.object_id, "") if row.object_kind == "topic" else "")
        for row in rows
    ]


def chain(*, walk: bool) -> Chain:
    """How the log stands: walked whole where that is asked for, or takes no time."""
    _, entries = page_of_entries(EVERYTHING, limit=0)
    verified = walk or entries <= SMALL
    return Chain(entries, verified, first_fault() if verified else "")


def _topic(name: str) -> str:
    """The id behind an address; what names no topic finds nothing."""
    if not name:
        return ""
    try:
        return topic_at(name).pk
    except NoSuchTopic:
        return name
