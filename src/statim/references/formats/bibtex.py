"""BibTeX and BibLaTeX: LaTeX's accents, braces and commands become plain words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from statim.references.formats.latex import plain
from statim.references.formats.record import Record, checked
from statim.references.items import tidy_date
from statim.references.names import person
from statim.references.printed.dates import month_number, parse_date

Json = dict[str, Any]

# What it would say to the log is said to whoever imports, with the reason.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "collection": "book",
    "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter",
    "suppbook": "chapter", "proceedings": "book", "inproceedings": "paper-conference",
    "conference": "paper-conference", "techreport": "report", "report": "report",
    "manual": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "dataset": "dataset",
    "unpublished": "manuscript", "patent": "patent", "software": "software",
    "periodical": "periodical", "inreference": "entry-encyclopedia", "preprint": "article",
}  # fmt: skip
_GENRES = {"phdthesis": "dissertation", "mastersthesis": "master's thesis"}
_PLAIN = {
    "title": "title", "volume": "volume", "edition": "edition", "publisher": "publisher",
    "institution": "publisher", "school": "publisher", "organization": "publisher",
    "address": "publisher-place", "location": "publisher-place", "series": "collection-title",
    "language": "language", "langid": "language", "abstract": "abstract", "pmid": "PMID",
    "pmcid": "PMCID", "isbn": "ISBN", "issn": "ISSN", "shortjournal": "container-title-short",
    "eventtitle": "event-title", "type": "genre", "pagetotal": "number-of-pages",
    "eid": "number", "howpublished": "medium",
}  # fmt: skip
_START = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)


def looks_like(text: str) -> bool:
    """Whether an entry opens somewhere, such as "@article{"."""
    return bool(_START.search(text))


def read(text: str) -> Iterator[Record]:
    """Every entry; what stands outside of entries is comment."""
    library = parse_string(text)
    for block in library.blocks:
        where = f"line {(block.start_line or 0) + 1}"
        if isinstance(block, Entry):
            yield checked(where, _item(block, {f.key: str(f.value) for f in block.fields}))
        elif isinstance(block, DuplicateBlockKeyBlock):
            # A key used twice is no fault here: works are told apart by what they are.
            if isinstance(twin := block.ignore_error_block, Entry):
                fields = {f.key: _unwrapped(str(f.value), library) for f in twin.fields}
                yield checked(where, _item(twin, fields))
        elif isinstance(block, ParsingFailedBlock):
            reason = " ".join(str(block.error).split())
            yield Record(where, reason=f"it is no BibTeX entry: {reason}")


def _unwrapped(value: str, library: Library) -> str:
    """What the parser does for entries, but not for those whose key was used before."""
    if value[:1] + value[-1:] in ("{}", '""'):
        return value[1:-1]
    string = library.strings_dict.get(value)
    return str(string.value) if string else value


def _item(entry: Entry, fields: dict[str, str]) -> Json:
    raw = {key.lower(): value for key, value in fields.items()}
    kind = entry.entry_type.lower()
    item: Json = {"id": entry.key, "type": TYPES.get(kind, "document")}
    for field, csl in _PLAIN.items():
        if value := plain(raw.get(field, "")):
            item.setdefault(csl, value)
    if kind in _GENRES:
        item.setdefault("genre", _GENRES[kind])
    item |= _titles(raw, kind, item)
    item |= _people(raw)
    if pages := plain(raw.get("pages", "")):
        item["page"] = re.sub(r"\s*(?:--+|[–—])\s*", "-", pages)
    item["issued"] = _date(raw)
    if raw.get("urldate"):
        item["accessed"] = parse_date(raw["urldate"])
    if raw.get("doi"):
        item["DOI"] = raw["doi"].replace("\\_", "_")
    if url := raw.get("url", "").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&"):
        item["URL"] = re.sub(r"^\\url\{(.*)\}$", r"\1", url)
    return item


def _people(raw: dict[str, str]) -> Json:
    fields: Json = {}
    for field in ("author", "editor", "translator"):
        if names := raw.get(field):
            fields[field] = bibtex_names(names)
    if re.search(r"\band\s+others\s*$", raw.get("author", "")):
        fields["custom"] = {"et_al": True}
    return fields


def _titles(raw: dict[str, str], kind: str, item: Json) -> Json:
    whole = plain(raw.get("journaltitle") or raw.get("journal") or raw.get("booktitle") or "")
    fields: Json = {"container-title": whole}
    if subtitle := plain(raw.get("subtitle", "")):
        fields["title"] = f"{item.get('title', '')}: {subtitle}"
    if number := plain(raw.get("number", "")):
        fields["issue" if kind in ("article", "periodical") else "number"] = number
    return fields


def _date(raw: dict[str, str]) -> Json | None:
    if written := raw.get("date", "").split("T")[0]:
        return tidy_date(written)
    year = plain(raw.get("year", ""))
    if not re.fullmatch(r"\d{4}", year):
        return parse_date(year) or ({"literal": year} if year else None)
    parts = [int(year)]
    if month := month_number(plain(raw.get("month", ""))):
        parts.append(month)
        if (day := plain(raw.get("day", ""))).isdecimal():
            parts.append(int(day))
    return {"date-parts": [parts]}


def bibtex_names(text: str) -> list[dict[str, str]]:
    """Names joined by "and": "von Last, Jr, First", "First von Last" or "{An Institution}"."""
    names = []
    for one in _outside(text, r"\s+and\s+"):
        if one.strip().casefold() == "others":
            continue
        names.append(_name(one.strip()))
    return names


def _name(text: str) -> dict[str, str]:
    if text.startswith("{") and text.endswith("}") and _balanced(text[1:-1]):
        return {"literal": plain(text)}
    parts = [plain(part) for part in _outside(text, ",")]
    if len(parts) > 2:
        return person(parts[0], parts[2], parts[1])
    if len(parts) == 2:
        return person(parts[0], parts[1])
    words = plain(text).split()
    if len(words) == 1:
        return {"literal": words[0]}
    lower = [n for n, word in enumerate(words) if word[0].islower() and 0 < n < len(words) - 1]
    split = lower[0] if lower else len(words) - 1
    return person(" ".join(words[split:]), " ".join(words[:split]))


def _outside(text: str, separator: str) -> list[str]:
    """The text cut at separators that stand outside of braces."""
    parts, start = [], 0
    for found in re.finditer(separator, text):
        if _balanced(text[start : found.start()]):
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _balanced(text: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0
