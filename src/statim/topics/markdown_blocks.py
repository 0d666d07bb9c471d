"""Statements of every kind as blocks of Pandoc's Markdown, nested by indentation. Pure.

A point is a bullet; a callout a fenced div; a definition an entry of a definition list; a table a
pipe table with a caption; a figure an image that stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from statim.editions.document import Statement
from statim.editions.kinds import (
    ABBREVIATION,
    CALLOUTS,
    COMPARISON,
    DEFINITION,
    FIGURE,
    PARAGRAPH,
    POINT,
    TABLE,
    Cell,
    Table,
    file_name,
)
from statim.topics.inlines import from_html
from statim.topics.markdown_text import KeyName, cell_of, escape, escape_start, line_of
from statim.topics.reading.attributes import ROW_HEADERS, written

_BLOCKS: dict[str, Callable[[Statement, KeyName], Iterator[str]]]


def blocks(
    statements: Sequence[Statement], name: KeyName, *, nested: bool = False
) -> Iterator[str]:
    """The lines of statements that stand side by side; each block but a bullet ends in an empty
    line, and so does a run of bullets."""
    for form, run in groupby(statements, key=lambda s: _form(s, nested)):
        if form == POINT:
            for statement in run:
                yield from _point(statement, name)
            yield ""
        elif form == ABBREVIATION:
            yield "::: {.abbreviations}"
            for statement in run:
                yield from _definition(statement, name)
            yield ":::"
            yield ""
        else:
            for statement in run:
                yield from _BLOCKS[form](statement, name)


def _form(statement: Statement, nested: bool) -> str:
    """How a statement is written: a paragraph that has children, or stands under another
    statement, as a bullet (the head of the file then tells); a comparison as its caption, its
    data in the head of the file."""
    if statement.kind in (PARAGRAPH, COMPARISON):
        return POINT if nested or statement.children else PARAGRAPH
    return "callout" if statement.kind in CALLOUTS else statement.kind


def _point(statement: Statement, name: KeyName) -> Iterator[str]:
    yield f"- {_line(statement, name, '  ')}"
    yield from _under(statement, name, "  ")


def _under(statement: Statement, name: KeyName, indent: str) -> Iterator[str]:
    """What is nested: bullets close under their parent, everything else apart from it."""
    if not statement.children:
        return
    lines = list(blocks(statement.children, name, nested=True))
    if any(_form(child, True) != POINT for child in statement.children):
        yield ""
    elif lines[-1] == "":
        lines.pop()
    yield from _indented(lines, indent)


def _indented(lines: Iterable[str], indent: str) -> Iterator[str]:
    """The lines further in, those inside a statement too; empty ones stay empty."""
    return (
        "\n".join(f"{indent}{part}" for part in line.split("\n")) if line else "" for line in lines
    )


def _paragraph(statement: Statement, name: KeyName) -> Iterator[str]:
    yield _line(statement, name, "")
    yield ""


def _callout(statement: Statement, name: KeyName) -> Iterator[str]:
    yield f"::: {{.{statement.kind.replace(' ', '-')}}}"
    yield _line(statement, name, "")
    yield ""
    if statement.children:
        yield from blocks(statement.children, name, nested=True)
    yield ":::"
    yield ""


def _definition(statement: Statement, name: KeyName) -> Iterator[str]:
    yield escape_start(escape(statement.term))
    yield f":   {_line(statement, name, '    ')}"
    yield ""
    if statement.children:
        lines = blocks(statement.children, name, nested=True)
        yield from _indented(lines, "    ")


def _table(statement: Statement, name: KeyName) -> Iterator[str]:
    table = statement.table or Table()
    width = len(table.rows[0])

    def row(cells: Sequence[Cell]) -> str:
        written = (cell_of(from_html(cell.html, statement.cites), name) for cell in cells)
        return f"| {' | '.join(written)} |"

    yield row(table.head) if table.head else "|" + "  |" * width
    yield "|" + "---|" * width
    yield from map(row, table.rows)
    yield ""
    classes = (ROW_HEADERS,) if table.row_headers else ()
    yield f"Table: {_line(statement, name, '  ', classes)}"
    yield ""


def _figure(statement: Statement, name: KeyName) -> Iterator[str]:
    if (figure := statement.figure) is None:
        return  # validation lets no figure pass without its picture
    said = {"alt": figure.alt, "source": figure.source, "licence": figure.licence}
    pairs = " ".join(f"{key}={_quoted(words)}" for key, words in said.items() if words)
    yield f"![{_line(statement, name, '')}]({file_name(figure)}){{{pairs}}}"
    yield ""


def _quoted(words: str) -> str:
    """An attribute's value as pandoc reads it: backslash escapes, and no entities by chance."""
    return '"' + re.sub(r'([\\"&<])', r"\\\1", words) + '"'


def _line(statement: Statement, name: KeyName, indent: str, classes: tuple[str, ...] = ()) -> str:
    words = line_of(from_html(statement.html, statement.cites), indent, name)
    rated = statement.comparison and statement.comparison.assessment
    said = {
        "certainty": "" if rated else statement.certainty or "",
        "strength": statement.strength,
        "strength_reason": statement.strength_reason,
    }
    attributes = escape(written(statement.id, said, classes))
    return f"{words} {{{attributes}}}".lstrip(" ")


_BLOCKS = {
    PARAGRAPH: _paragraph,
    "callout": _callout,
    DEFINITION: _definition,
    TABLE: _table,
    FIGURE: _figure,
}
