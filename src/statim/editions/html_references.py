"""References to HTML: the numbered list with links out and back, and the page's own citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

import nh3

from statim.design.speech import content_mark, in_english, say, words_mark
from statim.design.words import day
from statim.editions.document import Document
from statim.editions.html_words import CitedBy

ENTRY_TAGS = {"a", "b", "em", "i", "span", "strong", "sub", "sup"}
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"
PUBMED_ONCE = "https://www.ncbi.nlm.nih.gov/pubmed/"  # as citation styles still write it
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def reference_list(document: Document, bibliography: Sequence[str], cited_by: CitedBy) -> str:
    """The section `#references`, or nothing where the document has no reference."""
    if not document.references and not bibliography:
        return ""
    items = "".join(
        _item(number, item, entry, cited_by.statements.get(item["id"], []))
        for number, (item, entry) in enumerate(
            zip(document.references, bibliography, strict=True), start=1
        )
    )
    return (
        '<section id="references" aria-labelledby="h-references">'
        f'<h2 id="h-references"{words_mark()}>{say("References")}</h2>'
        f'<ol role="list">{items}</ol></section>'
    )


def _item(number: int, item: dict[str, Any], entry: str, statements: Sequence[str]) -> str:
    shown = nh3.clean(entry, tags=ENTRY_TAGS, attributes={"a": {"href"}}, link_rel=None)
    shown = shown.replace(PUBMED_ONCE, PUBMED)
    doi = str(item.get("DOI") or "").strip()
    if doi and "doi.org/" not in shown:
        shown = _with_doi_link(shown, doi)
    foot = f'<div class="ref-foot">{_links(item, shown)}{_back(statements)}</div>'
    mark = f'<span class="number" aria-hidden="true">{number}</span>'
    return f'<li id="ref-{number}">{mark}<div><span class="entry">{shown}</span>{foot}</div></li>'


def _with_doi_link(shown: str, doi: str) -> str:
    """The entry with its DOI, printed or not, as a link."""
    printed = re.compile(rf"(?:doi:\s*)?{re.escape(escape(doi))}", re.IGNORECASE)
    link = f'<a href="{escape(_doi_address(doi))}">doi:{escape(doi)}</a>'
    if "<a " not in shown and printed.search(shown):
        return printed.sub(lambda found: link, shown, count=1)
    return f"{shown} {link}"


def _doi_address(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/:;().')}"


def _links(item: dict[str, Any], shown: str) -> str:
    """PubMed and full text, as far as the entry does not link to them already."""
    pmid, url = (str(item.get(key) or "").strip() for key in ("PMID", "URL"))
    links = []
    if pmid and PUBMED not in shown:
        links.append((f"{PUBMED}{quote(pmid)}/", f"PubMed {pmid}"))
    if url.startswith(("https://", "http://")) and "href" not in shown and not links:
        links.append((url, say("Full text")))
    if not links:
        return ""
    said = "".join(f'<a href="{escape(to)}">{escape(text)}</a>' for to, text in links)
    return f'<span class="ref-links">{said}</span>'


def _back(statements: Sequence[str]) -> str:
    """Links to the statements that cite this reference, lettered in reading order."""
    if not statements:
        said = say("Listed, but cited by no statement here.")
        return f'<span class="back"{words_mark()}>{said}</span>'
    links = "".join(
        f'<a href="#s-{escape(name)}" aria-label="{_way_back(letter(place))}">{letter(place)}</a>'
        for place, name in enumerate(statements)
    )
    return f'<span class="back"{words_mark()}><span>{say("Cited by")}</span>{links}</span>'


def _way_back(name: str) -> str:
    return say("Back to citing statement %(letter)s", letter=name)


def letter(place: int) -> str:
    """a, b, … z, aa, ab, …: the place from 0 as letters."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + LETTERS[last]


def page_citation(document: Document, site_name: str, site_url: str) -> str:
    """The page as others cite it, in plain words: authors, title, site, edition, day, address."""
    topic = document.topic
    authors = ", ".join(person.name for person in document.authors)
    permalink = f"{site_url}/topics/{topic.slug}/editions/{document.number}/"
    parts = [
        f"{authors}." if authors else "",
        f"{topic.title}.",
        f"In: {site_name}." if site_name else "",
        f"Edition {document.number}, {day(document.published)}.",
        permalink,
    ]
    return " ".join(part for part in parts if part)


def cite_this(document: Document, site_name: str, site_url: str) -> str:
    """The citation of the page to copy, whole without JavaScript."""
    with in_english():  # as reference lists have it, whoever copies it
        text = escape(page_citation(document, site_name, site_url))
    hint = say(
        "To cite one statement, add its mark to the address: the bullet before "
        "each statement is a link that carries it."
    )
    return (
        f'<details class="cite-this" data-cite-this><summary>{say("Cite this page")}</summary>'
        f'<p class="citation" data-citation{content_mark()}>{text}</p>'
        f'<p class="hint">{hint}</p></details>'
    )
