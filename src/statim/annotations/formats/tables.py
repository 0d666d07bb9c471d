"""Notes as CSV and as Markdown. Pure; words go through unchanged."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from statim.annotations.formats.portable import Portable

COLUMNS = (
    "page", "address", "statement", "written to", "state", "note", "pinned", "shared with",
    "created", "changed", "confirmed on",
)  # fmt: skip
# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def to_csv(notes: Iterable[Portable], *, site: str) -> bytes:
    """One row a note, UTF-8 with a byte order mark, so that spreadsheets read it right."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for note in notes:
        row = (
            note.title, _address(note, site), note.statement, note.quote, note.state, note.text,
            "yes" if note.pinned else "no", note.shared_with, note.created.date().isoformat(),
            note.modified.date().isoformat(), note.confirmed.isoformat() if note.confirmed else "",
        )  # fmt: skip
        table.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: str) -> str:
    """The value; with an apostrophe before it where a spreadsheet would run it."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _address(note: Portable, site: str) -> str:
    if not note.slug:
        return ""
    where = f"#s-{note.statement}" if note.statement else ""
    return f"{site}/topics/{note.slug}/{where}"


def to_markdown(notes: Iterable[Portable], *, site: str) -> bytes:
    """Notes under their pages' titles, each after the words that it was written to."""
    pages: dict[str, list[Portable]] = {}
    for note in notes:
        pages.setdefault(note.title or "A page that is not here any more", []).append(note)
    parts = ["# My notes"]
    for title, own in pages.items():
        parts.append(f"## {_plain(title)}")
        for note in own:
            if note.quote:
                parts.append(_quoted(note.quote))
            parts.append(_plain(note.text).replace("\n", "\\\n"))
            parts.append(f"{note.modified.date().isoformat()} · <{_address(note, site)}>")
    return ("\n\n".join(parts) + "\n").encode()


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _plain(text).split("\n"))


def _plain(text: str) -> str:
    """Text that reads as itself: markup signs escaped, those of lists at a line's start too."""
    escaped = _MARKUP.sub(r"\\\1", text)
    escaped = re.sub(r"^(\s*)([+\-=])", r"\1\\\2", escaped, flags=re.MULTILINE)
    return re.sub(r"^(\s*\d+)([.)])", r"\1\\\2", escaped, flags=re.MULTILINE)
