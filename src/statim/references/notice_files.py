"""Reading a list of retractions: the full Retraction Watch CSV, or DOIs with their notices.

Told by the header, gzip or not. A row that cannot be read is refused by line with its reason
and the others go on; a row that names no DOI and no PubMed id is counted and passed over.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from statim.references import identifiers
from statim.references.errors import BadIdentifier, UnreadableFile
from statim.references.notices import KINDS, Notice, names_of

LARGEST = 512 * 1024 * 1024  # bytes, unpacked; the whole list of 2026 has some 60 million
NOTHING = {"", "0", "0.0", "unavailable", "not available", "none", "n/a", "na", "nan"}
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?")

# what each column is called in the two shapes, in lower case; the full one is looked for first
FULL = {
    "doi": "originalpaperdoi", "pmid": "originalpaperpubmedid", "kind": "retractionnature",
    "day": "retractiondate", "notice_doi": "retractiondoi", "notice_pmid": "retractionpubmedid",
    "reasons": "reason",
}  # fmt: skip
SHORT = ({"doi": "doi", "kind": "retractionwatch"}, {"doi": "doi", "kind": "nature"})

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, and why. `line` is where it begins, `last` where it ends."""

    file: str
    line: int
    last: int
    reason: str

    def __str__(self) -> str:
        lines = f"line {self.line}" if self.line == self.last else f"lines {self.line}-{self.last}"
        return f"{self.file}, {lines}: {self.reason}"


@dataclass(slots=True)
class NoticesRead:
    """What a file says; `nameless` are the lines of rows that name no DOI and no PubMed id."""

    notices: list[Notice] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)


def read_notices(data: bytes, name: str) -> NoticesRead:
    """The notices of a file. Raises UnreadableFile where it is no such list, cut off, or empty."""
    rows = csv.reader(io.StringIO(_text(data, name), newline=""))
    header = [column.strip().casefold() for column in next(rows, [])]
    columns = _columns(header, name)
    read, before = NoticesRead(), Counter[str]()
    for first, last, row in _rows(rows, name, read.refused):
        if len(row) != len(header):
            reason = f"it has {len(row)} columns, the first line has {len(header)}"
            read.refused.append(RefusedRow(name, first, last, reason))
            continue
        said = {what: row[place].strip() for what, place in columns.items()}
        try:
            found = _notices(said, before)
        except ValueError as error:
            read.refused.append(RefusedRow(name, first, last, str(error)))
            continue
        read.notices += found
        if not found:
            read.nameless.append(first)
    if not read.notices and not read.refused:
        raise UnreadableFile(f"{name}: it lists no work; nothing was changed")
    return read


def _text(data: bytes, name: str) -> str:
    if data[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
        except (EOFError, OSError, zlib.error) as error:
            raise UnreadableFile(f"{name}: the archive is damaged or cut off: {error}") from error
    if len(data) > LARGEST:
        raise UnreadableFile(f"{name}: it is larger than {LARGEST // 1024**2} MB")
    # titles and names may hold strange bytes; what is used of a row is checked by itself
    return data.decode("utf-8-sig", errors="replace")


def _columns(header: list[str], name: str) -> dict[str, int]:
    for shape in (FULL, *SHORT):
        needed = {shape["doi"], shape["kind"]}
        if needed <= set(header):
            return {what: header.index(title) for what, title in shape.items() if title in header}
    raise UnreadableFile(
        f"{name}, line 1: no list of retractions: its columns are OriginalPaperDOI and "
        "RetractionNature (the Retraction Watch CSV), or doi and retractionwatch"
    )


def _rows(
    rows: Iterator[list[str]], name: str, refused: list[RefusedRow]
) -> Iterator[tuple[int, int, list[str]]]:
    """Each row that is not empty, with its first and last line."""
    line = _line_of(rows)
    while True:
        first = line() + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            refused.append(RefusedRow(name, first, line(), f"no readable row: {error}"))
            continue
        if row:
            yield first, line(), row


def _line_of(rows: Iterator[list[str]]) -> Callable[[], int]:
    return lambda: int(getattr(rows, "line_num", 0))


def _notices(said: Row, before: Counter[str]) -> list[Notice]:
    """One notice for each nature that the row names; none where it names no work.

    `before` counts the notices read so far by the work's names. Raises ValueError with
    the reason where the row cannot be right.
    """
    doi = _identifier(identifiers.doi, said.get("doi", ""))
    pmid = _identifier(identifiers.pmid, _whole(said.get("pmid", "")))
    kinds = _kinds(said["kind"])
    day = _day(said.get("day", ""))
    names = names_of(doi, pmid)
    if not names:
        return []
    place = max(before[name] for name in names)
    for name in names:
        before[name] = place + len(kinds)
    return [
        Notice(
            kind=kind, doi=doi, pmid=pmid, day=day, place=place + n,
            notice_doi=_lenient(identifiers.doi, said.get("notice_doi", "")),
            notice_pmid=_lenient(identifiers.pmid, _whole(said.get("notice_pmid", ""))),
            reasons=_reasons(said.get("reasons", "")),
        )
        for n, kind in enumerate(kinds)
    ]  # fmt: skip


def _identifier(normalise: Callable[[str], str], written: str) -> str:
    if written.casefold() in NOTHING:
        return ""
    if "\ufffd" in written:
        raise BadIdentifier(f"{written!r} holds a byte that is not UTF-8")
    found = normalise(written)
    if len(found) > 300:
        raise BadIdentifier(f"{found[:40]!r}… is longer than 300 characters")
    return found


def _lenient(normalise: Callable[[str], str], written: str) -> str:
    """The notice's own identifier, "" where it is none: the notice counts without it."""
    try:
        return _identifier(normalise, written)
    except BadIdentifier:
        return ""


def _whole(number: str) -> str:
    """A PubMed id that a spreadsheet wrote as 123.0."""
    return number[:-2] if number.endswith(".0") else number


def _kinds(written: str) -> list[str]:
    kinds = ["-".join(part.split()).casefold() for part in written.split(";") if part.strip()]
    if not kinds:
        raise ValueError("it does not say what the notice is")
    for kind in kinds:
        if kind not in KINDS:
            known = "Retraction, Expression of concern, Correction, Reinstatement"
            raise ValueError(f"{written!r} is no notice that is known: {known}")
    return kinds


def _day(written: str) -> str:
    if written.casefold() in NOTHING:
        return ""
    if found := DAY.fullmatch(written):
        month, day, year = map(int, found.groups())
    elif found := ISO_DAY.fullmatch(written):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(f"{written!r} is no date; one is written m/d/yyyy")
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise ValueError(f"{written!r} is no date: {error}; one is written m/d/yyyy") from error


def _reasons(written: str) -> tuple[str, ...]:
    """The reasons, in order: "+Fake Peer Review;+Euphemisms;" as its two parts."""
    parts = (part.strip().lstrip("+").strip() for part in written.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))
