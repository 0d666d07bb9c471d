"""PubMed's XML: articles and books. Entities, network and huge trees are off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from statim.references.formats.nbib import RELATED
from statim.references.formats.record import Record, checked
from statim.references.names import person
from statim.references.printed.dates import month_number, parse_date

Json = dict[str, Any]
Element = Any  # lxml's own types do not tell what is there from what is not

_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_TAGS = {"i": "i", "b": "b", "sup": "sup", "sub": "sub", "u": ""}
_NOTES = {
    "RetractionIn": "RIN", "RetractionOf": "ROF", "ErratumIn": "EIN", "ErratumFor": "EFR",
    "CorrectedandRepublishedIn": "CRI", "CorrectedandRepublishedFrom": "CRF",
    "ExpressionOfConcernIn": "ECI",
}  # fmt: skip


def looks_like(text: str) -> bool:
    """Whether the text begins as XML does."""
    return text.lstrip("\ufeff \r\n\t").startswith("<")


def read(data: bytes) -> Iterator[Record]:
    """Every article and book of a PubMed file; the number and the PubMed id name it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Record(f"line {error.lineno or 1}", reason=f"it is not XML: {error.msg}")
        return
    if root.getroottree().docinfo.internalDTD is not None and _has_entities(root):
        yield Record("line 1", reason="it declares entities of its own, which are not read")
        return
    records = [root] if root.tag in _RECORDS else [e for e in root if e.tag in _RECORDS]
    if not records:
        yield Record("line 1", reason=f"its root is <{root.tag}>, not PubMed's PubmedArticleSet")
    for number, record in enumerate(records, start=1):
        article = record.tag == "PubmedArticle"
        item = _article(record) if article else _book(record)
        yield checked(f"record {number} (PMID {item.get('PMID') or 'none'})", item)


def _has_entities(root: Element) -> bool:
    return bool(list(root.getroottree().docinfo.internalDTD.iterentities()))


def _article(record: Element) -> Json:
    citation = record.find("MedlineCitation")
    article = citation.find("Article") if citation is not None else None
    if article is None:
        return {"PMID": record.findtext(".//PMID") or ""}
    journal = article.find("Journal")
    kinds = [e.text for e in article.iterfind("PublicationTypeList/PublicationType")]
    preprint = "Preprint" in kinds
    item: Json = {
        "type": "article" if preprint else "article-journal",
        "genre": "Preprint" if preprint else "",
        "title": _title(article, "ArticleTitle", "VernacularTitle"),
        "author": _names(article, "AuthorList[not(@Type) or @Type='authors']"),
        "container-title": _text(journal, "Title"),
        "container-title-short": _text(journal, "ISOAbbreviation").replace(".", "")
        or _text(citation, "MedlineJournalInfo/MedlineTA"),
        "ISSN": _text(journal, "ISSN"),
        "volume": _text(journal, "JournalIssue/Volume"),
        "issue": _text(journal, "JournalIssue/Issue"),
        "page": _text(article, "Pagination/MedlinePgn"),
        "issued": _date(article.find("Journal/JournalIssue/PubDate")),
        "language": _text(article, "Language"),
        "PMID": _text(citation, "PMID"),
    }
    electronic = article.find("ArticleDate[@DateType='Electronic']")
    if article.get("PubModel", "").startswith("Print-") and electronic is not None:
        item["available-date"] = _date(electronic)
    if _text(record, "PubmedData/PublicationStatus") == "aheadofprint":
        item["status"] = "Epub ahead of print"
    return {**item, **_identifiers(record, article), **_notes(citation)}


def _book(record: Element) -> Json:
    document, book = record.find("BookDocument"), record.find("BookDocument/Book")
    if book is None:
        return {"PMID": record.findtext(".//PMID") or ""}
    part = _title(document, "ArticleTitle", "VernacularTitle")
    whole = _title(book, "BookTitle", "")
    item: Json = {
        "type": "chapter" if part else "book",
        "title": part or whole,
        "container-title": whole if part else "",
        "author": _names(document, "AuthorList[@Type='authors' or not(@Type)]")
        or _names(book, "AuthorList[@Type='authors']"),
        "editor": _names(book, "AuthorList[@Type='editors']"),
        "publisher": _text(book, "Publisher/PublisherName"),
        "publisher-place": _text(book, "Publisher/PublisherLocation"),
        "edition": _text(book, "Edition"),
        "issued": _date(book.find("PubDate")),
        "ISBN": _text(book, "Isbn"),
        "PMID": _text(document, "PMID"),
        "language": _text(document, "Language"),
    }
    return {**item, **_identifiers(record, document)}


def _identifiers(record: Element, article: Element) -> Json:
    found: Json = {}
    for one in record.iterfind(".//ArticleIdList/ArticleId"):
        if one.getparent().getparent().tag in ("PubmedData", "PubmedBookData", "BookDocument"):
            found.setdefault(str(one.get("IdType")), (one.text or "").strip())
    doi = found.get("doi") or _text(article, "ELocationID[@EIdType='doi']")
    return {"DOI": doi, "PMCID": found.get("pmc", "")}


def _notes(citation: Element) -> Json:
    notes = []
    for note in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        if tag := _NOTES.get(note.get("RefType", "")):
            notes.append(f"{RELATED[tag]}: {_text(note, 'RefSource')}")
    return {"references": " ".join(notes)} if notes else {}


def _names(parent: Element, path: str) -> list[dict[str, str]]:
    names = []
    for author in parent.xpath(f"{path}/Author[not(@ValidYN='N')]"):
        if body := _marked(author.find("CollectiveName")):
            names.append({"literal": body})
        elif family := _text(author, "LastName"):
            given = _text(author, "ForeName") or _text(author, "Initials")
            names.append(person(family, given, _text(author, "Suffix")))
    return names


def _date(element: Element) -> Json | None:
    if element is None:
        return None
    if written := _text(element, "MedlineDate"):
        return parse_date(written) or {"literal": written}
    year, month, day = (_text(element, tag) for tag in ("Year", "Month", "Day"))
    if season := _text(element, "Season"):
        return parse_date(f"{year} {season}")
    parts = [int(year)] if year.isdecimal() else []
    if parts and (number := month_number(month)):
        parts.append(number)
        if day.isdecimal():
            parts.append(int(day))
    return {"date-parts": [parts]} if parts else None


def _title(parent: Element, tag: str, other: str) -> str:
    title = _marked(parent.find(tag)) or (_marked(parent.find(other)) if other else "")
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _text(parent: Element, path: str) -> str:
    return _marked(parent.find(path), tags=False) if parent is not None else ""


def _marked(element: Element, *, tags: bool = True) -> str:
    """The element's words, its inline markup as CSL's tags."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        inner = _marked(child, tags=tags) if isinstance(child.tag, str) else ""
        tag = _TAGS.get(child.tag, "") if tags and isinstance(child.tag, str) else ""
        parts.append(f"<{tag}>{inner}</{tag}>" if tag and inner else inner)
        parts.append(child.tail or "")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
