"""The numbers of a topic's comparisons, computed where they are written and nowhere else.

`with_numbers` pools every comparison anew, sets the certainty that its assessment gives, and fills
the numbers that stand in statements. What came with a file or a form is never believed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any, TypeVar, cast

from statim.editions.compared import Compared, certainty_of
from statim.editions.document import Citation, Section, Statement, walk
from statim.editions.embedded import said
from statim.editions.inline import marks, plain_text
from statim.editions.kinds import Cell, Table
from statim.editions.pieces import markup_of
from statim.evidence import frozen
from statim.evidence.absolute import MEASURES, absolute_effects
from statim.evidence.comparison import Comparison, Study
from statim.evidence.errors import Refused as NotComputed
from statim.evidence.method import Method
from statim.evidence.results import Absolute, Analysis
from statim.topics.errors import WrongNumbers
from statim.topics.inlines import Run, Token, from_html, number_of, to_html

Sections = tuple[Section, ...]
T = TypeVar("T")


def with_numbers(sections: Sections) -> Sections:
    """The sections with everything computed. Raises WrongNumbers, naming the comparison."""
    if not comparisons_in(sections):
        return sections
    return filled(_each(sections, _computed))


def filled(sections: Sections) -> Sections:
    """The sections with the numbers in their words as the comparisons say them; nothing is
    pooled. A number that names no comparison stays as it is, and cannot be published."""
    known = comparisons_in(sections)
    return _each(sections, lambda statement: _filled(statement, known)) if known else sections


def comparisons_in(sections: Sections) -> dict[str, Compared]:
    """Every comparison by its statement's id, in reading order."""
    return {
        statement.id: statement.comparison
        for section in sections
        for statement in walk(section.statements)
        if statement.comparison
    }


def pooled(compared: Compared) -> Compared:
    """The comparison with its numbers. Raises evidence's Refused."""
    if not compared.data.studies:
        return replace(compared, analysis=None, absolute=())
    analysis = _kept(Analysis, _analyse(compared.data, compared.method))
    absolute: tuple[Absolute, ...] = ()
    if compared.baselines and compared.data.measure in MEASURES:
        found = absolute_effects(analysis, compared.baselines)
        absolute = tuple(_kept(Absolute, one) for one in found)
    return replace(compared, analysis=analysis, absolute=absolute)


def without(compared: Compared, places: frozenset[int]) -> Compared:
    """The comparison pooled without the studies at these places, counted from 0."""
    rest = [n for n in range(len(compared.data.studies)) if n not in places]
    studies = tuple(compared.data.studies[n] for n in rest)
    cited = tuple(compared.cited[n] for n in rest)
    return pooled(replace(compared, data=replace(compared.data, studies=studies), cited=cited))


def citing(statement: Statement, keys: tuple[str | None, ...]) -> Statement:
    """The comparison's statement whose studies cite these references, in order, after what its
    caption cites."""
    if statement.comparison is None:
        return statement
    cites = list(statement.cites[: sum(len(group) for group in marks(statement.html))])
    cited: list[int | None] = []
    for key in keys:
        cited.append(len(cites) if key else None)
        cites += [Citation(reference=key)] if key else []
    compared = replace(statement.comparison, cited=tuple(cited))
    return replace(statement, cites=tuple(cites), comparison=compared)


def references_of(statement: Statement) -> tuple[str | None, ...]:
    """The reference of each study of a comparison's statement."""
    cited = statement.comparison.cited if statement.comparison else ()
    return tuple(None if place is None else statement.cites[place].reference for place in cited)


def studies_from(text: str, kind: str) -> tuple[Study, ...]:
    """The studies of a table as text, missing SDs derived by a stated rule and marked. Raises
    evidence's WrongData with every problem, by row and column."""
    module = import_module("statim.evidence.deriving")
    return cast("tuple[Study, ...]", module.studies_with_sd(text, kind))


def _analyse(comparison: Comparison, method: Method) -> Analysis:
    """`evidence.analysis.analyse`; numerics take half a second to load, so that only who writes a
    comparison waits for them."""
    return cast("Analysis", import_module("statim.evidence.analysis").analyse(comparison, method))


def _kept(kind: type[T], value: Any) -> T:
    """A computed value as it can be stored and read again."""
    return frozen.read(kind, frozen.rounded(frozen.plain(value)))


def _computed(statement: Statement) -> Statement:
    compared = statement.comparison
    if compared is None:
        return statement
    try:
        found = pooled(compared)
        rated = certainty_of(found).level if found.assessment else statement.certainty
    except NotComputed as refused:
        raise WrongNumbers(statement.text or statement.id, str(refused)) from refused
    return replace(statement, comparison=found, certainty=rated)


def _filled(statement: Statement, known: dict[str, Compared]) -> Statement:
    if not any("<data" in piece for piece in markup_of(statement)):
        return statement
    html = _with_words(statement.html, statement, known)
    table = statement.table and _table(statement.table, statement, known)
    return replace(statement, html=html, text=plain_text(html), table=table)


def _table(table: Table, statement: Statement, known: dict[str, Compared]) -> Table:
    def cell(one: Cell) -> Cell:
        html = _with_words(one.html, statement, known)
        return Cell(text=plain_text(html), html=html)

    return replace(
        table,
        head=tuple(cell(one) for one in table.head),
        rows=tuple(tuple(cell(one) for one in row) for row in table.rows),
    )


def _with_words(html: str, statement: Statement, known: dict[str, Compared]) -> str:
    """A piece of markup with its numbers filled in; its marks count on as they did."""
    first = next((n for group in marks(html) for n in group), 0)
    tokens = [_token(token, known) for token in from_html(html, statement.cites)]
    return to_html(tokens, first=first)[0]


def _token(token: Token, known: dict[str, Compared]) -> Token:
    number = number_of(token)
    if number is None or not isinstance(token, Run):
        return token
    words = said(known.get(number[0]), number[1])
    return token if words is None else Run(words, token.style)


def _each(sections: Sections, change: Callable[[Statement], Statement]) -> Sections:
    def one(statement: Statement) -> Statement:
        children = tuple(one(child) for child in statement.children)
        return change(replace(statement, children=children) if children else statement)

    return tuple(replace(s, statements=tuple(one(x) for x in s.statements)) for s in sections)
