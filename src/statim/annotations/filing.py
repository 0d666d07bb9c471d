"""A reader's notes by value, for files of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from statim.annotations.formats.portable import Portable
from statim.annotations.models import Note
from statim.annotations.queries import own_notes
from statim.editions.errors import NoSuchEdition
from statim.editions.queries import edition_of, latest_of_topic


def portable_notes(reader: int) -> list[Portable]:
    """Everything that the reader wrote and still has, oldest first."""
    return _portable(own_notes(reader))


def _portable(notes: Iterable[Note]) -> list[Portable]:
    pages: dict[str, tuple[str, str]] = {}
    days: dict[tuple[str, int], str] = {}
    taken = []
    for note in notes:
        if note.topic not in pages:
            latest = latest_of_topic(note.topic)
            pages[note.topic] = (latest.slug, latest.title) if latest else ("", "")
        slug, title = pages[note.topic]
        key = (slug, note.edition)
        if key not in days:
            days[key] = _published(slug, note.edition)
        taken.append(_by_value(note, slug, title, days[key]))
    return taken


def _published(slug: str, edition: int) -> str:
    try:
        when = edition_of(slug, edition).published
    except NoSuchEdition:
        return ""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _by_value(note: Note, slug: str, title: str, published: str) -> Portable:
    return Portable(
        name=note.name,
        text=note.text,
        slug=slug,
        title=title,
        statement=note.statement,
        quote=note.quote,
        edition=note.edition,
        edition_published=published,
        pinned=note.pinned,
        state=note.state,
        shared_with=note.group.title if note.group else "",
        confirmed=note.confirmed,
        created=note.created,
        modified=note.modified,
    )
