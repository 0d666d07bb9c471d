"""Outlines made up at random, every kind of statement among them, and what may differ in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from statim.editions.document import Section, Statement
from statim.editions.inline import MARK, plain_text
from statim.editions.kinds import CALLOUTS, TERMS, Cell, Figure, Table
from statim.topics.inlines import Run, from_html, single_spaced, tidy, to_html
from statim.topics.manuscript import Manuscript
from tests.topics.generated import document, manuscript, tokens, words


def made_up(seed: int) -> Manuscript:
    """A topic with some statements of every kind, up to five levels deep."""
    chance = random.Random(seed)
    drawn = manuscript(document(chance, chance.randint(1, 5)))
    keys = [str(item["id"]) for item in drawn.references]
    count = iter(range(10_000))
    sections = tuple(
        replace(s, statements=tuple(_varied(one, chance, keys, count) for one in s.statements))
        for s in drawn.sections
    )
    more = Section(
        heading=words(chance, 4),
        level=chance.choice((2, 3, 4)),
        statements=(_table(chance, keys), _figure(chance, keys)),
    )
    return replace(drawn, sections=(*sections, more))


def _varied(s: Statement, chance: random.Random, keys: list[str], count: Iterator[int]) -> Statement:
    kind = chance.choice((s.kind, s.kind, s.kind, *CALLOUTS, *TERMS))
    return replace(
        s,
        id=f"m{next(count)}",
        kind=kind,
        term=single_spaced(words(chance, 3)) if kind in TERMS else "",
        strength=chance.choice(("", "", "strong", "conditional")),
        children=tuple(_varied(child, chance, keys, count) for child in s.children),
    )


def _table(chance: random.Random, keys: list[str]) -> Statement:
    html, cites = to_html([*tokens(chance, keys), Run("end")])
    columns = chance.randint(2, 4)
    all_cites = list(cites)

    def cell() -> Cell:
        said, used = to_html([*tokens(chance, keys), Run("cell")])
        before = len(all_cites)
        all_cites.extend(used)
        moved = MARK.sub(
            lambda mark: '<cite data-cites="{}"></cite>'.format(
                " ".join(str(int(n) + before) for n in mark[1].split())
            ),
            said,
        )
        return Cell(text=plain_text(moved), html=moved)

    def row() -> tuple[Cell, ...]:
        return tuple(cell() for _ in range(columns))

    head = row() if chance.random() < 0.7 else ()
    rows = tuple(row() for _ in range(chance.randint(1, 4)))
    table = Table(head=head, rows=rows, row_headers=chance.random() < 0.5)
    return Statement(
        id="table", kind="table", text=plain_text(html), html=html, cites=tuple(all_cites),
        table=table,
    )  # fmt: skip


def _figure(chance: random.Random, keys: list[str]) -> Statement:
    html, cites = to_html([*tokens(chance, keys), Run("end")])
    figure = Figure(
        media="ab" * 32, type="image/png", width=3, height=4, alt=single_spaced(words(chance)),
        source=single_spaced(words(chance)),
    )  # fmt: skip
    return Statement(
        id="figure", kind="figure", text=plain_text(html), html=html, cites=cites, figure=figure
    )


def styles_apart(s: Statement) -> Statement:
    """The statement with each run's styles in one order, which a browser does not keep."""

    def one(html: str) -> str:
        row = tidy(from_html(html, s.cites))
        sorted_ = [Run(t.text, tuple(sorted(t.style))) if isinstance(t, Run) else t for t in row]
        return repr(tidy(sorted_))

    table = s.table and replace(
        s.table,
        head=tuple(Cell(text=c.text, html=one(c.html)) for c in s.table.head),
        rows=tuple(tuple(Cell(text=c.text, html=one(c.html)) for c in r) for r in s.table.rows),
    )
    return replace(s, html=one(s.html), table=table, verified=None, children=())
