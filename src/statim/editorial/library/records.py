"""A work's record as lines to fill in, and back: what was not touched stays as it was. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as lazily

from statim.references.items import TYPES, tidy_date
from statim.references.names import comma_name, full_family
from statim.references.printed.dates import parse_date

Json = dict[str, Any]

NAMES = {
    "author": lazily("Authors"),
    "editor": lazily("Editors"),
    "translator": lazily("Translators"),
}
DATES = {
    "issued": lazily("Published"),
    "available-date": lazily("Online since"),
    "accessed": lazily("Seen on"),
}
_LINES = {
    "title": lazily("Title"),
    "container-title": lazily("Journal, book or site"),
    "container-title-short": lazily("Its abbreviation"),
    "volume": lazily("Volume"),
    "issue": lazily("Issue"),
    "page": lazily("Pages"),
    "DOI": "DOI",
    "PMID": "PubMed id",
    "PMCID": lazily("PubMed Central id"),
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "URL": lazily("Web address"),
    "publisher": lazily("Publisher or body"),
    "publisher-place": lazily("Place"),
    "edition": lazily("Edition"),
    "number": lazily("Number"),
    "collection-title": lazily("Series"),
    "genre": lazily("Kind of report or thesis"),
    "status": lazily("Status"),
    "language": lazily("Language"),
    "event-title": lazily("Conference"),
    "note": lazily("Note"),
}
LABELS = {"title": lazily("Title"), **NAMES, **_LINES, **DATES}
_HELP = {
    "author": lazily("One on each line: family name, comma, given names. A body has no comma."),
    "editor": lazily("One on each line, as the authors."),
    "issued": lazily("2019-08-27, 2019-08 or 2019."),
    "page": lazily("3051-3067, or the number of the article."),
    "status": lazily("Such as “in press” or “Epub ahead of print”."),
}
_IDS = ("DOI", "PMID", "PMCID")
FIRST: Mapping[str, tuple[str, ...]] = {
    "article-journal": (
        "title",
        "author",
        "container-title",
        "issued",
        "volume",
        "issue",
        "page",
        *_IDS,
    ),
    "article": ("title", "author", "container-title", "issued", "number", "DOI", "URL"),
    "book": (
        "title",
        "author",
        "editor",
        "edition",
        "publisher-place",
        "publisher",
        "issued",
        "ISBN",
    ),
    "chapter": (
        "title",
        "author",
        "container-title",
        "editor",
        "edition",
        "publisher-place",
        "publisher",
        "issued",
        "page",
        "ISBN",
    ),
    "report": (
        "title",
        "author",
        "genre",
        "number",
        "publisher-place",
        "publisher",
        "issued",
        "URL",
    ),
    "webpage": ("title", "author", "container-title", "publisher", "issued", "accessed", "URL"),
    "thesis": ("title", "author", "genre", "publisher", "publisher-place", "issued", "URL"),
    "paper-conference": (
        "title",
        "author",
        "container-title",
        "event-title",
        "publisher",
        "issued",
        "page",
        "DOI",
    ),
}
_ANY = ("title", "author", "container-title", "publisher", "issued", "URL", *_IDS)
KINDS = {
    "article-journal": lazily("Journal article"),
    "book": lazily("Book"),
    "chapter": lazily("Chapter of a book"),
    "report": lazily("Report or guideline"),
    "webpage": lazily("Web page"),
    "article": lazily("Preprint"),
    "article-newspaper": lazily("Newspaper article"),
    "article-magazine": lazily("Magazine article"),
    "paper-conference": lazily("Conference paper"),
    "thesis": lazily("Thesis"),
    "dataset": lazily("Data set"),
    "entry-encyclopedia": lazily("Entry in an encyclopedia"),
    "entry-dictionary": lazily("Dictionary entry"),
    "legislation": lazily("Law or regulation"),
    "standard": lazily("Standard"),
    "software": lazily("Software"),
    "document": lazily("Not said"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field to fill in; `many` where it holds a name on each line."""

    name: str
    label: str
    value: str
    help: str
    many: bool


def lines_of(item: Mapping[str, Any]) -> tuple[list[Line], list[Line]]:
    """The fields that matter first for its kind, and the others; what has a value stands first
    among these."""
    first = FIRST.get(str(item.get("type")), _ANY)
    rest = sorted((n for n in LABELS if n not in first), key=lambda n: not written(item, n))
    return [_line(item, name) for name in first], [_line(item, name) for name in rest]


def kinds_for(item: Mapping[str, Any]) -> dict[str, str]:
    """The kinds to choose among; one that is rare only where the work is of it."""
    kind = str(item.get("type") or "")
    return {**KINDS, kind: kind} if kind in TYPES and kind not in KINDS else KINDS


def _line(item: Mapping[str, Any], name: str) -> Line:
    many = name in NAMES or name == "title"
    return Line(name, LABELS[name], written(item, name), _HELP.get(name, ""), many)


def written(item: Mapping[str, Any], name: str) -> str:
    """A field as a person would write it."""
    value = item.get(name)
    if name in NAMES:
        return "\n".join(map(_name, value or []))
    if name in DATES:
        return _date(value or {})
    return str(value or "")


def _name(name: Mapping[str, str]) -> str:
    if literal := name.get("literal"):
        return literal
    parts = (full_family(dict(name)), name.get("given", ""), name.get("suffix", ""))
    return ", ".join(part for part in parts if part)


def _date(date: Mapping[str, Any]) -> str:
    parts = ["-".join(f"{n:02d}" for n in one) for one in date.get("date-parts") or []]
    return "/".join(parts) or str(date.get("literal") or date.get("raw") or "")


def record_of(posted: Mapping[str, str], before: Mapping[str, Any]) -> Json:
    """The record that was filled in; fields that have no line, or that nobody touched, are as
    they were before."""
    item = dict(before)
    if kind := posted.get("type"):
        item["type"] = kind
    for name in LABELS:
        text = posted.get(name)
        if text is None or _same(text, written(before, name)):
            continue
        item[name] = _read(name, text, before)
        if not item[name]:
            del item[name]
    if posted.get("whole") and (custom := item.get("custom")):
        item["custom"] = {k: v for k, v in custom.items() if k != "partial"}
    return item


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split()) and (
        one.strip().count("\n") == other.strip().count("\n")
    )


def _read(name: str, text: str, before: Mapping[str, Any]) -> Any:
    if name in NAMES:
        return list(_names(text, before.get(name) or []))
    text = " ".join(text.split())
    if name in DATES:
        date = tidy_date(text)
        plain = date and "literal" in date
        return (parse_date(text) or date) if plain else date
    return text


def _names(text: str, before: Iterable[Json]) -> Iterable[Json]:
    known = {_name(name): name for name in before}
    for line in text.splitlines():
        if said := " ".join(line.split()):
            yield known.get(said) or comma_name(said)
