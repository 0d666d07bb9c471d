"""CSL items as BibTeX; words go through unchanged, capitals are protected by braces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from statim.references.formats.bibtex import TYPES
from statim.references.formats.latex import escaped
from statim.references.names import full_family

Json = dict[str, Any]

_KINDS = {csl: kind for kind, csl in reversed(TYPES.items())} | {
    "report": "techreport", "thesis": "phdthesis", "chapter": "incollection",
    "paper-conference": "inproceedings", "webpage": "online", "book": "book",
    "article": "unpublished",
}  # fmt: skip
_PLAIN = (
    ("title", "title"), ("volume", "volume"), ("issue", "number"), ("number", "number"),
    ("edition", "edition"), ("publisher", "publisher"), ("publisher-place", "address"),
    ("collection-title", "series"), ("language", "language"), ("genre", "type"),
    ("container-title-short", "shortjournal"), ("PMID", "pmid"), ("PMCID", "pmcid"),
    ("ISBN", "isbn"), ("ISSN", "issn"), ("note", "note"),
)  # fmt: skip


def write(items: Sequence[Json]) -> str:
    """The items in the order given, one entry each."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Json) -> str:
    kind = _KINDS.get(str(item.get("type")), "misc")
    fields = ",\n".join(f"  {key} = {{{value}}}" for key, value in _fields(item, kind))
    return f"@{kind}{{{item.get('id', 'work')},\n{fields}\n}}\n"


def _fields(item: Json, kind: str) -> Iterator[tuple[str, str]]:
    yield from _people(item)
    written = set()
    for field, key in _PLAIN:
        if (value := item.get(field)) and key not in written:
            written.add(key)
            yield key, escaped(str(value))
    if container := item.get("container-title"):
        inside = kind in ("incollection", "inproceedings", "inreference")
        yield "booktitle" if inside else "journal", escaped(str(container))
    if pages := str(item.get("page") or ""):
        yield "pages", escaped(pages).replace("-", "--")
    for field, key in (("issued", "date"), ("accessed", "urldate")):
        if parts := ((item.get(field) or {}).get("date-parts") or [[]])[0]:
            yield key, "-".join(f"{part:02d}" for part in parts)
    for field, key in (("DOI", "doi"), ("URL", "url")):
        if value := item.get(field):
            yield key, str(value)


def _people(item: Json) -> Iterator[tuple[str, str]]:
    for field in ("author", "editor", "translator"):
        if names := item.get(field):
            others = field == "author" and (item.get("custom") or {}).get("et_al")
            yield field, " and ".join([*map(_name, names), *(["others"] if others else [])])


def _name(name: dict[str, str]) -> str:
    if literal := name.get("literal"):
        return f"{{{escaped(literal)}}}"
    parts = (full_family(name), name.get("suffix", ""), name.get("given", ""))
    return ", ".join(escaped(part) for part in parts if part)
