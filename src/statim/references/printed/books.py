"""Printed references to books, chapters, reports, theses and pages of the web."""

from __future__ import annotations

import re
from typing import Any

from statim.references.printed.dates import ANY_DATE, parse_date
from statim.references.printed.heads import Head, is_body, name_fields, read_head, title_fields
from statim.references.printed.names import whole_names
from statim.references.printed.sentences import sentences
from statim.references.printed.serials import journal_fields

Json = dict[str, Any]

_IMPRINT = re.compile(
    rf":\s*(?P<publisher>[^;:]{{2,160}}?);\s*(?P<date>c?{ANY_DATE})(?=\s*(?:[.;\[]|$))"
)
_PUBLISHER_ONLY = re.compile(
    rf"(?<=[.?!])\s+(?P<publisher>[^.;:?!]{{2,100}});\s*(?P<date>c?{ANY_DATE})(?=\s*(?:[.:]|$))"
)
_EDITION = re.compile(
    r"^(?P<n>\d{1,3})(?:st|nd|rd|th)\s+ed(?:ition)?\b\.?$|^[Rr]ev(?:ised)? ed\.?$"
)
_PAGES = re.compile(r"(?:\bpp?\.?\s*|^:\s*)(?P<pages>[\w.]+(?:\s*[-–]\s*\w+)?)\b")
_LENGTH = re.compile(r"\b(?P<n>\d{1,5})\s*p\b")
_NUMBER = re.compile(r"\bReport\s+No\.?\s*:?\s*(?P<n>[\w/-]+(?:\.[\w]+)*)", re.IGNORECASE)
_IN = re.compile(r"(?<=[.?!])\s+In:?\s+(?=\S)")
_LAST_DATE = re.compile(rf"[.,]\s*\(?(?P<date>c?{ANY_DATE})\)?\.?\s*$")


def read_book(text: str, said: Json) -> Json | None:
    """A work with "Place: Publisher; 2002": book, chapter, report or thesis; None elsewhere."""
    found = _IMPRINT.search(text)
    if not found or len(sentences(found["publisher"])) > 1:
        found = _PUBLISHER_ONLY.search(text)
    if not found:
        return None
    fields: Json = {
        "publisher": found["publisher"].strip(),
        "issued": parse_date(found["date"]),
        **_tail(text[found.end() :]),
    }
    head = text[: found.start()].strip()
    if found.re is _IMPRINT:
        before = sentences(head)
        if len(before) < 2:
            return None
        fields["publisher-place"] = before[-1]
        head = head[: head.rindex(before[-1])].strip()
    inside = _IN.search(head)
    read = _chapter(head, inside) if inside else _whole(head)
    if read is None:
        return None
    kind = _kind({**fields, **read, **said})
    return {"type": "chapter" if inside else kind, **read, **fields}


def _kind(fields: Json) -> str:
    genre = str(fields.get("genre", "")).casefold()
    if "thesis" in genre or "dissertation" in genre:
        return "thesis"
    if "number" in fields:
        return "report"
    return "webpage" if fields.get("online") and "URL" in fields else "book"


def _tail(text: str) -> Json:
    fields: Json = {}
    for pattern, field in ((_NUMBER, "number"), (_LENGTH, "number-of-pages"), (_PAGES, "page")):
        if found := pattern.search(text):
            value = found[1].rstrip(".")
            fields[field] = re.sub(r"\s*[–-]\s*", "-", value) if field == "page" else value
            text = (text[: found.start()] + text[found.end() :]).strip()
    if left := text.strip(" .;:"):
        fields["left"] = left
    return fields


def _whole(head: str) -> Json | None:
    read = read_head(head, at_least=1)
    return _titled(read)


def _titled(read: Head) -> Json | None:
    if not read.rest:
        return None
    fields = {**read.fields, **title_fields(read.rest[0])}
    for part in read.rest[1:]:
        if edition := _EDITION.match(part):
            fields["edition"] = edition["n"] or part
        elif (names := whole_names(part)).names:
            fields |= name_fields(names)
        else:
            fields["left"] = f"{fields.get('left', '')} {part}".strip()
    return fields


def _chapter(head: str, inside: re.Match[str]) -> Json | None:
    own = read_head(head[: inside.start()], at_least=1)
    book = _whole(head[inside.end() :])
    if not own.rest or book is None or "title" not in book:
        return None
    book["container-title"] = book.pop("title")
    left = [*own.rest[1:], *([book.pop("left")] if "left" in book else [])]
    if "author" in book:
        book["container-author"] = book.pop("author")
    fields = {**book, **own.fields, **title_fields(own.rest[0])}
    return {**fields, "left": " ".join(left)} if left else fields


def read_online_first(text: str, said: Json) -> Json | None:
    """An article known by its date alone: "Authors. Title. Journal. 2023 Apr 12"; else None."""
    dated = _LAST_DATE.search(text)
    if dated and "issued" not in said:
        text, issued = text[: dated.start()], parse_date(dated["date"])
    else:
        issued = said.get("issued")
    read = read_head(text.rstrip(" ."), at_least=2)
    has_id = "DOI" in said or "PMID" in said or "status" in said
    if not (has_id and issued and len(read.rest) == 2 and read.fields):
        return None
    title, journal = read.rest
    if len(journal.split()) > 10 or is_body(title):
        return None
    kind = "article" if said.get("genre") == "Preprint" else "article-journal"
    fields = {"type": kind, **read.fields, **title_fields(title), **journal_fields(journal)}
    return {**fields, "issued": issued}


def read_plain(text: str, said: Json) -> Json:
    """What can be said of a string of no known shape: authors, title and a date at the end."""
    fields: Json = {"type": "webpage" if "URL" in said else "document"}
    if (dated := _LAST_DATE.search(text)) and "issued" not in said:
        fields["issued"] = parse_date(dated["date"])
        text = text[: dated.start()]
    read = read_head(text.rstrip(" ."), at_least=1)
    if not read.rest:
        return {**fields, "left": text}
    if read.fields.get("author") and "literal" in read.fields["author"][0] and "URL" not in said:
        fields["type"] = "report"
    fields |= {**read.fields, **title_fields(read.rest[0])}
    if not {"author", "editor"} & fields.keys():
        fields["left"] = text
    if read.rest[1:]:
        fields["left"] = ". ".join(read.rest[1:])
    return fields
