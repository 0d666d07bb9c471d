"""The store of pictures: each under the SHA-256 of its bytes, written whole, never altered.

It knows files only. Which of them readers may see is said by the record (`queries`).
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

from statim.design.speech import say
from statim.editions.kinds import PICTURE_TYPES, Figure, file_name
from statim.editions.picture import Picture, prepared

_NAME = re.compile(rf"[0-9a-f]{{64}}\.(?:{'|'.join(PICTURE_TYPES.values())})")
_TYPES = {ending: picture_type for picture_type, ending in PICTURE_TYPES.items()}


def put(data: bytes) -> Picture:
    """Keep the picture that the bytes hold, and say what it is. Raises PictureRefused, or
    OSError where the disk refuses; nothing is then kept."""
    picture = prepared(data)
    keep(picture)
    return picture


def keep(picture: Picture) -> None:
    """Keep a picture for good. The same picture is kept once."""
    path = _folder() / picture.name
    if _holds(path, picture.media):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(picture.data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
        _sync(path.parent)
    finally:
        Path(beside).unlink(missing_ok=True)


def file_of(name: str) -> tuple[Path, str] | None:
    """The file of a kept picture and its type, by the name in its address; None where there is
    none. For the desk, which shows drafts; readers get only what `queries.shows` allows."""
    if not _NAME.fullmatch(name):
        return None
    path = _folder() / name
    return (path, _TYPES[name.rpartition(".")[2]]) if path.is_file() else None


def bytes_of(figure: Figure) -> bytes:
    """The bytes of a figure's picture. Raises OSError where it is missing."""
    return (_folder() / file_name(figure)).read_bytes()


def fault_of(figure: Figure) -> str:
    """What is wrong with the kept picture of a figure; "" where it holds."""
    path = _folder() / file_name(figure)
    if not path.is_file():
        return say("its picture %(file_name)s is missing", file_name=file_name(figure))
    if not _holds(path, figure.media):
        return say(
            "its picture %(file_name)s was altered: it does not match its name",
            file_name=file_name(figure),
        )
    return ""


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "editions"


def _holds(path: Path, media: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == media
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    """Make the folder's new entry last through a loss of power, where the system can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
