"""Captions that a page sets as a paragraph beside its table or picture: put where they belong.

Only what names itself is taken: "Table 2. …" right over a table without a caption, "Figure 1: …"
right under (or over) a picture without one. The words stay as they are.
"""

from __future__ import annotations

import re

from statim.topics.reading.blocks import Block, Reading

_TABLE = re.compile(r"table\s+\d+[a-z]?\b", re.IGNORECASE)
_FIGURE = re.compile(r"fig(?:ure|\.)?\s+\d+[a-z]?\b", re.IGNORECASE)
_LONGEST = 600


def take_captions(reading: Reading) -> None:
    """Move such paragraphs into the captions of their tables and pictures, in place."""
    blocks = reading.blocks
    taken: set[int] = set()
    for place, block in enumerate(blocks):
        special = block.special
        if special is None or block.tokens or not (special.rows or special.figure):
            continue
        pattern = _TABLE if special.rows else _FIGURE
        beside = (place - 1, place + 1) if special.rows else (place + 1, place - 1)
        for near in beside:
            if near not in taken and 0 <= near < len(blocks) and _is_one(blocks[near], pattern):
                block.tokens = blocks[near].tokens
                taken.add(near)
                break
    reading.blocks = [block for place, block in enumerate(blocks) if place not in taken]


def _is_one(block: Block, pattern: re.Pattern[str]) -> bool:
    plain = block.kind == "paragraph" and block.special is None
    return plain and len(block.text) <= _LONGEST and bool(pattern.match(block.text))
