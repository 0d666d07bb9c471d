"""What was pasted, as statements: the clipboard of Word, Google Docs, a web page, plain text.

It is read by the code that imports files. Nothing is taken for furniture here: every word that
was pasted comes out, or stands in a doubt. Pure.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace

from statim.editions.document import Json, Section, Statement
from statim.editions.kinds import PARAGRAPH, POINT
from statim.topics.editor.clipboard import cleaned
from statim.topics.errors import Unreadable
from statim.topics.inlines import Mark
from statim.topics.manuscript import Doubt
from statim.topics.reading import read_manuscript
from statim.topics.reading.blocks import Reading, sections_of, shortened
from statim.topics.reading.pandoc_tree import HTML, read_tree, walk_tree
from statim.topics.reading.plain_text import read_plain_text, tell_headings
from statim.topics.reading.reference_list import take_references

NAME = "what was pasted"
LONGEST = 4 * 1024 * 1024  # characters
SIMPLE = (POINT, PARAGRAPH)
_TOPIC_FILE = re.compile(r"\ufeff?---[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Pasted:
    """Sections without ids, the references that came with them, and what is uncertain."""

    sections: tuple[Section, ...]
    references: tuple[Json, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read(*, html: str = "", text: str = "") -> Pasted:
    """The statements of a clipboard: its HTML where there is any, else its text.

    Raises Unreadable.
    """
    if max(len(html), len(text)) > LONGEST:
        raise Unreadable(NAME, f"it has more than {LONGEST} characters; import it as a file")
    if html.strip():
        return _of(_from_html(html))
    if _TOPIC_FILE.match(text):
        file = read_manuscript(text.encode("utf-8", "replace"), "pasted.md")
        sections = tuple(_without_ids(section) for section in file.sections)
        return Pasted(sections, file.references, file.doubts)
    reading = read_plain_text(text)
    return _of(reading, is_text=True)


def _from_html(html: str) -> Reading:
    reading = Reading(blocks=[])
    source = cleaned(html, NAME)
    walk_tree(read_tree(source.encode(), HTML, NAME), reading, NAME, raw_tags=False)
    return reading


def _of(reading: Reading, is_text: bool = False) -> Pasted:
    reading = _with_references(reading)
    if is_text:
        tell_headings(reading)
    _doubt_numbered(reading)
    sections = tuple(_saying(section) for section in sections_of(reading))
    references = (*(reading.references or ()), *reading.notes)
    return Pasted(sections, references, tuple(reading.doubts))


def _with_references(reading: Reading) -> Reading:
    """The reading with a list of references taken off its end, where the text cites any of it: a
    numbered list that nothing cites may be anything, and stays in the text."""
    taken = deepcopy(reading)
    take_references(taken)
    keys = {item["id"] for item in taken.references or ()}
    rows = (row for block in taken.blocks for row in block.token_rows())
    marks = (token for row in rows for token in row if isinstance(token, Mark))
    return taken if any(c.reference in keys for m in marks for c in m.cites) else reading


def _saying(section: Section) -> Section:
    """The section without the empty lines that clipboards end with."""

    def saying(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        kept = (replace(s, children=saying(s.children)) for s in statements)
        return tuple(s for s in kept if s.html or s.children or s.kind not in SIMPLE)

    return replace(section, statements=saying(section.statements))


def _doubt_numbered(reading: Reading) -> None:
    """Say of each numbered list that became points where it starts."""
    numbered = False
    for block in reading.blocks:
        if block.number is not None and not numbered:
            first = shortened(block.text)
            reading.doubt("a numbered list", block.place, f"plain points now, from “{first}” on")
        numbered = block.number is not None


def _without_ids(section: Section) -> Section:
    def bare(statement: Statement) -> Statement:
        children = tuple(bare(child) for child in statement.children)
        return replace(statement, id="", verified=None, children=children)

    return replace(section, statements=tuple(bare(s) for s in section.statements))
