"""Outlines made up at random, every kind of statement among them, and what may differ in them."""

from __future__ import annotations

import random
from dataclasses import replace

from statim.editions.document import Statement
from statim.editions.kinds import Cell
from statim.topics.inlines import Run, from_html, tidy
from statim.topics.manuscript import Manuscript
from tests.topics.generated import document, manuscript


def made_up(seed: int) -> Manuscript:
    """A topic with some statements of any kind, up to five levels deep."""
    chance = random.Random(seed)
    return manuscript(document(chance, chance.randint(1, 8)))


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
