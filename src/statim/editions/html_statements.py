"""Statements to HTML: the nested list, each statement with its own address and its citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from statim.design.speech import later, say, words_mark
from statim.editions.document import Statement
from statim.editions.html_evidence import comparison
from statim.editions.html_kinds import figure, table
from statim.editions.html_words import CitedBy, content, hooks
from statim.editions.kinds import (
    ABBREVIATION,
    CALLOUTS,
    DEFINITION,
    PARAGRAPH,
    PRACTICE_POINT,
    RED_FLAG,
    TERMS,
    Table,
)

CALLOUT_NAMES = {RED_FLAG: later("Red flag"), PRACTICE_POINT: later("Practice point")}
_TERM_CLASSES = {DEFINITION: "terms", ABBREVIATION: "terms short"}


def statement_tree(statements: Sequence[Statement], cited_by: CitedBy) -> str:
    """Statements in order: runs of points become lists, runs of definitions too; each other
    kind stands by itself."""
    parts: list[str] = []
    for (kind, alone), run in groupby(statements, key=_form):
        if alone:
            parts.extend(alone(statement, cited_by) for statement in run)
        elif kind in TERMS:
            parts.append(_terms(kind, run, cited_by))
        else:
            points = "".join(_point(s, cited_by) for s in run)
            parts.append(f'<ul class="statements" role="list">{points}</ul>')
    return "".join(parts)


_Alone = Callable[[Statement, CitedBy], str]


def _form(statement: Statement) -> tuple[str, _Alone | None]:
    """How a statement is shown; an unknown kind as a point, so that its words show."""
    kind = statement.kind
    if kind == PARAGRAPH:
        return kind, _paragraph
    if kind in CALLOUTS:
        return kind, _callout
    if statement.table:
        return kind, _table
    if statement.figure:
        return kind, _figure
    if statement.comparison:
        return kind, _comparison
    return (kind if kind in TERMS else ""), None


def _point(statement: Statement, cited_by: CitedBy) -> str:
    return (
        f"<li {hooks(statement)}>{content(statement, cited_by)}"
        f"{statement_tree(statement.children, cited_by)}</li>"
    )


def _paragraph(statement: Statement, cited_by: CitedBy) -> str:
    return (
        f"<p {hooks(statement)}>{content(statement, cited_by)}</p>"
        f"{statement_tree(statement.children, cited_by)}"
    )


def _callout(statement: Statement, cited_by: CitedBy) -> str:
    """A note that is named in words, whatever its colour."""
    name = say(CALLOUT_NAMES[statement.kind])
    return (
        f'<div class="callout {statement.kind.replace(" ", "-")}" role="note" aria-label="{name}">'
        f'<p class="callout-name"{words_mark()}>{name}</p>'
        f"<p {hooks(statement)}>{content(statement, cited_by)}</p>"
        f"{statement_tree(statement.children, cited_by)}</div>"
    )


def _terms(kind: str, run: Iterable[Statement], cited_by: CitedBy) -> str:
    entries = "".join(
        f"<div {hooks(s)}><dt>{escape(s.term)}</dt><dd>{content(s, cited_by)}"
        f"{statement_tree(s.children, cited_by)}</dd></div>"
        for s in run
    )
    return f'<dl class="{_TERM_CLASSES[kind]}">{entries}</dl>'


def _table(statement: Statement, cited_by: CitedBy) -> str:
    rows = statement.table or Table()
    return table(statement, rows, cited_by) + statement_tree(statement.children, cited_by)


def _comparison(statement: Statement, cited_by: CitedBy) -> str:
    children = statement_tree(statement.children, cited_by)
    compared = statement.comparison
    return (comparison(statement, compared, cited_by) if compared else "") + children


def _figure(statement: Statement, cited_by: CitedBy) -> str:
    children = statement_tree(statement.children, cited_by)
    return (figure(statement, statement.figure, cited_by) if statement.figure else "") + children
