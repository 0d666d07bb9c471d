"""The notes that a reader sees on a topic page: one indexed read, already HTML.

This is on the path that counts: no model, no parsing. Only where a new edition came out and the
notes have not followed it yet are they placed here, in memory; nothing is written. What is kept
is in English; in another language the notes of the page are made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from statim.annotations import making, pieces
from statim.annotations.anchoring import placed
from statim.annotations.models import Note
from statim.design.speech import ENGLISH, language
from statim.editions.queries import latest_of_topic

_SHOWN = """
SELECT n.name, n.place, n.pinned, n.placed_in, n.confirmed, n.line, n.html, 1, n.created
FROM annotations_note n WHERE n.writer_id = %s AND n.topic = %s
UNION ALL
SELECT n.name, n.place, n.pinned, n.placed_in, n.confirmed, n.line,
CASE WHEN m.role = 'keeper' AND n.writer_id IS NULL THEN n.html ELSE n.html_others END,
CASE WHEN m.role = 'keeper' AND n.writer_id IS NULL THEN 1 ELSE 0 END, n.created
FROM annotations_membership m
JOIN annotations_note n ON n.group_id = m.group_id AND n.topic = %s
WHERE m.member_id = %s AND (n.writer_id IS NULL OR n.writer_id <> %s)
ORDER BY 3 DESC, 9, 1
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A note on a page: where (a statement's id, "" for the top), its HTML, its line at the top,
    whether it is pinned."""

    name: str
    place: str
    html: str
    line: str
    pinned: bool


def shown_to(reader: int, topic: str, edition: int, today: date) -> list[Shown]:
    """What this reader sees on the topic's page in this edition, pinned first, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, (reader, topic, topic, reader, reader))
        rows = cursor.fetchall()
    if language() != ENGLISH or any(row[3] != edition for row in rows):
        rows = _caught_up(rows, topic)
    return [
        Shown(row[0], row[1], _asked(row, today) if row[4] else row[6], row[5], bool(row[2]))
        for row in rows
    ]


def _asked(row: tuple[Any, ...], today: date) -> str:
    """With the gentle question, where a year has gone by."""
    confirmed = date.fromisoformat(row[4]) if isinstance(row[4], str) else row[4]
    html = str(row[6])
    if not pieces.is_due(confirmed, today):
        return html
    return html.replace(pieces.ASK, pieces.ask(row[0], mine=bool(row[7])), 1)


def _caught_up(rows: list[tuple[Any, ...]], topic: str) -> list[tuple[Any, ...]]:
    """The rows as they will be once the notes have followed the record."""
    published = latest_of_topic(topic)
    if published is None:
        return rows
    names = [row[0] for row in rows]
    notes = {n.name: n for n in Note.objects.filter(name__in=names).select_related("group")}
    caught_up = []
    for row in rows:
        note = notes.get(row[0])
        if note is None:  # deleted in this very moment
            continue
        if note.placed_in != published.number:
            place = placed(making.anchor_of(note), published.document)
            making.put(note, place, published.number)
        making.speak(note)
        html = note.html if row[7] else note.html_others
        caught_up.append((row[0], note.place, *row[2:5], note.line, html, *row[7:]))
    return caught_up
