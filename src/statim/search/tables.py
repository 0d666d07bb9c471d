"""The words of search as a CSV table, out and in. Pure; every fault is listed with its line.

A cell that a spreadsheet would run as a formula is written behind an apostrophe, which reading
takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statim.design.speech import say
from statim.search.errors import BadTable
from statim.search.models import LONGEST_SHORT, LONGEST_WORDS, State
from statim.search.words import words_of

HEAD = ("abbreviation", "words", "topic", "source", "state")
MOST_ROWS = 200_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a synonym of a topic, or (with `short`) a meaning of an abbreviation. `topic` is
    an id once it is known; in a file an address (the last word of it) or an id."""

    short: str
    words: str
    topic: str
    source: str = "editor"
    state: str = State.IN_USE.value


def written(rows: Iterable[Row]) -> str:
    """The table as CSV text."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEAD)
    for row in rows:
        cells = (row.short, row.words, row.topic, row.source, row.state)
        table.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def read(text: str) -> list[tuple[int, Row]]:
    """(line, row) of each line. The head names the columns, in any order; `words` must be there.

    Raises BadTable.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        head = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
        reader.fieldnames = head
        if "words" not in head or set(head) - set(HEAD):
            raise BadTable(
                [
                    say(
                        "line 1: the columns must be among %(names)s; words is needed",
                        names=", ".join(HEAD),
                    )
                ]
            )
        rows = [(reader.line_num, _row(said)) for said in reader]
    except csv.Error as error:
        raise BadTable(
            [
                say(
                    "line %(line_num)s: this is no CSV (%(error)s)",
                    line_num=reader.line_num,
                    error=error,
                )
            ]
        ) from error
    if faults := list(_faults(rows)):
        raise BadTable(faults)
    return rows


def _row(said: dict[str, str]) -> Row:
    cells = {name: _plain(str(said.get(name) or "")) for name in HEAD}
    return Row(
        short=cells["abbreviation"],
        words=cells["words"],
        topic=cells["topic"],
        source=cells["source"] or "editor",
        state=cells["state"] or State.IN_USE.value,
    )


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _faults(rows: list[tuple[int, Row]]) -> Iterator[str]:
    if len(rows) > MOST_ROWS:
        yield say(
            "line %(most_rows)s: a table holds at most %(most)s lines",
            most_rows=MOST_ROWS + 2,
            most=format(MOST_ROWS, ","),
        )
    for line, row in rows:
        for fault in fault_of(row):
            yield say("line %(line)s: %(fault)s", line=line, fault=fault)


def fault_of(row: Row) -> Iterator[str]:
    """What is wrong with a row as it stands."""
    if not words_of(row.words):
        yield say("%(words)s holds no letter and no figure", words=repr(row.words))
    if row.short and not words_of(row.short):
        yield say("the abbreviation %(short)s holds no letter and no figure", short=repr(row.short))
    if not row.short and not row.topic:
        yield say("a synonym needs its topic")
    for cell, most in ((row.words, LONGEST_WORDS), (row.short, LONGEST_SHORT), (row.source, 100)):
        if len(cell) > most or len(" ".join(words_of(cell))) > most:
            yield say(
                "%(cell)s… is longer than %(most)s characters", cell=repr(cell[:30]), most=most
            )
    if row.state not in State.values:
        yield say(
            "%(state)s is no state: write %(states)s",
            state=repr(row.state),
            states=say(" or ").join(State.values),
        )
