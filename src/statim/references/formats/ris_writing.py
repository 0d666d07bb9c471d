"""CSL items as RIS. Inline tags stay in the words, as other programs write them too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from statim.references.formats.ris import TYPES
from statim.references.names import full_family

Json = dict[str, Any]

_KINDS = {csl: ris for ris, csl in reversed(TYPES.items())} | {"article": "UNPB"}
_PLAIN = (
    ("title", "TI"), ("container-title", "T2"), ("container-title-short", "J2"),
    ("collection-title", "T3"), ("volume", "VL"), ("issue", "IS"), ("publisher", "PB"),
    ("publisher-place", "CY"), ("edition", "ET"), ("language", "LA"), ("section", "SE"),
    ("genre", "M3"), ("DOI", "DO"), ("URL", "UR"), ("ISBN", "SN"), ("ISSN", "SN"), ("note", "N1"),
)  # fmt: skip


def write(items: Sequence[Json]) -> str:
    """The items in the order given, each from TY to ER."""
    return "\n".join("\n".join(_lines(item)) + "\n" for item in items)


def _lines(item: Json) -> Iterator[str]:
    yield f"TY  - {_KINDS.get(str(item.get('type')), 'GEN')}"
    yield f"ID  - {item.get('id', '')}"
    for field, tag in (("author", "AU"), ("editor", "A2"), ("translator", "A4")):
        for name in item.get(field) or []:
            yield f"{tag}  - {_name(name)}"
    for field, tag in _PLAIN:
        twice = field == "ISSN" and item.get("ISBN")
        if (value := item.get(field)) and not twice:
            yield f"{tag}  - {_line(value)}"
    first, _, last = str(item.get("page") or "").partition("-")
    if first:
        yield f"SP  - {first}"
    if last:
        yield f"EP  - {last}"
    yield from _dates(item)
    if pmid := item.get("PMID"):
        yield f"AN  - {pmid}"
        yield "DB  - PubMed"
    yield "ER  - "


def _dates(item: Json) -> Iterator[str]:
    for field, tag in (("issued", "DA"), ("accessed", "Y2")):
        parts = ((item.get(field) or {}).get("date-parts") or [[]])[0]
        if parts:
            year, month, day = (f"{p:02d}" for p in [*parts, 0, 0][:3])
            if field == "issued":
                yield f"PY  - {year}"
            yield f"{tag}  - {year}/{month if month != '00' else ''}/{day if day != '00' else ''}"


def _name(name: dict[str, str]) -> str:
    if literal := name.get("literal"):
        return f"{_line(literal)},"  # the comma tells an institution from a person
    given, suffix = name.get("given", ""), name.get("suffix", "")
    return ", ".join(part for part in (full_family(name), given, suffix) if part)


def _line(value: Any) -> str:
    return " ".join(str(value).split())
