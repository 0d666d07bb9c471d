"""Taking a note once, however often a device sends it: by the key that the device gave it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction

from statim.annotations.models import Note, Sent


def once(*, by: int, key: str, write: Callable[[], Note]) -> tuple[str, str]:
    """(topic, name) of the note that `write` makes, or that arrived under this key before, deleted
    since or not. Without a key ("") it is simply written. Raises what `write` raises; a note that
    was refused has used no key."""
    if not key:
        note = write()
        return note.topic, note.name
    if arrived := _arrived(by, key):
        return arrived
    try:
        with transaction.atomic():
            note = write()
            Sent.objects.create(writer_id=by, key=key, note=note.name, topic=note.topic)
    except IntegrityError:  # the same was sent twice at one moment: the other came first
        if arrived := _arrived(by, key):
            return arrived
        raise
    return note.topic, note.name


def _arrived(by: int, key: str) -> tuple[str, str] | None:
    return Sent.objects.filter(writer_id=by, key=key).values_list("topic", "note").first()
