"""What may be put with an entry as evidence: pictures, PDF and Word files, judged by their bytes,
never by what they are called. Pictures lose what a camera puts into them. Nothing here writes."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

from statim.accounts.errors import EvidenceRefused
from statim.design.speech import later, say
from statim.editions.errors import PictureRefused
from statim.editions.picture import prepared

MB = 1024 * 1024
LARGEST, MOST, MOST_TOGETHER = 5 * MB, 10, 100 * MB  # a file, files of an entry, bytes of a person
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    PDF: "pdf", WORD: "docx", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp",
}  # fmt: skip
TAKEN = later("a PDF, a Word file (.docx) or a PNG, JPEG or WebP picture")
# what has no place in a file's name on any system, and what turns the reading order round
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class File:
    """The bytes to keep, their type, and a name that fits both; `digest` is their SHA-256."""

    title: str
    media: str
    data: bytes

    @property
    def digest(self) -> str:
        """In hex."""
        return hashlib.sha256(self.data).hexdigest()


def taken(name: str, data: bytes) -> File:
    """The file as it is kept. Raises EvidenceRefused with the reason."""
    if not data:
        raise EvidenceRefused(say("it is empty"))
    if len(data) > LARGEST:
        raise EvidenceRefused(say("it is larger than %(mb)s MB", mb=LARGEST // MB))
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise EvidenceRefused(
                say("it begins as a PDF and has no end: it may have been cut short")
            )
        media = PDF
    elif data.startswith(b"PK\x03\x04"):
        _check_word(data)
        media = WORD
    else:
        media, data = _picture(data)
    return File(_title(name, media), media, data)


def _check_word(data: bytes) -> None:
    """Raises EvidenceRefused for any other archive, and where macros are in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise EvidenceRefused(say("it cannot be read as a Word file")) from error
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise EvidenceRefused(say("it is not %(taken)s", taken=say(TAKEN)))
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise EvidenceRefused(say("there are macros in it"))


def _picture(data: bytes) -> tuple[str, bytes]:
    try:
        picture = prepared(data)
    except PictureRefused as refused:
        known = data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF"))
        raise EvidenceRefused(
            str(refused) if known else say("it is not %(taken)s", taken=say(TAKEN))
        ) from refused
    return picture.type, picture.data


def _title(name: str, media: str) -> str:
    """The name it was given, without a folder or an ending, then the ending of what it is."""
    last = re.split(r"[/\\]", name)[-1]
    stem = " ".join(_UNFIT.sub(" ", last.rpartition(".")[0] or last).split()).strip(". ")
    return f"{stem[:100] or 'evidence'}.{TYPES[media]}"
