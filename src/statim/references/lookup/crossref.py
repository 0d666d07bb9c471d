"""Crossref's record of a DOI (its REST API, "works/{doi}") as a CSL item. Pure.

The record's fields: https://api.crossref.org/swagger-ui/ and Crossref's schema of the `message`.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

from statim.design.speech import say
from statim.references.errors import BadIdentifier, LookupFailed
from statim.references.formats.record import checked
from statim.references.identifiers import doi, issn

Json = dict[str, Any]

HOST = "api.crossref.org"
KINDS = ("application/json",)
_TYPES = {
    "journal-article": "article-journal", "posted-content": "article", "book": "book",
    "monograph": "book", "edited-book": "book", "reference-book": "book",
    "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter",
    "reference-entry": "entry", "proceedings-article": "paper-conference",
    "proceedings": "book", "report": "report", "report-component": "report",
    "dissertation": "thesis", "dataset": "dataset", "standard": "standard",
    "peer-review": "review", "journal": "periodical",
}  # fmt: skip
_TAG = re.compile(r"<(/?)(?:[a-z]+:)?([a-zA-Z0-9]+)[^<>]*>")
_KEPT = {"i": "i", "italic": "i", "em": "i", "b": "b", "bold": "b", "sub": "sub", "sup": "sup"}
MOST_NAMES = 2000


def address_of(wanted: str, mail: str) -> str:
    """Where Crossref keeps a (normal) DOI; the mail address joins its polite pool."""
    who = f"?{urlencode({'mailto': mail})}" if mail else ""
    return f"https://{HOST}/works/{quote(wanted, safe='')}{who}"


def read_answer(body: bytes, wanted: str) -> Json:
    """The item of an answer. Raises LookupFailed where it is not about this DOI."""
    try:
        said = json.loads(body)["message"]
        given = doi(str(said["DOI"]))
    except (ValueError, KeyError, TypeError, RecursionError, BadIdentifier) as error:
        raise LookupFailed(say("Crossref's answer could not be read.")) from error
    if given != wanted:
        raise LookupFailed(
            say("Crossref calls this work %(given)s. Add that DOI if it is meant.", given=given)
        )
    try:
        item = _item(said)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise LookupFailed(say("Crossref's answer has an unknown shape.")) from error
    record = checked("Crossref", item)
    if record.item is None:
        raise LookupFailed(
            say("Crossref's record cannot be kept: %(reason)s.", reason=record.reason)
        )
    return record.item


def _item(said: Json) -> Json:
    kind = _TYPES.get(str(said.get("type")), "document")
    title, subtitle = _first(said.get("title")), _first(said.get("subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title.rstrip(':')}: {subtitle}"
    item: Json = {
        "type": kind,
        "title": title,
        "author": _names(said.get("author")),
        "editor": _names(said.get("editor")) if kind != "article-journal" else [],
        "container-title": _first(said.get("container-title")),
        "container-title-short": _first(said.get("short-container-title")),
        "volume": _text(said.get("volume")),
        "issue": _text(said.get("issue")),
        "page": _text(said.get("page")) or _text(said.get("article-number")),
        "DOI": _text(said.get("DOI")),
        "ISSN": _issn(said.get("ISSN")),
        "language": _text(said.get("language")),
        **_dates(said),
    }
    if kind in {"book", "chapter", "report", "thesis", "article", "dataset", "standard"}:
        item["publisher"] = _text(said.get("publisher"))
        item["publisher-place"] = _text(said.get("publisher-location"))
    if kind in {"book", "chapter"}:
        item["ISBN"] = _text(_first(said.get("ISBN"))).rpartition("/")[2]
        item["edition"] = _text(said.get("edition-number"))
    if kind == "article":
        item["genre"] = "Preprint" if said.get("subtype") == "preprint" else ""
        institution = (said.get("institution") or [{}])[0]
        item["container-title"] = item["container-title"] or _text(institution.get("name"))
    return item


def _dates(said: Json) -> Json:
    """The day of the issue; where it was online before, that day is kept beside it, as PubMed
    does ("Epub")."""
    printed, online = _date(said.get("published-print")), _date(said.get("published-online"))
    posted = _date(said.get("posted"))
    dates: Json = {"issued": printed or online or posted or _date(said.get("issued"))}
    if printed and online and online["date-parts"] != printed["date-parts"]:
        dates["available-date"] = online
    return dates


def _date(value: Any) -> Json | None:
    parts = ((value or {}).get("date-parts") or [[]])[0]
    numbers = [int(part) for part in parts if part is not None]
    return {"date-parts": [numbers[:3]]} if numbers else None


def _names(value: Any) -> list[Json]:
    found: list[Json] = []
    for said in (value or [])[:MOST_NAMES]:
        if family := _text(said.get("family")):
            name = {"family": family, "given": _text(said.get("given")),
                    "suffix": _text(said.get("suffix"))}  # fmt: skip
            found.append({k: v for k, v in name.items() if v})
        elif body := _text(said.get("name")):
            found.append({"literal": body})
    return found


def _first(value: Any) -> str:
    return _text(value[0] if isinstance(value, list) and value else value)


def _text(value: Any) -> str:
    """Words in one line, JATS and HTML marks as CSL's few."""
    if not isinstance(value, str | int):
        return ""
    kept = _TAG.sub(_tag, str(value))
    return " ".join(kept.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").split())


def _tag(found: re.Match[str]) -> str:
    name = _KEPT.get(found[2].lower())
    return f"<{found[1]}{name}>" if name else ""


def _issn(value: Any) -> str:
    for written in value if isinstance(value, list) else []:
        try:
            return issn(str(written))
        except BadIdentifier:
            continue
    return ""
