"""Pandoc's tables to rows of cells. Each cell keeps its words; what is joined or repeated to fit
one line of column names and cells of one place each is a doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from statim.topics.inlines import Break, Token, text_of
from statim.topics.reading.blocks import Block, Reading, Rows, shortened

Node = dict[str, Any]
ReadCell = Callable[[Sequence[Node]], list[Block]]
_LAID_OUT = {"Header", "Table", "Figure", "HorizontalRule", "CodeBlock"}
_MOST_CELLS = 20_000


def rows_of(content: Any, read_cell: ReadCell, reading: Reading, *, meant: bool) -> Rows | None:
    """The rows of a table, or None where it only lays out a page: one column, one row (unless
    the author `meant` it), or cells that hold headings, pictures or tables of their own."""
    head, bodies, foot = content[3], content[4], content[5]
    head_rows = list(head[1])
    body_rows = [*(row for body in bodies for part in body[2:] for row in part), *foot[1]]
    width = len(content[2])
    if not body_rows or (not meant and (width < 2 or len(head_rows) + len(body_rows) < 2)):
        return None
    every = [cell for row in (*head_rows, *body_rows) for cell in row[1]]
    if len(every) > _MOST_CELLS or any(_lays_out(cell[4]) for cell in every):
        return None
    told = _Told(reading, f"the table that starts “{shortened(bare_words(content[3:]))}”")
    names = _grid(head_rows, width, read_cell, told)
    rows = _grid(body_rows, width, read_cell, told)
    row_headers = any(body[1] == 1 for body in bodies)
    return Rows(head=_one_row(names, told), rows=rows, row_headers=row_headers)


def _lays_out(nodes: Sequence[Node]) -> bool:
    return any(
        node["t"] in _LAID_OUT or (node["t"] == "Div" and _lays_out(node["c"][1])) for node in nodes
    )


def bare_words(value: Any) -> str:
    """The bare words anywhere in a tree, for naming a place."""
    if isinstance(value, dict):
        return str(value["c"]) if value.get("t") == "Str" else bare_words(value.get("c"))
    if isinstance(value, list):
        return " ".join(filter(None, map(bare_words, value)))
    return ""


class _Told:
    """Doubts about one table, each said once."""

    def __init__(self, reading: Reading, where: str) -> None:
        self.reading, self.where = reading, where
        self._said: set[str] = set()

    def doubt(self, what: str, why: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self.reading.doubt(what, self.where, why)


def _grid(
    rows: Sequence[Any], width: int, read_cell: ReadCell, told: _Told
) -> list[list[list[Token]]]:
    """One cell for each column of each row: the words of a merged cell stand in every place that
    it covered, so that none of them is read as empty."""
    grid: list[dict[int, list[Token]]] = [{} for _ in rows]
    for place, row in enumerate(rows):
        column = 0
        for _, _, down, across, nodes in row[1]:
            while column in grid[place]:
                column += 1
            tokens = _words(read_cell(nodes), told)
            if (down > 1 or across > 1) and tokens:
                told.doubt("merged cells", "their words now stand in every cell that they covered")
            for below in range(place, min(place + down, len(rows))):
                for beside in range(column, min(column + across, width)):
                    grid[below][beside] = list(tokens)
            column += across
    return [[cells.get(column, []) for column in range(width)] for cells in grid]


def _words(blocks: Sequence[Block], told: _Told) -> list[Token]:
    """A cell's blocks as lines."""
    if any(block.kind == "point" or block.special for block in blocks):
        told.doubt("a list inside a cell", "its points became lines, in their order")
    tokens: list[Token] = []
    for block in blocks:
        for row in block.token_rows():
            tokens += [*([Break()] if tokens else []), *row]
    return tokens


def _one_row(names: list[list[list[Token]]], told: _Told) -> list[list[Token]]:
    """Several rows of column names as one: those above each other as lines of one name."""
    if len(names) < 2:
        return names[0] if names else []
    told.doubt("several rows of column names", "they were joined, a line for each")
    joined: list[list[Token]] = []
    for column in zip(*names, strict=True):
        tokens: list[Token] = []
        before = ""
        for name in column:
            words = text_of(name)
            if words.strip() and words != before:
                tokens += [*([Break()] if tokens else []), *name]
                before = words
        joined.append(tokens)
    return joined
