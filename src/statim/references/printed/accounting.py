"""Whether every word of a printed reference found its field: the guard against losing one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

# Labels and months: words that a field's own name, or a date, says.
_LABELS = """
    accessed advance ahead al and apr april article at aug august autumn available c central cited
    com dec december doi dx ed edition editor editors eds epub et fall feb february first
    forthcoming from gov http https in internet isbn jan january jul july jun june last mar march
    may nd no nov november oct october of on online org p page pages pmc pmcid pmid posted pp
    preprint press print published pubmed rd report retrieved rev revised sep sept september
    spring st summer th translator translators url viewed vol volume web website winter www
"""
_SAID_BY_LABELS = frozenset(_LABELS.split())
_WORD = re.compile(r"[^\W_]+")


def unaccounted(raw: str, item: Mapping[str, Any]) -> list[str]:
    """The words of the string that stand in no field of the item and are no mere label."""
    text = " ".join(_strings(item)).casefold()
    known = set(_WORD.findall(text)) | {"".join(_WORD.findall(name)) for name in _givens(item)}
    known |= {number.lstrip("0") for number in known}
    lost = []
    for word in _WORD.findall(raw.casefold()):
        bare = re.sub(r"^(\d+)(?:st|nd|rd|th)$|^c(\d{4})$", r"\1\2", word).lstrip("0")
        if word not in known and bare not in known and word not in _SAID_BY_LABELS:
            lost.append(word)
    return lost


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("custom", "type"):
                yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    else:
        yield str(value)


def _givens(item: Mapping[str, Any]) -> Iterator[str]:
    for field in ("author", "editor", "translator", "container-author"):
        for name in item.get(field) or []:
            yield str(name.get("given") or "").casefold()
