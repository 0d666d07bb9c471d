"""MEDLINE format (.nbib): what PubMed's "Send to: citation manager" writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from statim.references.formats.record import Record, checked
from statim.references.names import comma_name, medline_name
from statim.references.printed.dates import parse_date

Json = dict[str, Any]
Tags = list[tuple[str, str]]

_LINE = re.compile(r"^([A-Z]{2,4}) *- ?(.*)$")
_PLAIN = {
    "VI": "volume", "IP": "issue", "PG": "page", "JT": "container-title",
    "TA": "container-title-short", "PMID": "PMID", "PMC": "PMCID", "IS": "ISSN", "LA": "language",
    "PB": "publisher", "PL": "publisher-place", "ISBN": "ISBN", "EN": "edition", "AB": "abstract",
    "CTI": "collection-title",
}  # fmt: skip
RELATED = {
    "RIN": "Retraction in", "ROF": "Retraction of", "EIN": "Erratum in", "EFR": "Erratum for",
    "CRI": "Corrected and republished in", "CRF": "Corrected and republished from",
    "ECI": "Expression of concern in",
}  # fmt: skip


def looks_like(text: str) -> bool:
    """Whether the text's first tag is one of MEDLINE's, with PubMed's id among them."""
    first = _LINE.match(text.lstrip("\ufeff \r\n\t").split("\n", 1)[0].rstrip())
    return bool(first and re.search(r"^(?:PMID|STAT|OWN) *-", text, re.MULTILINE))


def read(text: str) -> Iterator[Record]:
    """Every record, parted by blank lines; the line of its first tag names it."""
    start = 1
    block: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            yield _record(f"line {start}", block)
            block = []
    if block:
        yield _record(f"line {start}", block)


def _record(where: str, lines: list[str]) -> Record:
    tags: Tags = []
    for line in lines:
        found = _LINE.match(line)
        if found:
            tags.append((found[1], found[2].strip()))
        elif line.startswith("  ") and tags:
            tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}".strip())
        else:
            return Record(where, reason=f"{line.strip()[:60]!r} is no line of MEDLINE format")
    return checked(where, _item(tags))


def _item(tags: Tags) -> Json:
    item: Json = {}
    for tag, csl in _PLAIN.items():
        if values := _all(tags, tag):
            item[csl] = re.sub(r" \((?:Print|Electronic|Linking)\)$", "", values[0])
    kinds = _all(tags, "PT")
    title, book = _one(tags, "TI"), _one(tags, "BTI")
    item["title"] = (title or book).removesuffix(".") if title or book else ""
    item["type"] = _type(kinds, title, book)
    if title and book:
        item["container-title"] = book.removesuffix(".")
    item["author"] = _names(tags, "FAU", "AU", "CN")
    item["editor"] = _names(tags, "FED", "ED", "")
    item["issued"] = parse_date(_one(tags, "DP")) or {"literal": _one(tags, "DP")}
    if "aheadofprint" in _all(tags, "PST"):
        item["status"] = "Epub ahead of print"
    if dep := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", _one(tags, "DEP")):
        item["available-date"] = {"date-parts": [[int(p) for p in dep.groups()]]}
    if "Preprint" in kinds:
        item["genre"] = "Preprint"
    item |= _located(tags)
    notes = [f"{label}: {v}" for tag, label in RELATED.items() for v in _all(tags, tag)]
    return {**item, "references": " ".join(notes)} if notes else item


def _type(kinds: list[str], title: str, book: str) -> str:
    if book:
        return "chapter" if title else "book"
    return "article" if "Preprint" in kinds else "article-journal"


def _located(tags: Tags) -> Json:
    for tag in ("LID", "AID"):
        for value in _all(tags, tag):
            if value.endswith("[doi]"):
                return {"DOI": value.removesuffix("[doi]").strip()}
    return {}


def _names(tags: Tags, full: str, short: str, body: str) -> list[dict[str, str]]:
    fuller = bool(_all(tags, full))
    names = []
    for tag, value in tags:
        if body and tag == body:
            names.append({"literal": value})
        elif tag == (full if fuller else short):
            names.append(comma_name(value) if fuller else medline_name(value))
    return names


def _all(tags: Tags, tag: str) -> list[str]:
    return [value for name, value in tags if name == tag and value]


def _one(tags: Tags, tag: str) -> str:
    return next(iter(_all(tags, tag)), "")
