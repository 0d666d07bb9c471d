"""A statement's words to HTML: its markup with citation numbers, how sure it is, its address.

The words come from the statement's markup, which is sanitised already; everything else is
escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from statim.design.speech import later, say, words_mark
from statim.design.words import day
from statim.editions.document import Citation, Document, Statement, citation_numbers, statements_of
from statim.editions.embedded import EMBEDDED

_MARK = re.compile(r'[ \n\t]*<cite data-cites="([0-9 ]+)"></cite>')
CERTAINTY = {
    "high": later("High certainty"),
    "moderate": later("Moderate certainty"),
    "low": later("Low certainty"),
    "very low": later("Very low certainty"),
}
STRENGTH = {
    "strong": later("Strong recommendation"),
    "conditional": later("Conditional recommendation"),
}


class CitedBy:
    """The numbers of a document's references, and which statements cite each. `pictures` is
    where the pictures of figures are served."""

    def __init__(self, document: Document, pictures: str = "/media/") -> None:
        self.pictures = pictures
        self.numbers = citation_numbers(document)
        self.statements: dict[str, list[str]] = {}
        for statement in statements_of(document):
            for cite in statement.cites:
                uses = self.statements.setdefault(cite.reference, [])
                if not uses or uses[-1] != statement.id:
                    uses.append(statement.id)


def hooks(statement: Statement) -> str:
    """The attributes by which a statement is found on the page."""
    name = escape(statement.id)
    return f'data-statement="{name}" id="s-{name}"'


def content(statement: Statement, cited_by: CitedBy) -> str:
    """The words of a statement, what is known about them, and the link to itself."""
    return (
        f'<span class="words">{words(statement.html, statement, cited_by)}</span>'
        f"{proof(statement)}"
        f'<a class="self" href="#s-{escape(statement.id)}" data-self>'
        f'<span class="said"{words_mark()}>{say("Link to this statement")}</span></a>'
    )


def words(html: str, statement: Statement, cited_by: CitedBy) -> str:
    """Markup of the statement or of one of its cells, its citation marks as numbers."""
    html = _leading_to_source(html)
    if not statement.cites:
        return html

    def mark(found: re.Match[str]) -> str:
        cites = [statement.cites[int(n)] for n in found.group(1).split()]
        return f" {citation_mark(cites, cited_by.numbers)}"

    return _MARK.sub(mark, html)


def _leading_to_source(html: str) -> str:
    """Each number of a comparison as a link to the comparison; not inside another link."""
    if "<data" not in html or "<a " in html:
        return html
    return EMBEDDED.sub(
        lambda found: f'<a class="number" href="#s-{found[1].partition(" ")[0]}">{found[0]}</a>',
        html,
    )


def citation_mark(cites: Sequence[Citation], numbers: dict[str, int]) -> str:
    """One mark: "(1)", "(1, 3)", or with locators "(1; 2, p. 12)"; each number a link."""
    apart = "; " if any(c.locator for c in cites) else ", "
    links = []
    for cite in cites:
        number = numbers[cite.reference]
        locator = f", {escape(cite.locator)}" if cite.locator else ""
        links.append(f'<a data-cite="{number}" href="#ref-{number}">{number}{locator}</a>')
    return f'<span class="cites">({apart.join(links)})</span>'


def proof(statement: Statement) -> str:
    """Strength, certainty and verification, where the statement has them."""
    said = []
    if statement.strength:
        reason = f" ({escape(statement.strength_reason)})" if statement.strength_reason else ""
        said.append(f'<span data-strength="{statement.strength}">'
                    f"{say(STRENGTH[statement.strength])}</span>{reason}")  # fmt: skip
    if statement.certainty:
        name = say(CERTAINTY[statement.certainty])
        said.append(f'<span data-certainty="{statement.certainty}">{name}</span>')
    if verified := statement.verified:
        on, by = escape(day(verified.on)), escape(verified.by)
        said.append(say("verified %(on)s by %(by)s", on=on, by=by))
    return f' <small class="proof"{words_mark()}>{"; ".join(said)}</small>' if said else ""
