"""Bytes of a topic file: what kind they are, and their text. Refuses what it cannot tell."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal

from statim.topics.errors import Unreadable

Kind = Literal["text", "markdown", "html", "word", "edition"]

_BY_ENDING: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "word",
    ".json": "edition",
}
_FOREIGN = (
    (b"%PDF", "a PDF is not read; save the text as Word, HTML or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Word file; save it as .docx, unlocked"),
    (b"{\\rtf", "Rich Text is not read; save it as .docx"),
    (b"\x89PNG", "a picture holds no text"),
    (b"\xff\xd8\xff", "a picture holds no text"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LARGEST = 32 * 1024 * 1024


def is_topic_file(name: str) -> bool:
    """Whether a file of a folder is to be read, by its ending."""
    path = PurePath(name)
    return path.suffix.lower() in _BY_ENDING and not path.name.startswith(
        (".", "~$", "README", "LICENSE")
    )


def is_edition(data: bytes) -> bool:
    """Whether the bytes of a .json file may be an edition; a bibliography is none."""
    return data.lstrip()[:1] == b"{" and b'"statim-edition/' in data


def kind_of(data: bytes, name: str) -> Kind:
    """What the bytes are, by content first and ending second. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(name, f"it is larger than {LARGEST // 1024**2} MB")
    for start, reason in _FOREIGN:
        if data.startswith(start):
            raise Unreadable(name, reason)
    if data.startswith(b"PK\x03\x04"):
        return "word"
    ending = _BY_ENDING.get(PurePath(name).suffix.lower())
    if ending == "word":
        raise Unreadable(name, "it is named .docx and is no Word file")
    start_of_text = text_of(data, name)[:2000]
    if _HTML.match(start_of_text):
        return "html"
    if ending in (None, "text") and re.match(r"---[ \t]*\r?\n", start_of_text):
        return "markdown"
    if ending is None and start_of_text.lstrip().startswith("{"):
        return "edition"
    return ending or "text"


def text_of(data: bytes, name: str) -> str:
    """The text of UTF-8 (or marked UTF-16) bytes. Raises Unreadable with the line."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            name, f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8", line
        ) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise Unreadable(name, "it holds a zero byte and is no text", line)
    return text
