"""Identifiers of works in one way of writing: DOI, PubMed, PubMed Central, ISBN, ISSN, address.

Each function takes the ways in which people write them and gives the one under which the
library finds a work again, or raises BadIdentifier saying what is wrong. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from stdnum import isbn as stdnum_isbn
from stdnum import issn as stdnum_issn
from stdnum.exceptions import ValidationError

from statim.design.speech import say
from statim.references.errors import BadIdentifier

_DOI_PREFIX = re.compile(
    r"^(?:(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/|info:doi/|urn:doi:|doi\s*:?\s*)+",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_PMID = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:(?:pubmed\.ncbi|ncbi)\.nlm\.nih\.gov/(?:pubmed/)?)?"
    r"(?:pubmed)?\s*(?:pmid)?\s*:?\s*(\d{1,9})/?$",
    re.IGNORECASE,
)
_PMCID = re.compile(r"^(?:https?://\S*?/)?(?:pmcid)?\s*:?\s*(?:pmc)?\s*(\d{1,9})/?$", re.IGNORECASE)


def doi(written: str) -> str:
    """A DOI in lower case without any prefix: "doi:10.1136/BMJ.x" as "10.1136/bmj.x"."""
    return doi_as_written(written).lower()


def doi_as_written(written: str) -> str:
    """A DOI without any prefix, in the letters in which its publisher prints it."""
    text = _DOI_PREFIX.sub("", written.strip())
    if text != written.strip() or "%2F" in text.upper():
        text = unquote(text)
    text = trim_doi(text.strip())
    if not _DOI.fullmatch(text):
        raise BadIdentifier(
            say(
                "%(written)s is no DOI: one starts with 10. and holds a slash.",
                written=repr(written),
            )
        )
    return text


def trim_doi(text: str) -> str:
    """Without the full stops, commas and unpaired brackets that a sentence leaves behind it."""
    while text and (text[-1] in ".,;:'\"”’>" or _unpaired(text)):
        text = text[:-1]
    return text


def _unpaired(text: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{"}.get(text[-1])
    return opening is not None and text.count(text[-1]) > text.count(opening)


def pmid(written: str) -> str:
    """A PubMed id: digits without leading noughts."""
    found = _PMID.match(str(written).strip())
    if not found or not int(found.group(1)):
        raise BadIdentifier(
            say("%(written)s is no PubMed id: one has digits only.", written=repr(written))
        )
    return str(int(found.group(1)))


def pmcid(written: str) -> str:
    """A PubMed Central id, such as "PMC2615549"."""
    found = _PMCID.match(str(written).strip().split(".")[0] if "//" not in written else written)
    if not found or not int(found.group(1)):
        raise BadIdentifier(
            say(
                "%(written)s is no PubMed Central id: one is PMC and digits.", written=repr(written)
            )
        )
    return f"PMC{int(found.group(1))}"


def isbn(written: str) -> str:
    """An ISBN as thirteen digits; ten-digit ones are carried over. The check digit must hold."""
    text = re.sub(r"(?i)^isbn(?:-?1[03])?\s*:?\s*", "", written.strip())
    text = re.sub(r"[\s‐‑–—-]", "", re.split(r"[(;,]", text)[0])
    try:
        return str(stdnum_isbn.to_isbn13(stdnum_isbn.validate(text)))
    except ValidationError as error:
        raise BadIdentifier(f"{written!r} is no ISBN: {error}") from error


def issn(written: str) -> str:
    """An ISSN as "1756-1833". The check digit must hold."""
    text = re.sub(r"(?i)^(?:e-?|p-?)?issn\s*:?\s*", "", written.strip()).split(" ")[0]
    try:
        return str(stdnum_issn.format(stdnum_issn.validate(text)))
    except ValidationError as error:
        raise BadIdentifier(f"{written!r} is no ISSN: {error}") from error


def url(written: str) -> str:
    """A web address (http or https): host in lower case, no default port, no fragment.

    The path and the query stay as they are, since servers may tell them apart; so does a
    fragment that is an address itself ("#/topic/3").
    """
    text = written.strip()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        port = parts.port
    except ValueError as error:
        raise BadIdentifier(f"{written!r} is no web address: {error}") from error
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in {"http", "https"} or "." not in host or " " in text:
        raise BadIdentifier(
            say(
                "%(written)s is no web address: one starts with https:// or http://.",
                written=repr(written),
            )
        )
    scheme = parts.scheme.lower()
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    return urlunsplit((scheme, host, parts.path or "/", parts.query, fragment))


FIELDS: dict[str, Callable[[str], str]] = {
    "DOI": doi,
    "PMID": pmid,
    "PMCID": pmcid,
    "ISBN": isbn,
    "ISSN": issn,
    "URL": url,
}


def faults_of(item: Mapping[str, Any]) -> list[str]:
    """What is wrong with the item's identifiers, in words; empty where all hold."""
    faults = []
    for field, normalise in FIELDS.items():
        if value := item.get(field):
            try:
                normalise(str(value))
            except BadIdentifier as error:
                faults.append(str(error))
    return faults


def with_normal_identifiers(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with DOI, PMID and PMCID free of prefixes; one that cannot be read is kept.

    An address that only repeats the DOI is left out.
    """
    ready = dict(item)
    for field, normalise in (("DOI", doi_as_written), ("PMID", pmid), ("PMCID", pmcid)):
        if field in ready:
            try:
                ready[field] = normalise(str(ready[field]))
            except BadIdentifier:
                continue
    if "DOI" in ready and "doi.org/" in str(ready.get("URL", "")):
        del ready["URL"]
    return ready
