"""One's own data: what every room holds of a person, taken along or deleted.

A room above registers in its `AppConfig.ready()` how it gives and how it erases; this room
knows none of them. What is published or logged by name is no part of it: that stays.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from statim.accounts.errors import RoomTaken
from statim.design.speech import always_english
from statim.publisher.queries import house

Files = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Room:
    """`export(user_id)` gives (name, bytes) of each file; `erase(user_id)` deletes the person's
    rows inside the caller's transaction. Both do nothing for somebody who has nothing there."""

    name: str
    export: Callable[[int], Files]
    erase: Callable[[int], None]


_rooms: dict[str, Room] = {}


def register(name: str, *, export: Callable[[int], Files], erase: Callable[[int], None]) -> None:
    """Take part. `name` is the folder of the room's files. Raises RoomTaken."""
    if name in _rooms:
        raise RoomTaken(name)
    _rooms[name] = Room(name, export, erase)


def rooms() -> tuple[Room, ...]:
    """Everybody who takes part; the account itself is the last to be erased."""
    return tuple(sorted(_rooms.values(), key=lambda room: (room.name == "account", room.name)))


def erase(user_id: int) -> None:
    """Delete what every room holds of the person. Call inside a transaction."""
    for room in rooms():
        room.erase(user_id)


@always_english
def archive(user_id: int) -> bytes:
    """One ZIP of everything: a folder for each room, and a page that says what is in it."""
    files = {f"{room.name}/{name}": data for room in rooms() for name, data in room.export(user_id)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("README.txt", _contents(files))
        for name, data in sorted(files.items()):
            zipped.writestr(name, data)
    return packed.getvalue()


def _contents(files: Mapping[str, bytes]) -> str:
    listed = "".join(f"  {name} ({len(data):,} bytes)\n" for name, data in sorted(files.items()))
    return (
        f"What {house().site_name} ({house().url}) holds of you, made on "
        f"{timezone.now():%d %B %Y at %H:%M} UTC.\n\n{listed}\n"
        "The files ending in .json are for machines, the others to be read.\n"
        "Passwords and the secrets of second factors are in none of them.\n"
    )


def as_json(value: Any) -> bytes:
    """A value as a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str).encode() + b"\n"
