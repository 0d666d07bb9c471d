"""What the index is given of an entry: for each part its documents, as JSON. Pure.

The words of searched fields are stems already: a stem is found once and remembered, and the
index only cuts at spaces. `kept` is what a hit gives back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from statim.search.entries import RED_FLAG, SYNONYM, TITLE, Entry, Line, Name
from statim.search.words import words_of

SHORT = 3  # letters of a beginning that is indexed as a word of its own: many names share it

Stem = Callable[[str], str]

_NAMED_IN = {TITLE: "titles", SYNONYM: "synonyms"}
_encode = msgspec.json.Encoder().encode


def of_entry(entry: Entry, stem: Stem, stem_of: Stem) -> dict[str, list[str]]:
    """Part of the index to the entry's documents in it. `stem` gives the stem of a word in one
    spelling, `stem_of` that of a word in any."""
    said = [_joined(line.words, stem_of) for line in entry.lines]
    return {
        "names": [*map(_name, [entry] * len(entry.names), entry.names), *_explained(entry)],
        "pages": [_page(entry, said, stem)],
        "lines": list(_lines(entry, said)),
    }


def of_cursor(kind: str, said: dict[str, Any]) -> str:
    """The document that says how far the index has come."""
    return _document(kind, said)


def of_short(folded: str, meanings: Sequence[tuple[str, str, str]]) -> str:
    """The document of an abbreviation: (as written, words, topic id or "") of each meaning."""
    return _document("short", {"meanings": meanings}, short=folded)


def _document(kind: str, kept: dict[str, Any], weight: float = 1.0, **fields: Any) -> str:
    return _encode({"kind": kind, "kept": _encode(kept), "weight": weight, **fields}).decode()


def _joined(words: Iterable[str], stem: Stem) -> str:
    return " ".join(map(stem, words))


def _name(entry: Entry, name: Name) -> str:
    side = "title" if name.kind == TITLE else "other"
    kept = {"topic": entry.topic, "hash": entry.hash, "kind": name.kind, "text": name.text}
    return _document(
        "name",
        kept,
        1 + 1 / (1 + len(name.text)),  # of two that match alike, the shorter
        key=entry.topic,
        **{
            f"whole_{side}": name.wholes,
            f"words_{side}": " ".join(name.words),
            f"whole_{side}_starts": _starts(name.wholes),
            f"words_{side}_starts": " ".join(_starts(name.words)),
        },
    )


def _starts(terms: Iterable[str]) -> list[str]:
    return sorted({one[:size] for one in terms for size in range(1, SHORT + 1)})


def _explained(entry: Entry) -> Iterator[str]:
    for short, words in entry.said:
        kept = {"topic": entry.topic, "hash": entry.hash, "short": short, "words": words}
        yield _document("said", kept, key=entry.topic, said=" ".join(words_of(short)))


def _page(entry: Entry, said: list[str], stem: Stem) -> str:
    kept = {
        "topic": entry.topic,
        "hash": entry.hash,
        "also": [*(name.text for name in entry.names if name.kind == SYNONYM), *entry.shorts],
        "said": entry.said,
        "works": entry.works,
    }
    named: dict[str, Any] = {"names": [], "titles": [], "synonyms": []}
    for name in entry.names:
        words = _joined(" ".join(name.wholes).split(), stem)
        named["names"].append(words)
        if name.kind in _NAMED_IN:
            named[_NAMED_IN[name.kind]].append(words)
    named["names"] += (_joined(words_of(short), stem) for short in entry.shorts)
    return _document(
        "page",
        kept,
        key=entry.topic,
        **named,
        headings=_joined(entry.headings, stem),
        text=" ".join(said),
        shelf=entry.shelves,
        code=entry.codes,
        cites=entry.cites,
        has=entry.has,
        people=" ".join(entry.authors),
        reviewers=" ".join(entry.reviewers),
        shelf_words=" ".join(entry.shelf_words),
        reviewed=entry.reviewed,
    )


def _lines(entry: Entry, said: list[str]) -> Iterator[str]:
    for line, text in zip(entry.lines, said, strict=True):
        yield _document(
            "line",
            _kept_of_line(entry, line),
            key=entry.topic,
            text=text,
            cites=line.cites,
            has=line.has,
            page=entry.page,
        )


def _kept_of_line(entry: Entry, line: Line) -> dict[str, Any]:
    return {
        "hash": entry.hash,
        "id": line.id,
        "text": line.text,
        "cites": line.cited,
        "flag": RED_FLAG in line.has,
    }
