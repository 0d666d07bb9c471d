"""A copy as the plain values that the template sets: runs of words, trees of statements. Pure.

Every word of the Document is here, unchanged, as data; nothing is worded anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html

from statim.design.words import day
from statim.editions.compared import Compared, derived_in
from statim.editions.document import (
    Document,
    Person,
    Section,
    Statement,
    citation_numbers,
    statements_of,
)
from statim.editions.embedded import effect
from statim.editions.html import change_words, elsewhere, own_review
from statim.editions.html_evidence import FINDINGS, findings_of, labels_of
from statim.editions.html_statements import CALLOUT_NAMES
from statim.editions.html_words import proof
from statim.editions.inline import plain_text
from statim.editions.kinds import Cell, Table, file_name
from statim.editions.paper import Copy
from statim.evidence.pictures.figures import spread, way
from statim.evidence.pictures.forest import described, forest
from statim.evidence.pictures.rows import of_analysis
from statim.evidence.pictures.tables import of_findings, of_forest

Json = dict[str, Any]

STYLES = {
    "em": "e", "i": "e", "strong": "b", "b": "b", "sub": "d", "sup": "u", "code": "c",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
NARROW, WIDE = 6, 40  # characters: bounds of what a column of a table is given


class Words:
    """Turns a copy's markup into runs: `{"t": words, "s": styles, "a": address}`, a line break
    `{"br": true}`, a citation mark `{"c": [[number, locator, what is known], …]}`."""

    def __init__(self, copy: Copy, url: str, name: str = "t") -> None:
        self.copy = copy
        self.name = name
        self.base = f"{url}/topics/{copy.document.topic.slug}/"
        self.numbers = citation_numbers(copy.document)

    def runs(self, html: str, statement: Statement | None = None) -> list[Json]:
        """The runs of one piece of markup, its outer white space left out."""
        found = list(self._walk(_parsed(html), "", "", statement))
        return _trimmed(found)

    def _walk(
        self, node: Any, styles: str, address: str, statement: Statement | None
    ) -> Iterator[Json]:
        yield from self._run(node.text, styles, address)
        for child in node:
            inside, to = styles, address
            if child.tag == "br":
                yield {"br": True}
            elif child.tag == "cite" and statement:
                indexes = str(child.get("data-cites")).split()
                yield {"c": [self._cited(statement, int(n)) for n in indexes]}
            else:
                inside += STYLES.get(child.tag, "")
                to = urljoin(self.base, child.get("href")) if child.get("href") else to
                yield from self._walk(child, inside, to, statement)
            yield from self._run(child.tail, styles, address)

    def _run(self, words: str | None, styles: str, address: str) -> Iterator[Json]:
        if words:
            run: Json = {"t": _SPACE.sub(" ", words), "s": "".join(dict.fromkeys(styles))}
            yield {**run, "a": address} if address else run

    def _cited(self, statement: Statement, index: int) -> list[str]:
        cite = statement.cites[index]
        number = self.numbers[cite.reference]
        return [str(number), cite.locator or "", self.copy.marks.get(number, "")]


def _parsed(html: str) -> Any:
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _trimmed(runs: list[Json]) -> list[Json]:
    """As a browser shows them: no white space at the ends of a line, one space where two meet;
    none before a citation mark, which brings its own."""
    kept: list[Json] = []
    for place, run in enumerate(runs):
        if "t" in run:
            last = kept[-1] if kept else {"br": True}
            if "br" in last or str(last.get("t", "")).endswith(" "):
                run["t"] = run["t"].lstrip(" ")
            if place + 1 == len(runs) or "t" not in runs[place + 1]:
                run["t"] = run["t"].rstrip(" ")
        if run.get("t") != "":
            kept.append(run)
    return kept


def page_of(copy: Copy, url: str, name: str = "t") -> Json:
    """All that a topic's pages show, but for its codes and addresses. `name` is what the files of
    its plots begin with."""
    document = copy.document
    words = Words(copy, url, name)
    return {
        "title": document.topic.title,
        "shelf": list(document.topic.specialty),
        "synonyms": "; ".join(document.topic.synonyms),
        "dates": _dates(document),
        "byline": _byline(document),
        "interests": [_interests(p) for p in (*document.authors, *document.reviewers)],
        "notices": list(copy.notices),
        "sections": [_section(section, words) for section in document.sections],
        "findings": _findings(document),
        "references": [
            {"runs": words.runs(entry), "known": list(copy.known.get(number, ()))}
            for number, entry in enumerate(copy.bibliography, start=1)
        ],
        "edition": str(document.number),
        "published": day(document.published),
        "change": " ".join(
            part for part in (f"{change_words(document)}.", document.change.note) if part
        ),
    }


def _findings(document: Document) -> Json:
    rows = findings_of(document)
    if not rows:
        return {}
    numbers = of_findings(rows, FINDINGS)
    return {
        "title": FINDINGS,
        "head": list(numbers.head),
        "rows": [list(row) for row in numbers.rows],
    }


def _dates(document: Document) -> list[list[str]]:
    reviewed = day(document.reviewed) if document.reviewed else "not yet reviewed"
    if document.reviewed and document.reviewed_elsewhere:
        reviewed += f" {plain_text(elsewhere())}"
    return [
        ["Reviewed", reviewed],
        ["Edited", day(document.edited) if document.edited else "no date recorded"],
        ["Next review", day(document.review_due) if document.review_due else "no date set"],
    ]


def _byline(document: Document) -> str:
    authors = ", ".join(_person(p) for p in document.authors) or "no author named"
    reviewers = ", ".join(_person(p) for p in document.reviewers)
    own = f" {plain_text(own_review())}" if document.own_review else ""
    reviewed = f"Reviewed by {reviewers}." if reviewers else "No reviewer named."
    return f"Written by {authors}. {reviewed}{own}"


def _person(person: Person) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name


def _interests(person: Person) -> list[str]:
    return [person.name, person.interests or "not stated"]


def _section(section: Section, words: Words) -> Json:
    return {
        "heading": section.heading,
        "level": min(max(section.level, 2), 4),
        "tree": [_statement(statement, words) for statement in section.statements],
    }


def _statement(statement: Statement, words: Words) -> Json:
    said: Json = {
        "kind": statement.kind,
        "runs": words.runs(statement.html, statement),
        "proof": plain_text(proof(statement)),
        "children": [_statement(child, words) for child in statement.children],
    }
    if statement.term:
        said["term"] = statement.term
    if name := CALLOUT_NAMES.get(statement.kind):
        said["name"] = name
    if statement.table:
        said["table"] = _table(statement.table, statement, words)
    if figure := statement.figure:
        source = " ".join(filter(None, (figure.source, figure.licence)))
        said["figure"] = {"file": file_name(figure), "alt": figure.alt, "source": source}
    if statement.comparison and statement.comparison.analysis:
        said["comparison"] = _comparison(statement.comparison, statement, words.name)
    return said


def _comparison(compared: Compared, statement: Statement, name: str) -> Json:
    """A comparison for paper: its result, its plot, and every number as a table."""
    analysis = compared.analysis
    if analysis is None:
        return {}
    numbers = of_forest(analysis, of_analysis(analysis), labels_of(statement, compared))
    return {
        "result": f"{effect(analysis)}. {way(analysis)}. {spread(analysis.heterogeneity)}",
        "file": plot_name(statement, name),
        "alt": described(analysis, of_analysis(analysis)),
        "head": list(numbers.head),
        "rows": [list(row) for row in numbers.rows],
        "notes": [*analysis.cautions, *(f"{s}: {rule}" for s, rule in derived_in(compared))],
    }


def plot_name(statement: Statement, name: str) -> str:
    """The name of a comparison's plot among the files of a copy that is named so."""
    return f"{name}-{statement.id}.svg"


def plots_of(document: Document, name: str) -> dict[str, bytes]:
    """The forest plot of each comparison as SVG, by its file's name."""
    return {
        plot_name(statement, name): forest(
            compared.analysis,
            of_analysis(compared.analysis),
            labels_of(statement, compared),
            key=f"ev-{statement.id}",
        ).encode()
        for statement in statements_of(document)
        if (compared := statement.comparison) and compared.analysis
    }


def _table(table: Table, statement: Statement, words: Words) -> Json:
    def row(cells: Sequence[Cell]) -> list[list[Json]]:
        return [words.runs(cell.html, statement) for cell in cells]

    lines = [line for line in (table.head, *table.rows) if line]
    longest = [max(len(line[place].text) for line in lines) for place in range(len(lines[0]))]
    return {
        "head": row(table.head),
        "rows": [row(cells) for cells in table.rows],
        "named": table.row_headers,
        "columns": [min(max(length, NARROW), WIDE) for length in longest],
    }
