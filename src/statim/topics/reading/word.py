"""Word files: unpacked size and parts checked first, then read by pandoc."""

from __future__ import annotations

import io
import zipfile

from statim.topics.errors import Unreadable
from statim.topics.inlines import single_spaced, text_of
from statim.topics.reading.blocks import Reading
from statim.topics.reading.captions import take_captions
from statim.topics.reading.headings import plain
from statim.topics.reading.pandoc_tree import WORD, read_tree, walk_tree
from statim.topics.reading.tree_inlines import Inlines

MOST_PARTS = 2000
MOST_UNPACKED = 128 * 1024 * 1024
_MAIN = "word/document.xml"
_CHUNK = 1024 * 1024


def read_word(data: bytes, name: str) -> Reading:
    """The blocks of a .docx. Raises Unreadable."""
    check_package(data, name)
    tree = read_tree(data, WORD, name)
    reading = Reading(blocks=[])
    title = tree.get("meta", {}).get("title")
    if title and title["t"] == "MetaInlines":
        inlines = Inlines(reading, lambda _: [], raw_tags=False)
        reading.title = single_spaced(text_of(plain(inlines.tokens(title["c"]), reading.doubt)))
    walk_tree(tree, reading, name, raw_tags=False, bring=lambda part: _part(data, part))
    take_captions(reading)
    return reading


def _part(data: bytes, part: str) -> bytes:
    """A picture inside the package, by the name that pandoc gives it. Raises OSError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read(f"word/{part}")
    except KeyError as error:
        raise OSError(f"the document does not hold {part}") from error


def check_package(data: bytes, name: str) -> None:
    """Refuse what is no Word file, what unpacks to more than any page holds, and XML with
    declarations of its own (which no word processor writes)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS:
                raise Unreadable(
                    name, f"it holds {len(parts)} parts; at most {MOST_PARTS} are read"
                )
            if _MAIN not in package.namelist():
                raise Unreadable(name, "it is a ZIP archive, but no Word document")
            left = MOST_UNPACKED
            for part in parts:
                left -= _unpacked(package, part, left, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(name, f"it is damaged or locked: {error}") from error


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo, most: int, name: str) -> int:
    """How many bytes the part really holds, whatever its header says."""
    size = 0
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if is_xml and size == 0 and b"<!DOCTYPE" in chunk[:4096]:
                raise Unreadable(name, f"its part {part.filename} declares a document type")
            size += len(chunk)
            if size > most:
                megabytes = MOST_UNPACKED // 1024**2
                raise Unreadable(name, f"it unpacks to more than {megabytes} MB")
    return size
