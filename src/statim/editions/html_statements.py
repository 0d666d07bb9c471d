"""Statements to HTML: the nested list, each statement with its own address and its citations.

The words come from `Statement.html`, which is sanitised already; everything else is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from statim.design.words import day
from statim.editions.document import Citation, Document, Statement, citation_numbers, statements_of

_MARK = re.compile(r'[ \n\t]*<cite data-cites="([0-9 ]+)"></cite>')
CERTAINTY = {
    "high": "High certainty",
    "moderate": "Moderate certainty",
    "low": "Low certainty",
    "very low": "Very low certainty",
}


class CitedBy:
    """The numbers of a document's references, and which statements cite each."""

    def __init__(self, document: Document) -> None:
        self.numbers = citation_numbers(document)
        self.statements: dict[str, list[str]] = {}
        for statement in statements_of(document):
            for cite in statement.cites:
                uses = self.statements.setdefault(cite.reference, [])
                if not uses or uses[-1] != statement.id:
                    uses.append(statement.id)


def statement_tree(statements: Sequence[Statement], cited_by: CitedBy) -> str:
    """Statements in order: runs of points become lists, paragraphs stand by themselves."""
    parts: list[str] = []
    for kind, run in groupby(statements, key=lambda s: s.kind):
        if kind == "paragraph":
            parts.extend(_paragraph(s, cited_by) for s in run)
        else:
            points = "".join(_point(s, cited_by) for s in run)
            parts.append(f'<ul class="statements" role="list">{points}</ul>')
    return "".join(parts)


def _point(statement: Statement, cited_by: CitedBy) -> str:
    return (
        f"<li {_hooks(statement)}>{_content(statement, cited_by)}"
        f"{statement_tree(statement.children, cited_by)}</li>"
    )


def _paragraph(statement: Statement, cited_by: CitedBy) -> str:
    return (
        f"<p {_hooks(statement)}>{_content(statement, cited_by)}</p>"
        f"{statement_tree(statement.children, cited_by)}"
    )


def _hooks(statement: Statement) -> str:
    name = escape(statement.id)
    return f'data-statement="{name}" id="s-{name}"'


def _content(statement: Statement, cited_by: CitedBy) -> str:
    return (
        f'<span class="words">{_words(statement, cited_by)}</span>{_proof(statement)}'
        f'<a class="self" href="#s-{escape(statement.id)}" data-self>'
        '<span class="said">Link to this statement</span></a>'
    )


def _words(statement: Statement, cited_by: CitedBy) -> str:
    """The statement's own markup, its citation marks written as numbers."""
    if not statement.cites:
        return statement.html

    def mark(found: re.Match[str]) -> str:
        cites = [statement.cites[int(n)] for n in found.group(1).split()]
        return f" {citation_mark(cites, cited_by.numbers)}"

    return _MARK.sub(mark, statement.html)


def citation_mark(cites: Sequence[Citation], numbers: dict[str, int]) -> str:
    """One mark: "(1)", "(1, 3)", or with locators "(1; 2, p. 12)"; each number a link."""
    apart = "; " if any(c.locator for c in cites) else ", "
    links = []
    for cite in cites:
        number = numbers[cite.reference]
        locator = f", {escape(cite.locator)}" if cite.locator else ""
        links.append(f'<a data-cite="{number}" href="#ref-{number}">{number}{locator}</a>')
    return f'<span class="cites">({apart.join(links)})</span>'


def _proof(statement: Statement) -> str:
    """Certainty and verification, where the statement has them."""
    said = []
    if statement.certainty:
        said.append(CERTAINTY[statement.certainty])
    if verified := statement.verified:
        said.append(f"verified {escape(day(verified.on))} by {escape(verified.by)}")
    return f' <small class="proof">{"; ".join(said)}</small>' if said else ""
