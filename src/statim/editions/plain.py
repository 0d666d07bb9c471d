"""Document to plain lines, for a terminal. Pure; says what the page says, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from statim.editions.compared import lines_of as compared_lines
from statim.editions.document import Document, Statement, citation_numbers
from statim.editions.inline import MARK, plain_text
from statim.editions.kinds import POINT, TERMS
from statim.editions.pieces import line_of


def lines_of(document: Document, *, bibliography: Sequence[str]) -> Iterator[str]:
    """Title, dates, byline, statements with citation numbers, references. `bibliography` is
    the references as HTML, in the document's order."""
    topic = document.topic
    yield topic.title
    yield f"Edition {document.number}, published {document.published}"
    yield f"Edited {document.edited or 'on no stated day'}"
    yield f"Reviewed {document.reviewed}" if document.reviewed else "Not yet reviewed"
    if document.review_due:
        yield f"Next review due {document.review_due}"
    yield "By " + (", ".join(person.name for person in document.authors) or "no named author")
    numbers = citation_numbers(document)
    for section in document.sections:
        yield ""
        if section.heading:
            yield section.heading.upper() if section.level == 2 else section.heading
        for statement in section.statements:
            yield from _statement(statement, numbers, depth=0)
    if bibliography:
        yield from ("", "REFERENCES")
        for number, entry in enumerate(bibliography, start=1):
            yield f"{number}. {plain_text(entry)}"


def _statement(statement: Statement, numbers: dict[str, int], *, depth: int) -> Iterator[str]:
    indent = "  " * depth
    sign = "- " if statement.kind in (POINT, *TERMS) else ""
    name = line_of(replace(statement, text="", table=None, figure=None, comparison=None))
    yield f"{indent}{sign}{name}{_words(statement.html, statement, numbers)}"
    if statement.table:
        for row in (statement.table.head, *statement.table.rows):
            cells = (_words(cell.html, statement, numbers) for cell in row)
            if row:
                yield f"{indent}  {' | '.join(cells)}"
    if figure := statement.figure:
        yield f"{indent}  {figure.alt}"
        yield f"{indent}  Source: {' '.join(filter(None, (figure.source, figure.licence)))}"
    if statement.comparison:
        yield from (f"{indent}  {line}" for line in compared_lines(statement.comparison))
    for child in statement.children:
        yield from _statement(child, numbers, depth=depth + 1)


def _words(html: str, statement: Statement, numbers: dict[str, int]) -> str:
    def mark(indexes: str) -> str:
        cites = [statement.cites[int(n)] for n in indexes.split()]
        shown = (
            f"{numbers[c.reference]}: {c.locator}" if c.locator else str(numbers[c.reference])
            for c in cites
        )
        return f" ({', '.join(shown)})"

    return plain_text(MARK.sub(lambda found: mark(found[1]), html))
