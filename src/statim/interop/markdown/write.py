"""A topic as Markdown that people and programs read, and `llms.txt`. Pure.

Unlike the topic file that authors write, this says what is known today: overdue, superseded,
withdrawn, retracted. It is not read back in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from statim.editions.document import Document, Statement, citation_numbers
from statim.editions.html_references import page_citation
from statim.editions.inline import plain_text
from statim.editions.kinds import Table
from statim.editions.pieces import line_of
from statim.interop.door.shown import Shown, told, warnings
from statim.interop.door.works import names_of, tidied
from statim.publisher.house import House

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def topic_markdown(shown: Shown, house: House) -> bytes:
    """The edition with its marks, every statement with its id, the references at the end."""
    return ("\n".join(_lines(shown, house)) + "\n").encode()


def _lines(shown: Shown, house: House) -> Iterator[str]:
    document = shown.document
    yield f"# {_plain(document.topic.title)}"
    yield ""
    for warning in warnings(shown):
        yield f"> **{_plain(warning)}**"
        yield ">"
    yield f"> {_dates(document)}"
    yield ">"
    yield f"> SHA-256 {shown.digest}. {shown.address(house.url)}"
    people = ", ".join(person.name for person in document.authors) or "no named author"
    yield ""
    yield f"By {_plain(people)}. {_plain(house.audience_notice)}"
    numbers = citation_numbers(document)
    for section in document.sections:
        yield ""
        if section.heading:
            yield f"{'#' * min(max(section.level, 2), 4)} {_plain(section.heading)}"
            yield ""
        yield from chain.from_iterable(_statement(shown, s, numbers, 0) for s in section.statements)
    yield from _references(shown)
    said = filter(None, (house.disclaimer, house.copyright or f"© {house.publisher}"))
    yield from ("", "---", "", _plain(" ".join(said)))
    yield f"Cite as: {_plain(plain_text(page_citation(document, house.site_name, house.url)))}"


def _dates(document: Document) -> str:
    reviewed = f"reviewed {document.reviewed}" if document.reviewed else "not yet reviewed"
    due = f", next review {document.review_due}" if document.review_due else ""
    return f"Edition {document.number}, published {document.published}, {reviewed}{due}."


def _statement(
    shown: Shown, statement: Statement, numbers: dict[str, int], depth: int
) -> Iterator[str]:
    indent = "  " * depth
    cited = ", ".join(
        f"{numbers[c.reference]}{f': {_plain(c.locator)}' if c.locator else ''}"
        for c in statement.cites
    )
    said = [f" ({cited})" if cited else ""]
    said += [f" **\\[{word}\\]**" for word in told(shown, statement)]
    if statement.certainty:
        said.append(f" (certainty: {statement.certainty})")
    yield f"{indent}- {_plain(line_of(statement))}{''.join(said)} {{#s-{statement.id}}}"
    if statement.table:
        yield from _table(statement.table, indent)
    for child in statement.children:
        yield from _statement(shown, child, numbers, depth + 1)


def _table(table: Table, indent: str) -> Iterator[str]:
    rows = [row for row in (table.head, *table.rows) if row]
    yield ""
    for place, row in enumerate(rows):
        yield f"{indent}  | {' | '.join(_plain(cell.text) for cell in row)} |"
        if place == 0:
            yield f"{indent}  |{' --- |' * len(row)}"
    yield ""


def _references(shown: Shown) -> Iterator[str]:
    if not shown.document.references:
        return
    yield from ("", "## References", "")
    for number, item in enumerate(map(tidied, shown.document.references), start=1):
        names = names_of(item)
        where = [str(item[k]) for k in ("container-title", "volume", "page") if item.get(k)]
        ids = [f"doi:{item['DOI']}"] if item.get("DOI") else []
        ids += [f"PMID {item['PMID']}"] if item.get("PMID") else []
        words = ". ".join(
            part for part in (", ".join(names), str(item.get("title") or ""), " ".join(where),
                              " ".join(ids)) if part
        )  # fmt: skip
        marks = "".join(f" **\\[{word}\\]**" for word in _known(shown, str(item["id"])))
        yield f"{number}. {_plain(words)}{marks}"


def _known(shown: Shown, key: str) -> list[str]:
    return [f"{n.kind} {n.day}".strip() for n in shown.notices.get(key, ())]


def _plain(words: str) -> str:
    """Words that stay words, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def llms_txt(house: House, shelves: Sequence[tuple[str, str, int]]) -> str:
    """What is here for programs that read (llmstxt.org): doors, rules, specialties.

    `shelves` are (address, path as read, topics on it).
    """
    lines = [
        f"# {_plain(house.site_name)}",
        "",
        f"> Clinical topics of {_plain(house.publisher)}, each statement with its references. "
        f"{_plain(house.audience_notice)}",
        "",
        "Cite the edition's address, not the topic's: an edition never changes. Quote statements "
        "as they are, and pass on what stands above a page: an overdue review, a retracted work. "
        "The same limits hold here as for readers.",
        "",
        "## For programs",
        "",
        f"- [Model Context Protocol]({house.url}/mcp): search, topics, statements, references",
        f"- [FHIR R5]({house.url}/fhir/r5/metadata): topics as Composition, by code",
        f"- [Search]({house.url}/search/?q=): with `Accept: application/json`",
        "- Any topic: its address with `.md` or `.json` in place of the last slash",
        f"- [Changes]({house.url}/changes/feed/): Atom feed",
        "",
        "## Specialties",
        "",
        *(
            f"- [{_plain(path)}]({house.url}/browse/{address}/): {count}"
            for address, path, count in shelves
            if address
        ),
        "",
        "## Optional",
        "",
        f"- [How pages are reviewed]({house.url}/about/editorial/)",
        f"- [Privacy]({house.url}/about/privacy/)",
    ]
    return "\n".join(lines) + "\n"
