"""The numbered list of references at the end of a page: found, cut off, parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from statim.editions.document import Json
from statim.references.strings import parse_reference
from statim.topics.reading.blocks import Block, Reading, shortened
from statim.topics.reading.numbers import Numbered, resolve

_HEADING = re.compile(
    r"(?:list of )?(?:key |selected )?(?:references?|bibliography|sources|literature cited)"
    r"(?: and notes)?\s*:?",
    re.IGNORECASE,
)
_LIKE_A_REFERENCE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\bdoi\b|10\.\d{4,}/|https?://|\bPMID\b|\bISBN\b", re.IGNORECASE
)
_PRINTED = re.compile(r"\[?(\d{1,3})[\].)]?\s+(?=\S)")


@dataclass(slots=True)
class _Entry:
    number: int
    raw: str
    block: Block


def take_references(reading: Reading) -> None:
    """Cut the list off the page, parse it, and resolve the numbers that name its entries.

    Where a format names references of its own (`reading.references`), nothing is taken: its
    citations are marks already.
    """
    if reading.references is not None:
        return
    entries = _under_heading(reading) or _at_the_end(reading)
    keys = {entry.number: f"ref-{entry.number}" for entry in entries}
    anchors = {e.block.anchor: e.number for e in entries if e.block.anchor}
    numbered = Numbered(keys=keys, anchors=anchors)
    resolve(reading, numbered)
    reading.references = [_item(entry, reading) for entry in entries]
    for entry in entries:
        if entry.number not in numbered.used:
            reading.doubt(
                "a reference that nothing cites",
                entry.block.place,
                f"number {entry.number}, “{shortened(entry.raw)}”",
            )


def _item(entry: _Entry, reading: Reading) -> Json:
    item = parse_reference(entry.raw)
    if item.get("custom", {}).get("partial") or not item.get("title"):
        reading.doubt(
            "a reference that could not be taken apart",
            entry.block.place,
            f"number {entry.number} is kept as it was printed; check it: “{shortened(entry.raw)}”",
        )
    return {**item, "id": f"ref-{entry.number}"}


def _is_heading(block: Block) -> bool:
    return (
        block.kind != "point"
        and len(block.text) < 40
        and bool(_HEADING.fullmatch(block.text.strip()))
    )


def _under_heading(reading: Reading) -> list[_Entry]:
    blocks = reading.blocks
    starts = [n for n, block in enumerate(blocks) if _is_heading(block)]
    if not starts:
        return []
    start = starts[-1]
    stop = next(
        (n for n in range(start + 1, len(blocks)) if blocks[n].kind == "heading"), len(blocks)
    )
    found = blocks[start + 1 : stop]
    if found and found[0].number is not None:
        stop = start + 1 + _length_of_list(found)
        found = blocks[start + 1 : stop]
    entries = _numbered_anew(found, reading)
    if entries:
        reading.blocks = blocks[:start] + blocks[stop:]
    return entries


def _length_of_list(found: list[Block]) -> int:
    for n, block in enumerate(found):
        if block.number is None and not _PRINTED.match(block.text):
            return n
    return len(found)


def _numbered_anew(found: list[Block], reading: Reading) -> list[_Entry]:
    entries: list[_Entry] = []
    for block in found:
        printed = _PRINTED.match(block.text) if block.number is None else None
        number = int(printed[1]) if printed else block.number
        raw = block.text[printed.end() :] if printed else block.text
        if number is None:
            number = len(entries) + 1
        if any(entry.number == number for entry in entries):
            reading.doubt(
                "a number used twice",
                block.place,
                f"the list of references has two entries numbered {number}; "
                f"the second, “{shortened(raw)}”, now has the next free number",
            )
            number = max(entry.number for entry in entries) + 1
        if raw:
            entries.append(_Entry(number, raw, block))
    return entries


def _at_the_end(reading: Reading) -> list[_Entry]:
    blocks = reading.blocks
    start = len(blocks)
    while start and blocks[start - 1].kind == "point" and blocks[start - 1].number is not None:
        start -= 1
        if blocks[start].number == 1:
            break
    found = blocks[start:]
    if not found or found[0].number != 1 or len({block.depth for block in found}) > 1:
        return []
    alike = sum(bool(_LIKE_A_REFERENCE.search(block.text)) for block in found)
    if alike * 2 < len(found):
        return []
    reading.blocks = blocks[:start]
    return _numbered_anew(found, reading)
