"""CSL-JSON: what Zotero, Mendeley, Crossref and pandoc exchange."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from statim.references.formats.record import Record, checked


def looks_like(text: str) -> bool:
    """Whether the text begins as JSON does."""
    return text.lstrip()[:1] in ("[", "{")


def read(text: str) -> Iterator[Record]:
    """Every item of a list, of one object, or of an object with `items` or `references`."""
    try:
        value: Any = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        yield Record(f"line {line}", reason=f"it is not JSON: {getattr(error, 'msg', error)}")
        return
    for number, one in enumerate(_listed(value), start=1):
        where = f"record {number}"
        if not isinstance(one, dict):
            yield Record(where, reason=f"it is {type(one).__name__}, not an object")
        elif fault := _misshapen(one):
            yield Record(where, reason=fault)
        else:
            yield checked(where, one)


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict):
        for key in ("items", "references"):
            if isinstance(value.get(key), list):
                return list(value[key])
        return [value]
    return list(value) if isinstance(value, list) else [value]


def _misshapen(item: dict[str, Any]) -> str:
    if not isinstance(item.get("type", "document"), str):
        return "its type is no word"
    for field in ("title", "container-title", "DOI", "PMID", "ISBN", "URL", "page", "volume"):
        if isinstance(item.get(field), dict | list):
            return f"its {field} is no text"
    custom = item.get("custom")
    return "" if custom is None or isinstance(custom, dict) else "its custom is no object"


def write(items: list[dict[str, Any]]) -> str:
    """The items as CSL-JSON, indented, in the order given."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
