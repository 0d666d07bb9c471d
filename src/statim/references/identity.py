"""When two CSL items are one work: by identifier, else by title, year and first author. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from statim.references import identifiers
from statim.references.errors import BadIdentifier
from statim.references.names import full_family

Json = dict[str, Any]

# A part shares its whole's ISBN, and perhaps its address.
_PARTS = {"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia", "entry"}
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|span)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an item can be found by; "" where it does not say."""

    doi: str = ""
    pmid: str = ""
    isbn: str = ""
    url: str = ""
    alike: str = ""


def identity_of(item: Mapping[str, Any]) -> Identity:
    """The item's identifiers in their one way of writing, and the hash of what it is."""
    part = item.get("type") in _PARTS
    return Identity(
        doi=_normal(identifiers.doi, item.get("DOI")),
        pmid=_normal(identifiers.pmid, item.get("PMID")),
        isbn="" if part else _normal(identifiers.isbn, item.get("ISBN")),
        url="" if part else _address(item),
        alike=_alike(item),
    )


def _normal(normalise: Callable[[str], str], value: Any) -> str:
    try:
        return normalise(str(value)) if value else ""
    except BadIdentifier:
        return ""


def _address(item: Mapping[str, Any]) -> str:
    address = _normal(identifiers.url, item.get("URL"))
    site = re.fullmatch(r"https?://[^/]+/", address)
    return "" if site or len(address) > 800 else address.replace("http://", "https://", 1)


def _alike(item: Mapping[str, Any]) -> str:
    title, when = folded(str(item.get("title") or "")), year(item)
    if title and when:
        said = f"{title}|{when}|{folded(first_author(item))}"
    elif raw := folded(str((item.get("custom") or {}).get("raw") or "")):
        said = f"raw|{raw}"
    else:
        return ""
    return hashlib.sha256(said.encode()).hexdigest()


def folded(text: str) -> str:
    """The words without markup, accents, case and punctuation."""
    text = unicodedata.normalize("NFKD", _TAG.sub("", text).replace("ß", "ss").casefold())
    kept = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return " ".join(kept.split())


def year(item: Mapping[str, Any]) -> str:
    """The year of issue, "" where there is none."""
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or [[]]
    if parts and parts[0] and parts[0][0]:
        return str(parts[0][0])
    found = re.search(
        r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", str(issued.get("raw") or issued.get("literal") or "")
    )
    return found.group() if found else ""


def first_author(item: Mapping[str, Any]) -> str:
    """The first author's (else editor's) family name with its particle, or the body's name."""
    for field in ("author", "editor"):
        for name in item.get(field) or []:
            return full_family(name)
    return ""


def contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both say something, and not the same, that a work has only one of."""
    a, b = identity_of(one), identity_of(other)
    if a.doi and b.doi:
        return a.doi != b.doi
    if a.pmid and b.pmid:
        return a.pmid != b.pmid
    if (one.get("type") in _PARTS) != (other.get("type") in _PARTS):
        return True
    return any(
        one.get(field) and other.get(field) and _first(one[field]) != _first(other[field])
        for field in ("page", "volume")
    )


def _first(value: Any) -> str:
    return re.split(r"[\s,;–—-]", str(value).strip())[0].casefold()


def same_work(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the two items are of one work."""
    a, b = identity_of(one), identity_of(other)
    if a.doi and a.doi == b.doi:
        return True
    shared = any(
        getattr(a, name) and getattr(a, name) == getattr(b, name)
        for name in ("pmid", "isbn", "url", "alike")
    )
    return shared and not contradict(one, other)


def titled(item: Mapping[str, Any]) -> str:
    """The hash of the title alone, folded; "" for one of fewer than three words: many share it."""
    title = folded(str(item.get("title") or ""))
    return hashlib.sha256(title.encode()).hexdigest() if title.count(" ") > 1 else ""
