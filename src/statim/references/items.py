"""CSL items as they come from files and people, brought to the one JSON shape we keep. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

DATES = {"issued", "accessed", "submitted", "original-date", "event-date", "available-date"}
NAMES = {
    "author", "editor", "translator", "collection-editor", "container-author", "director",
    "editorial-director", "illustrator", "interviewer", "original-author", "recipient",
    "reviewed-author", "composer", "chair", "compiler", "contributor", "curator", "organizer",
}  # fmt: skip
TYPES = {
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
}  # fmt: skip
_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LARGEST = 2**53


def tidy_item(value: Mapping[str, Any]) -> Json:
    """The item with names as name objects, dates as date parts, and nothing that is empty.

    What YAML and other programs write differently (a date as a day, a name as a string, a
    number as a fraction) says the same afterwards; words are left alone.
    """
    item: Json = {}
    for field, said in value.items():
        if field in DATES:
            tidied: Any = tidy_date(said)
        elif field in NAMES:
            tidied = [name for name in map(_name, _listed(said)) if name]
        else:
            tidied = _plain(said)
        if tidied not in (None, "", [], {}):
            item[str(field)] = tidied
    item.setdefault("type", "document")
    return item


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> Json:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items() if v not in (None, "")}
    return {"literal": str(value).strip()} if value else {}


def tidy_date(value: Any) -> Json | None:
    """A date in any of CSL's and YAML's ways of writing, as a CSL date; None for nothing."""
    if isinstance(value, datetime.date):
        return {"date-parts": [[value.year, value.month, value.day]]}
    if isinstance(value, int | str):
        return _written(str(value).strip())
    if not isinstance(value, Mapping):
        return None
    date = {str(k): _plain(v) for k, v in value.items() if v not in (None, "", [])}
    if parts := value.get("date-parts"):
        date["date-parts"] = [
            [int(p) for p in one if str(p).strip().lstrip("-").isdecimal()] for one in parts
        ]
        if not any(date["date-parts"]):
            del date["date-parts"]
    elif raw := date.get("raw"):
        date = _written(str(raw)) or date
    return date or None


def _written(text: str) -> Json | None:
    begin, _, end = text.partition("/")
    parts = [_parts(begin), *([_parts(end)] if end else [])]
    if all(parts):
        return {"date-parts": parts}
    return {"literal": text} if text else None


def _parts(text: str) -> list[int]:
    found = _EDTF.fullmatch(text.strip())
    return [int(p) for p in found.groups() if p] if found else []


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _LARGEST:
        return str(value)
    return value.strip() if isinstance(value, str) else value
