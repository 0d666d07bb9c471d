"""Topic files in Markdown, in Pandoc's conventions: see the manual's page on topic files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from statim.editions.document import Json, Section, Statement
from statim.editions.validation import STATEMENT_ID
from statim.references.errors import ReferencesError
from statim.references.reading import read_works
from statim.topics.computing import citing
from statim.topics.errors import SameIdTwice, Unreadable
from statim.topics.inlines import single_spaced, text_of
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.reading.attributes import ROW_HEADERS, Wrong, take
from statim.topics.reading.blocks import Block, Reading, sections_of, shortened
from statim.topics.reading.fields import fields_of
from statim.topics.reading.front_matter import FrontMatter, split
from statim.topics.reading.headings import plain
from statim.topics.reading.pandoc_tree import MARKDOWN, read_tree, walk_tree
from statim.topics.reading.reference_list import take_references

Beside = Callable[[str], bytes]

_ID_IN_SOURCE = re.compile(r"\{#([^\s{}]+)(?:\s[^{}]*)?\}")


def read_markdown(text: str, name: str, beside: Beside | None) -> Manuscript:
    """The manuscript of a topic file; its slug is empty where the file gives none.

    Raises Unreadable or SameIdTwice.
    """
    matter = split(text, name)
    fields = fields_of(matter, name)
    reading = Reading(blocks=[], references=_references(fields, name, beside))
    tree = read_tree(matter.body.encode(), MARKDOWN, name)
    walk_tree(tree, reading, name, raw_tags=True, bring=beside, strict=True)
    title = fields.pop("title", "") or _title_from(reading)
    _take_ids(reading, matter, name)
    _check_citations(reading, _studied(fields.get("statements") or {}))
    take_references(reading)
    if not title:
        raise Unreadable(name, "it has no title; write `title:` in the front matter", 1)
    sections = _with_particulars(sections_of(reading), fields.pop("statements", {}), name)
    return Manuscript(
        title=title,
        slug=fields.pop("slug", ""),
        sections=sections,
        references=(*(reading.references or ()), *reading.notes),
        doubts=tuple(reading.doubts),
        pictures=tuple(reading.pictures),
        **fields,
    )


def _references(fields: dict[str, Any], name: str, beside: Beside | None) -> list[Json] | None:
    """The references that the file names, or None where it names none."""
    given = list(fields.pop("references", ()))
    files = fields.pop("bibliography", ())
    for file in files:
        given += _from_file(file, name, beside)
    if not given and not files:
        return None
    return list({item["id"]: item for item in reversed(given)}.values())[::-1]


def _from_file(file: str, name: str, beside: Beside | None) -> list[Json]:
    if "/" in file or "\\" in file or file.startswith("."):
        raise Unreadable(name, f"bibliography: {file!r} must stand beside the file")
    if beside is None:
        raise Unreadable(name, f"bibliography: {file!r} cannot be read from here")
    try:
        works = read_works(beside(file), file)
    except OSError as error:
        raise Unreadable(name, f"bibliography: there is no {file!r} beside it") from error
    except ReferencesError as error:
        raise Unreadable(name, f"bibliography: {error}") from error
    if works.refused:
        raise Unreadable(name, f"bibliography: {works.refused[0]}")
    return [
        {**item, "id": str(item.get("id") or f"{file}-{n}")}
        for n, item in enumerate(works.items, 1)
    ]


def _title_from(reading: Reading) -> str:
    first = reading.blocks[0] if reading.blocks else None
    if not first or first.kind != "heading" or first.depth != 1:
        return ""
    reading.blocks.pop(0)
    return single_spaced(text_of(plain(first.tokens, reading.doubt)))


def _take_ids(reading: Reading, matter: FrontMatter, name: str) -> None:
    """Take `{#id certainty=low …}` off the end of each statement, and check it."""
    for block in reading.blocks:
        if block.kind == "heading":
            continue
        _take_attributes(block, reading, name)
        if block.id and not STATEMENT_ID.fullmatch(block.id):
            line = next(iter(_lines_of(block.id, matter)), 0)
            raise Unreadable(
                name, f"{block.id!r} is no statement id: use a-z, 0-9 and hyphens", line
            )
    for statement_id, count in Counter(b.id for b in reading.blocks if b.id).items():
        if count > 1:
            lines = list(_lines_of(statement_id, matter))[:2]
            first, second = (f"line {n}" for n in lines) if len(lines) == 2 else ("one", "two")
            raise SameIdTwice(statement_id, f"{name}, {first}", f"{name}, {second}")


def _take_attributes(block: Block, reading: Reading, name: str) -> None:
    try:
        attributes = take(block.tokens)
    except Wrong as error:
        raise Unreadable(name, f"the statement “{shortened(block.text)}”: {error}") from error
    if attributes is None:
        return
    block.id = attributes.id or block.id
    block.said = {**block.said, **attributes.said}
    rows = block.special.rows if block.special else None
    for word in attributes.classes:
        if rows and word == ROW_HEADERS:
            rows.row_headers = True
        else:
            what = f"a class that says nothing here, “.{word}”"
            reading.doubt(what, block.place, "it was left out")


def _lines_of(statement_id: str, matter: FrontMatter) -> Iterator[int]:
    for found in _ID_IN_SOURCE.finditer(matter.body):
        if found[1] == statement_id:
            yield matter.body_line + matter.body.count("\n", 0, found.start())


def _studied(particulars: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The references that the studies of comparisons have, each with its comparison's id."""
    return {
        key: statement_id
        for statement_id, said in particulars.items()
        if "comparison" in said
        for key in said["comparison"].references
        if key
    }


def _check_citations(reading: Reading, studied: dict[str, str]) -> None:
    """Doubts about keys that name nothing, and about references that nothing cites."""
    known = {item["id"] for item in reading.references or ()}
    used = dict(_cited(reading.blocks))
    for key, block in used.items():
        if key not in known and not key.startswith("note-"):
            reading.doubt(
                "a citation without a reference",
                block.place,
                f"no reference has the key {key!r}; it cannot be published so",
            )
    for key in studied.keys() - known:
        reading.doubt(
            "a study without its reference",
            f"the comparison {studied[key]}",
            f"no reference has the key {key!r}; it cannot be published so",
        )
    for item in reading.references or ():
        if item["id"] not in used and item["id"] not in studied:
            reading.doubt(
                "a reference that nothing cites",
                f"the reference {item['id']}",
                f"“{shortened(str(item.get('title') or item['id']))}”",
            )


def _cited(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    for block in reversed(blocks):
        for token in (token for row in block.token_rows() for token in row):
            for cite in getattr(token, "cites", ()):
                yield cite.reference, block


def _told(statement: Statement, said: dict[str, Any]) -> Statement:
    """A statement with what the front matter says of it; a comparison's studies cite after it."""
    if "comparison" not in said:
        return replace(statement, **said)
    compared, keys = said["comparison"]
    return citing(replace(statement, **{**said, "comparison": compared}), keys)


def _with_particulars(
    sections: tuple[Section, ...], particulars: dict[str, dict[str, Any]], name: str
) -> tuple[Section, ...]:
    """The statements with what the front matter says about them by id."""
    known = {statement.id for statement in statements_in(sections)}
    if missing := [key for key in particulars if key not in known]:
        raise Unreadable(name, f"statements: no statement has the id {missing[0]!r}")
    if not particulars:
        return sections

    def told(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(
            _told(replace(s, children=told(s.children)), particulars.get(s.id, {}))
            for s in statements
        )

    return tuple(replace(s, statements=told(s.statements)) for s in sections)
