"""A reference (CSL-JSON) as a schema.org CreativeWork. Pure.

References come from many hands: what is missing or of the wrong kind is left out, never
guessed, and only http and https addresses are passed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]

TYPES = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "review": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "Article",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Thesis",
    "post": "WebPage",
    "post-weblog": "WebPage",
    "webpage": "WebPage",
}
CONTAINERS = {"ScholarlyArticle": "Periodical", "Article": "Periodical", "Chapter": "Book"}

_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def source(item: Mapping[str, Any]) -> Json:
    """The work: its kind, title, date, where it appeared, DOI and PubMed address.

    Authors are named only where no such address tells who they are: a trial may have forty.
    """
    named = identifiers(item)
    kind = TYPES.get(_text(item.get("type")), "CreativeWork")
    value: Json = {
        "@type": kind,
        "name": _text(item.get("title")),
        "author": [] if named else _people(item.get("author")),
        "datePublished": issued(item.get("issued")),
        "isPartOf": _container(kind, _text(item.get("container-title"))),
        "publisher": _organisation(_text(item.get("publisher"))),
        "identifier": named,
        "url": _web(_text(item.get("URL"))),
    }
    if kind == "Book":
        value["isbn"] = _text(item.get("ISBN"))
    return {key: said for key, said in value.items() if said}


def identifiers(item: Mapping[str, Any]) -> list[str]:
    """The addresses that name the work for good: its DOI's, then PubMed's."""
    found = []
    if doi := _DOI_PREFIX.sub("", _text(item.get("DOI"))):
        found.append(f"https://doi.org/{quote(doi, safe='/:;()._-')}")
    if (pmid := _text(item.get("PMID"))).isdecimal():
        found.append(f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/")
    return found


def issued(value: object) -> str:
    """A CSL date as ISO 8601, as far as it is known: 2019, 2019-08 or 2019-08-27; else ""."""
    groups = value.get("date-parts") if isinstance(value, Mapping) else None
    first = groups[0] if isinstance(groups, list | tuple) and groups else None
    written = [str(part) for part in first[:3]] if isinstance(first, list | tuple) else []
    if not all(part.isdecimal() for part in written):
        return ""
    parts = [int(part) for part in written]
    if not parts or not 1000 <= parts[0] <= 9999 or any(not 1 <= p <= 31 for p in parts[1:]):
        return ""
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def _people(names: object) -> list[Json]:
    if not isinstance(names, list | tuple):
        return []
    found = [_name(name) for name in names if isinstance(name, Mapping)]
    return [person for person in found if person]


def _name(name: Mapping[str, Any]) -> Json | None:
    if literal := _text(name.get("literal")):
        return _organisation(literal)
    family = " ".join(
        filter(None, (_text(name.get("non-dropping-particle")), _text(name.get("family"))))
    )
    given = " ".join(filter(None, (_text(name.get("given")), _text(name.get("dropping-particle")))))
    whole = " ".join(filter(None, (given, family, _text(name.get("suffix")))))
    return {"@type": "Person", "name": whole} if whole else None


def _organisation(name: str) -> Json | None:
    return {"@type": "Organization", "name": name} if name else None


def _container(kind: str, name: str) -> Json | None:
    return {"@type": CONTAINERS.get(kind, "CreativeWork"), "name": name} if name else None


def _web(address: str) -> str:
    return address if address.casefold().startswith(("https://", "http://")) else ""


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
