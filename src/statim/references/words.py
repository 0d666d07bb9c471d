"""The words by which a work is found while somebody types, and the words of what is typed. Pure.

Words are folded as `identity` folds them; an identifier is one word, so that its beginning
finds it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from statim.references import identifiers
from statim.references.errors import BadIdentifier
from statim.references.identity import first_author, folded, identity_of, year
from statim.references.names import full_family

WEIGHTS = FIRST_AUTHOR, IDENTIFIER, AUTHOR, TITLE, CONTAINER = range(5)  # the weightiest first
SMALL = {"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with", "by"}
MOST_TERMS, LONGEST, MOST_AUTHORS = 8, 100, 100
_LABELLED = re.compile(r"\b(?:pmid|pubmed|doi)\b\s*:?\s*(?=\d)", re.IGNORECASE)


def words_of(item: Mapping[str, Any], key: str) -> dict[str, int]:
    """Every word that finds the work, with its weight (0 finds it first)."""
    found: dict[str, int] = {}
    known = identity_of(item)
    given = [key, year(item), known.doi, known.pmid, str(item.get("PMCID") or "").casefold()]
    people = [full_family(n) for f in ("author", "editor") for n in item.get(f) or []]
    raw = (item.get("custom") or {}).get("raw") if not item.get("title") else ""
    for weight, texts in (
        (FIRST_AUTHOR, [first_author(item)]),
        (AUTHOR, people[:MOST_AUTHORS]),
        (TITLE, [item.get("title"), item.get("title-short"), raw]),
        (CONTAINER, [item.get("container-title"), item.get("container-title-short"),
                     item.get("publisher")]),
    ):  # fmt: skip
        for word in (w for text in texts for w in folded(str(text or "")).split()):
            if word not in SMALL:
                found[word] = min(weight, found.get(word, weight))
    found |= {word: IDENTIFIER for word in given if word and word not in found}
    return {word[:LONGEST]: weight for word, weight in found.items()}


def terms_of(query: str) -> list[str]:
    """What was typed as folded beginnings of words, at most eight; a DOI or PubMed id, in any
    way of writing, is one. Small words count only where nothing else was typed."""
    query = query[:500].strip()
    if number := _pubmed_address(query):
        return [number]
    terms: list[str] = []
    for token in _LABELLED.sub(" ", query).split():
        terms += [doi] if (doi := _doi(token)) else folded(token).split()
    telling = [term for term in dict.fromkeys(terms) if term not in SMALL] or terms[:1]
    return [term[:LONGEST] for term in telling[:MOST_TERMS]]


def _doi(token: str) -> str:
    """The token as a DOI, or as the beginning of one ("10.1192/")."""
    try:
        return identifiers.doi(token)
    except BadIdentifier:
        begun = re.search(r"10\.\d{4,9}(?:\.\d+)*/\S*$", token)
        return begun.group().lower() if begun else ""


def _pubmed_address(query: str) -> str:
    if "/" not in query or "doi" in query:
        return ""
    try:
        return identifiers.pmid(query)
    except BadIdentifier:
        return ""


def short_name(item: Mapping[str, Any]) -> str:
    """ "Corriger 2019"; without an author the beginning of the title; "n.d." without a year."""
    name = first_author(item) or str(item.get("title") or "")
    name = name or str((item.get("custom") or {}).get("raw") or "Untitled")
    plain = re.sub(r"</?[a-z][^>]*>", "", name)
    cut = plain if len(plain) <= 50 else plain[:50].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"{cut} {year(item) or 'n.d.'}"


def title_of(item: Mapping[str, Any]) -> str:
    """The title in plain words; else the string that the work was read from; else "No title"."""
    raw = (item.get("custom") or {}).get("raw")
    return re.sub(r"</?[a-z][^>]*>", "", str(item.get("title") or raw or "No title"))


def container_of(item: Mapping[str, Any]) -> str:
    """The journal, book or site; else who published it; "" where neither is said."""
    return str(item.get("container-title") or item.get("publisher") or "")
