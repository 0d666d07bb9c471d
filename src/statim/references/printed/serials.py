"""Printed references to articles: "Journal. 2019 Aug 27;13(2):305-67" and its relatives."""

from __future__ import annotations

import re
from typing import Any

from statim.references.csl.languages import language_name
from statim.references.printed.dates import ANY_DATE, YEAR, parse_date
from statim.references.printed.heads import name_fields, read_head, title_fields
from statim.references.printed.names import institution, whole_names
from statim.references.printed.sentences import sentences

Json = dict[str, Any]

_PART = r"(?:Suppl|Pt|Spec(?:ial)?\s+(?:No|Issue))\.?(?:\s*\w{1,4}\b)?"
_VOLUME = rf"(?:(?:[Vv]ol\.?\s*)?[A-Za-z]?\d{{1,5}}[A-Za-z]?(?:[-–/]\d+)?\b)?(?:\s*{_PART})*"
_ISSUE = r"\(\s*(?P<issue>[^()]{1,40}?)\s*\)"
_PAGE = r"(?:[A-Za-z]{1,6}[.-]?)?\d[\w.]*(?:\s*[-‐–—]\s*(?:[A-Za-z]{1,6}[.-]?)?\d\w*)?"
_PAGES = (
    rf"(?:(?:pp?\.?\s*|Article\s+|article\s+)?{_PAGE}(?:,\s*{_PAGE})*"
    rf"(?:;\s*(?:discussion|quiz)\s+{_PAGE})?|[ivxlc]+(?:\s*[-–]\s*[ivxlc]+)?|\[about[^\]]+\])"
)
_NLM = re.compile(
    rf"(?P<date>{ANY_DATE})\s*(?:;\s*(?P<volume>{_VOLUME})\s*(?:{_ISSUE})?)?"
    rf"\s*(?::\s*(?P<pages>{_PAGES}))?(?=\s*(?:[.;]|$))"
)
_YEAR_LAST = re.compile(
    rf"\b(?P<volume>{_VOLUME})\s*(?:{_ISSUE})?\s*:\s*(?P<pages>{_PAGES}),\s*(?P<date>{YEAR})\.?\s*$"
)
_APA = re.compile(
    rf"^(?P<container>[^\d]+?)[,.]?\s+(?P<volume>{_VOLUME})\s*(?:{_ISSUE})?"
    rf"(?:\s*[,:]\s*(?P<pages>{_PAGES}))?$"
)
_APA_PAGES = re.compile(
    r"^(?P<container>[^\d]+?),\s*(?P<pages>(?:pp?\.?\s*)?[A-Za-z]?\d+\s*[-–]\s*[A-Za-z]?\d+|[Ae]\d{3,})$"
)
_DATED = re.compile(
    rf"^(?P<who>[^()]{{2,400}}?),?\s*\((?P<date>{ANY_DATE})\)[.,:]?\s*(?P<rest>.+)$"
)
_DATED_BARE = re.compile(
    rf"^(?P<who>[^()\d]{{2,400}}?)[.,]\s*(?P<date>{YEAR})[a-z]?\.\s*(?P<rest>.+)$"
)
_RELATED = re.compile(
    r"^(?:Retract|Erratum|Correct|Comment|Update|Republish|ClinicalTrials\.gov)", re.IGNORECASE
)

# Journals whose own sites print the title and the journal with no stop between them.
RUN_ON = (
    "BMJ", "BMJ Open", "BMJ Quality & Safety", "BMJ Global Health", "BMJ Mental Health",
    "BMJ Evidence-Based Medicine", "BMJ Case Reports", "Thorax", "Gut", "Heart",
    "Archives of Disease in Childhood", "British Journal of Sports Medicine",
    "Evidence-Based Mental Health",
    "Annals of the Rheumatic Diseases", "Journal of Medical Ethics", "Tobacco Control",
    "Journal of Neurology, Neurosurgery & Psychiatry", "Emergency Medicine Journal",
    "Journal of Epidemiology & Community Health", "Postgraduate Medical Journal",
)  # fmt: skip


def read_article(text: str, said: Json) -> Json | None:
    """An article whose source ends with date, volume, issue or pages; None where it has none."""
    for found in _sources(text):
        head = text[: found.start()].strip().rstrip(".,;").rstrip()
        fields = _located(found)
        publisher_before = text[: found.start()].rstrip().endswith(";")
        if len(fields) < 2 or not head or publisher_before:
            continue
        placed = _head_of_article(head)
        if placed is None:
            continue
        return {"type": "article-journal", **placed, **fields, **_after(text[found.end() :])}
    return None


def _sources(text: str) -> list[re.Match[str]]:
    found = [m for m in _NLM.finditer(text) if m["volume"] or m["issue"] or m["pages"]]
    return found or list(_YEAR_LAST.finditer(text))


def _located(found: re.Match[str]) -> Json:
    parts = found.groupdict()
    fields: Json = {}
    for field, part in (("volume", "volume"), ("issue", "issue"), ("page", "pages")):
        if value := (parts.get(part) or "").strip():
            fields[field] = _tidy_pages(value) if part == "pages" else _tidy_volume(value)
    if parts.get("date") and (day := parse_date(str(parts["date"]))):
        fields["issued"] = day
    return fields


def _tidy_pages(text: str) -> str:
    text = re.sub(r"^(?:pp?\.?\s*|[Aa]rticle\s+)(?=\w)", "", text.rstrip("."))
    return re.sub(r"\s*[‐–—-]\s*", "-", text)


def _tidy_volume(text: str) -> str:
    return re.sub(r"^[Vv]ol\.?\s*", "", " ".join(text.split()))


def _head_of_article(head: str) -> Json | None:
    read = read_head(head, at_least=2)
    if len(read.rest) < 2:
        return _run_on(head)
    journal = read.rest[-1]
    if len(journal.split()) > 14:
        return None
    title = head_title(head, read.rest[:-1])
    return {**read.fields, **title_fields(title), **journal_fields(journal)}


def journal_fields(journal: str) -> Json:
    """The journal; a server of preprints where "[Preprint]" follows its name."""
    found = re.fullmatch(r"(.+?)\s*\[Preprint\]", journal, re.IGNORECASE)
    if found:
        return {"container-title": found[1], "genre": "Preprint", "type": "article"}
    return {"container-title": journal}


def head_title(head: str, parts: list[str]) -> str:
    """The title as it stands in the text, where it is of several sentences."""
    if len(parts) == 1:
        return parts[0]
    start = head.find(parts[0])
    end = head.find(parts[-1], start) + len(parts[-1])
    return head[start:end]


def _run_on(head: str) -> Json | None:
    read = read_head(head, at_least=1)
    if len(read.rest) != 1 or "author" not in read.fields:
        return None
    for journal in sorted(RUN_ON, key=len, reverse=True):
        if read.rest[0].endswith(f" {journal}"):
            title = read.rest[0].removesuffix(journal).strip()
            return {**read.fields, **title_fields(title), "container-title": journal}
    return None


def _after(text: str) -> Json:
    text = text.strip(" .;")
    if not text:
        return {}
    if _RELATED.match(text):
        return {"references": text}
    if language_name(text):
        return {"language": text}
    return {"left": text}


def read_dated_first(text: str, said: Json) -> Json | None:
    """Author-date forms: "Loo, C et al (2023). Title. Journal, 61(5), 1-9"; None elsewhere."""
    found = _DATED.match(text) or _DATED_BARE.match(text)
    if not found:
        return None
    names = whole_names(found["who"])
    body = institution(found["who"]) if not names.names else None
    if not names.names and body is None:
        return None
    fields: Json = name_fields(names) if names.names else {"author": [body]}
    fields["issued"] = parse_date(found["date"])
    parts = sentences(found["rest"])
    source = _apa_source(parts[-1]) if len(parts) > 1 else None
    if source:
        title = head_title(found["rest"], parts[:-1])
        return {**fields, **title_fields(title), **source, "type": "article-journal"}
    fields |= title_fields(parts[0])
    if len(parts) > 1:
        fields["left"] = ". ".join(parts[1:])
    return {**fields, "type": "report" if body else "document"}


def _apa_source(text: str) -> Json | None:
    found = _APA_PAGES.match(text) or _APA.match(text)
    if not found or not (found.groupdict().get("volume") or found["pages"]):
        return None
    return {"container-title": found["container"].strip(" ,."), **_located(found)}
