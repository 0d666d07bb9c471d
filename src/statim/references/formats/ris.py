"""RIS: what EndNote, RefMan and most publishers' "download citation" buttons write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from statim.references.errors import BadIdentifier
from statim.references.formats.record import Record, checked
from statim.references.identifiers import isbn, issn
from statim.references.names import comma_name
from statim.references.printed.dates import MONTH_NAMES, parse_date

Json = dict[str, Any]

TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "periodical",
    "INPR": "article-journal", "ABST": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CLSWK": "book", "SER": "book", "CHAP": "chapter", "ECHAP": "chapter",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "RPRT": "report",
    "GOVDOC": "report", "THES": "thesis", "ELEC": "webpage", "BLOG": "post-weblog",
    "ICOMM": "webpage", "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset",
    "DICT": "entry-dictionary", "ENCYC": "entry-encyclopedia", "PAT": "patent",
    "STAND": "standard", "STAT": "legislation", "BILL": "bill", "CASE": "legal_case",
    "COMP": "software", "UNPB": "article", "MANSCPT": "manuscript", "PAMP": "pamphlet",
    "MAP": "map", "VIDEO": "motion_picture", "MPCT": "motion_picture", "SOUND": "song",
    "PCOMM": "personal_communication", "SLIDE": "speech", "HEAR": "hearing",
}  # fmt: skip
_START = re.compile(r"^\ufeff?TY  ?-", re.MULTILINE)
_LINE = re.compile(r"^([A-Z][A-Z0-9]) {1,2}- ?(.*)$")
_PLAIN = {
    "volume": "volume", "number": "issue", "publisher": "publisher", "abstract": "abstract",
    "place_published": "publisher-place", "edition": "edition", "language": "language",
    "doi": "DOI", "short_title": "title-short", "section": "section",
}  # fmt: skip


def looks_like(text: str) -> bool:
    """Whether the text's first tag is RIS's "TY  -"."""
    return bool(_START.match(text.lstrip("\ufeff \r\n\t")))


def read(text: str) -> Iterator[Record]:
    """Every record from TY to ER; the line of its TY names it."""
    starts = [found.start() for found in _START.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        where = f"line {text.count(chr(10), 0, start) + 1}"
        block = _regular(text[start:end])
        if "\nER  - " not in block:
            yield Record(where, reason="the record is cut off: it has no ER")
            continue
        try:
            fields = rispy.loads(block)[0]
        except (OSError, ValueError, IndexError, KeyError) as error:
            yield Record(where, reason=f"it is no RIS record: {error}")
            continue
        kind = str(fields.get("type_of_reference", "")).strip()
        yield checked(where, {**_item(fields), "type": TYPES.get(kind, "document")})


def _regular(block: str) -> str:
    """Tags with two spaces and an ER that ends with one, as the reader wants them."""
    lines = []
    for line in block.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _LINE.match(line.rstrip())
        lines.append(f"{found[1]}  - {found[2]}" if found else line)
    return "\n".join(lines) + "\n"


def _item(fields: Json) -> Json:
    item: Json = {csl: fields[ris] for ris, csl in _PLAIN.items() if fields.get(ris)}
    first = fields.get("title") or fields.get("primary_title") or fields.get("translated_title")
    item["title"] = first
    item |= _container(fields)
    item |= _people(fields)
    item["page"] = _pages(fields)
    item["issued"] = _date(fields)
    if visited := parse_date(_dashed(str(fields.get("access_date") or ""))):
        item["accessed"] = visited
    if urls := [u for u in fields.get("urls") or [] if "doi.org/" not in u]:
        item["URL"] = urls[0]
    if number := str(fields.get("issn") or ""):
        item |= _serial_number(number)
    if kind := fields.get("type_of_work"):
        item["genre"] = kind
    item |= _pubmed_id(fields)
    return item


def _container(fields: Json) -> Json:
    longer = fields.get("secondary_title") or fields.get("alternate_title3")
    shorter = fields.get("alternate_title2") or fields.get("journal_name")
    shorter = shorter or fields.get("alternate_title1")
    item: Json = {"container-title": longer or shorter}
    if longer and shorter and longer != shorter:
        item["container-title-short"] = shorter
    if series := fields.get("tertiary_title"):
        item["collection-title"] = series
    return item


def _people(fields: Json) -> Json:
    authors = [*(fields.get("first_authors") or []), *(fields.get("authors") or [])]
    item: Json = {"author": [comma_name(name) for name in authors]}
    for ris, csl in (("secondary_authors", "editor"), ("subsidiary_authors", "translator")):
        if names := fields.get(ris):
            item[csl] = [comma_name(name) for name in names]
    return item


def _pages(fields: Json) -> str:
    first, last = str(fields.get("start_page") or ""), str(fields.get("end_page") or "")
    return f"{first}-{last}" if first and last and first != last else first


def _date(fields: Json) -> Json | None:
    written = [str(fields.get(k) or "") for k in ("date", "publication_year", "year")]
    dates = [date for text in written if (date := parse_date(_dashed(text)))]
    return max(dates, key=lambda d: len(d["date-parts"][0])) if dates else None


def _dashed(text: str) -> str:
    """ "2019/09/12/", "2019/9//Sep-Oct" and "2019///Spring" as a date that people write."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) < 2:
        return text
    year, month, day, other = [*parts, "", "", ""][:4]
    if month.isdecimal() and day.isdecimal():
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    if month.isdecimal() and not other:
        return f"{year} {MONTH_NAMES[int(month) - 1]}" if 1 <= int(month) <= 12 else year
    return f"{year} {other}".strip()


def _serial_number(number: str) -> Json:
    for field, normalise in (("ISSN", issn), ("ISBN", isbn)):
        try:
            return {field: normalise(number)}
        except BadIdentifier:
            continue
    return {}


def _pubmed_id(fields: Json) -> Json:
    number = str(fields.get("accession_number") or "").strip()
    source = f"{fields.get('name_of_database', '')} {fields.get('database_provider', '')}"
    if re.fullmatch(r"\d{1,9}", number) and re.search("pubmed|medline|nlm", source, re.I):
        return {"PMID": number}
    return {}
