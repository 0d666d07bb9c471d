"""What can stand anywhere in a printed reference and speaks for itself: identifiers and notes.

Each is taken out of the text as it is found, so that what is left is authors, title, source.
"""

from __future__ import annotations

import re
from typing import Any

from statim.references import identifiers
from statim.references.errors import BadIdentifier
from statim.references.printed.dates import ANY_DATE, parse_date

Json = dict[str, Any]

_DOI = re.compile(
    r"(?:\bdoi\s*:?\s*(?:https?://(?:dx\.)?doi\.org/)?|(?:https?://)?(?:dx\.)?doi\.org/|(?<![\w/]))"
    r"(10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+(?:<[^\s>]*>[^\s\"<>]*)*)",
    re.IGNORECASE,
)
_PMID = re.compile(r"(?:\bCited in )?\b(?:PubMed)?\s*;?\s*PMID\s*:?\s*(\d{1,9})\b\.?", re.I)
_PMCID = re.compile(r"(?:\bPubMed Central)?\s*\bPMCID\s*:?\s*(PMC\d{1,9})\b\.?", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN(?:-?1[03])?\s*:?\s*([\dXx][\dXx\s-]{8,16}[\dXx])\b\.?")
_URL = re.compile(
    r"(?:\b(?:Available|Retrieved|Accessed)\s+(?:from|at|online at)\s*:?\s*|\bURL\s*:?\s*)?"
    r"\[?<?(https?://[^\s<>\"\]]+|www\.[^\s<>\"\]]+)>?\]?",
    re.IGNORECASE,
)
_ACCESSED = re.compile(
    rf"[\[(]?\b(?:updated\s+[^;\]]{{4,30}};\s*)?(?:cited|accessed|last accessed|viewed"
    rf"|retrieved)\s*(?:on\s+)?:?\s*({ANY_DATE})[\])]?",
    re.IGNORECASE,
)
_EPUB = re.compile(rf"\bEpub\s+({ANY_DATE})\.?", re.IGNORECASE)
_AHEAD = re.compile(
    r"[\[(]?\b(?:Epub ahead of print|Online ahead of print|Advance online publication"
    r"|Published ahead of print)\b[\])]?\.?",
    re.IGNORECASE,
)
_IN_PRESS = re.compile(r"[\[(]?\b(?:Forthcoming|In press)\b[\])]?\.?")
_ONLINE = re.compile(
    rf"\b(?:Published\s+online|First\s+published(?:\s+online)?|Preprint posted online)\s*:?\s*"
    rf"({ANY_DATE})\.?",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"\s*\[(?:Internet|Online|Web ?page|Website)\]", re.IGNORECASE)


def take_marks(text: str) -> tuple[str, Json]:
    """The text without identifiers and notes, and what they said as CSL fields."""
    said: Json = {}
    text = _take_identifier(text, _DOI, "DOI", identifiers.doi_as_written, said)
    text = _take_identifier(text, _PMCID, "PMCID", identifiers.pmcid, said)
    text = _take_identifier(text, _PMID, "PMID", identifiers.pmid, said)
    text = _take_identifier(text, _ISBN, "ISBN", identifiers.isbn, said)
    text = _take_date(text, _ACCESSED, "accessed", said)
    text = _take_identifier(text, _URL, "URL", identifiers.url, said)
    text = _take_date(text, _EPUB, "available-date", said)
    preprint = bool(re.search(r"\bPreprint posted online\b", text, re.IGNORECASE))
    text = _take_date(text, _ONLINE, "issued", said)
    if "issued" in said:
        said |= {"genre": "Preprint"} if preprint else {"status": "Published online"}
    if press := _IN_PRESS.search(text):
        said["status"] = "in press"
        text = _without(text, press)
    if ahead := _AHEAD.search(text):
        said["status"] = "Epub ahead of print"
        text = _without(text, ahead)
    if medium := _MEDIUM.search(text):
        text = _without(text, medium)
        said["online"] = True
    return text.strip(), said


def _take_identifier(text: str, pattern: re.Pattern[str], field: str, normal: Any, to: Json) -> str:
    found = pattern.search(text)
    if not found:
        return text
    written = identifiers.trim_doi(found.group(1)) if field in {"DOI", "URL"} else found.group(1)
    try:
        value = normal(written)
    except BadIdentifier:
        return text
    to[field] = written if field == "URL" else value
    rest = found.group(1)[len(written) :] if field in {"DOI", "URL"} else ""
    return _joined(text[: found.start()], rest + text[found.end() :])


def _take_date(text: str, pattern: re.Pattern[str], field: str, to: Json) -> str:
    found = pattern.search(text)
    value = parse_date(found.group(1)) if found else None
    if not found or not value:
        return text
    to[field] = value
    return _without(text, found)


def _without(text: str, found: re.Match[str]) -> str:
    return _joined(text[: found.start()], text[found.end() :])


def _joined(before: str, after: str) -> str:
    after = after.lstrip(" .;,") if before.rstrip().endswith((".", ";", ",", ":")) else after
    if after.lstrip()[:1] in (".", ",", ";", ":"):
        return f"{before.rstrip()}{after.lstrip()}".strip()
    return f"{before.rstrip()} {after.lstrip()}".strip()
