"""Reading bibliographies by what is in them, not by the name of the file.

CSL-JSON, RIS, BibTeX, MEDLINE (nbib) and PubMed XML. A record that cannot be read is named
with its file, place and reason; the others go on.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from statim.design.speech import say
from statim.references.errors import UnreadableFile
from statim.references.formats import bibtex, csljson, nbib, pubmed, ris
from statim.references.formats.record import Record

Json = dict[str, Any]

MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Refused:
    """One record that was not read."""

    file: str
    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class WorksRead:
    """What a file held: items in its order, and what was refused."""

    format: str
    items: tuple[Json, ...]
    refused: tuple[Refused, ...]


def read_works(data: bytes, name: str) -> WorksRead:
    """The works in the bytes of a file; `name` is only for messages.

    Raises UnreadableFile where the whole is of no format that we read.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFile(
            say("%(name)s: larger than %(most)s MB.", name=name, most=MOST_BYTES // 1024**2)
        )
    text = _decoded(data, name)
    kind, records = _records(text, data, name)
    items, refused = [], []
    for record in records:
        if record.item is None:
            refused.append(Refused(name, record.where, record.reason))
        else:
            items.append(record.item)
    return WorksRead(kind, tuple(items), tuple(refused))


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            say(
                "%(name)s, line %(line)s: not UTF-8; save the file as UTF-8 and try again.",
                name=name,
                line=line,
            )
        ) from error
    if "\x00" in text:
        raise UnreadableFile(say("%(name)s: holds zero bytes; it is no text file.", name=name))
    return text


def _records(text: str, data: bytes, name: str) -> tuple[str, Iterator[Record]]:
    if not text.strip():
        raise UnreadableFile(say("%(name)s: the file is empty.", name=name))
    if pubmed.looks_like(text):
        return "PubMed XML", pubmed.read(data)
    if csljson.looks_like(text):
        return "CSL-JSON", csljson.read(text)
    if ris.looks_like(text):
        return "RIS", ris.read(text)
    if nbib.looks_like(text):
        return "MEDLINE", nbib.read(text)
    if bibtex.looks_like(text):
        return "BibTeX", bibtex.read(text)
    raise UnreadableFile(
        say(
            "%(name)s, line 1: neither CSL-JSON, RIS, BibTeX, MEDLINE (nbib) nor PubMed XML.",
            name=name,
        )
    )
