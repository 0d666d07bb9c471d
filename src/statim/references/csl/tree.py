"""CSL-JSON items as pandoc's document tree, so that no word of them is read as markup.

Handing pandoc Markdown or CSL-JSON text would let it read quotes, braces, carets and
ampersands in a title as its own signs. Here only CSL's own few inline tags mean anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]

API_VERSION = [1, 23, 1]
NOT_PRINTED = {"id", "custom", "abstract", "keyword", "citation-key", "categories"}
RICH = {
    "title", "title-short", "container-title", "container-title-short", "collection-title",
    "original-title", "reviewed-title", "volume-title", "part-title", "note", "references",
    "event-title", "event",
}  # fmt: skip

_KINDS = {"i": "Emph", "em": "Emph", "b": "Strong", "strong": "Strong"}
_KINDS |= {"sub": "Subscript", "sup": "Superscript"}
_PAIR = re.compile(r"<(i|em|b|strong|sub|sup)>(.*?)</\1>", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def document_of(items: Sequence[Mapping[str, Any]]) -> bytes:
    """Pandoc's JSON for a document that cites every item; item n is known as `w<n>`."""
    references = [
        _map({**{k: v for k, v in item.items() if k not in NOT_PRINTED}, "id": f"w{n}"})
        for n, item in enumerate(items)
    ]
    everything = {
        "citationId": "*",
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    meta = {
        "references": {"t": "MetaList", "c": references},
        "nocite": {
            "t": "MetaInlines",
            "c": [{"t": "Cite", "c": [[everything], [{"t": "Str", "c": "@*"}]]}],
        },
    }
    tree = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": []}
    return json.dumps(tree, ensure_ascii=False).encode()


def _map(value: Mapping[str, Any]) -> Json:
    return {"t": "MetaMap", "c": {key: _value(v, key in RICH) for key, v in value.items()}}


def _value(value: Any, rich: bool = False) -> Json:
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_value(v) for v in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    text = _SPACE.sub(" ", str(value)).strip()
    return {"t": "MetaInlines", "c": inlines(text)} if rich else {"t": "MetaString", "c": text}


def inlines(text: str) -> list[Json]:
    """The text as pandoc inlines; i, b, sub and sup in well-formed pairs are markup."""
    found: list[Json] = []
    place = 0
    for pair in _PAIR.finditer(text):
        found += _words(text[place : pair.start()])
        found.append({"t": _KINDS[pair.group(1)], "c": inlines(pair.group(2))})
        place = pair.end()
    return found + _words(text[place:])


def _words(text: str) -> list[Json]:
    found: list[Json] = []
    for n, word in enumerate(text.split(" ")):
        if n:
            found.append({"t": "Space"})
        if word:
            found.append({"t": "Str", "c": word})
    return found
