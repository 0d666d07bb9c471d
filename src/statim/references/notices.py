"""Notices about works: retraction, expression of concern, correction, reinstatement. Pure.

A notice is what a source says of a work after the work appeared. Which notices stand is
decided here alone. A work without one is "not listed", which never means "safe".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from statim.design.speech import later
from statim.references import identifiers
from statim.references.errors import BadIdentifier

RETRACTION, CONCERN = "retraction", "expression-of-concern"
CORRECTION, REINSTATEMENT = "correction", "reinstatement"
KINDS = (RETRACTION, CONCERN, CORRECTION, REINSTATEMENT)  # the gravest first
WORDS = {
    RETRACTION: later("Retracted"), CONCERN: later("Expression of concern"),
    CORRECTION: later("Corrected"), REINSTATEMENT: later("Reinstated"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice about the work with this DOI or PubMed id (each normal, "" where not given).

    `day` is an ISO day or ""; `notice_doi` and `notice_pmid` name the notice itself; `place`
    is its place among those of the same work in its source's list.
    """

    kind: str
    doi: str = ""
    pmid: str = ""
    day: str = ""
    notice_doi: str = ""
    notice_pmid: str = ""
    reasons: tuple[str, ...] = ()
    source: str = ""
    place: int = 0

    @property
    def names(self) -> frozenset[str]:
        """What the work is known by: "doi:…", "pmid:…"."""
        return names_of(self.doi, self.pmid)


def names_of(doi: str, pmid: str) -> frozenset[str]:
    """The names of a work with these normal identifiers."""
    named = (("doi", doi), ("pmid", pmid))
    return frozenset(f"{kind}:{value}" for kind, value in named if value)


def names_of_item(item: Mapping[str, Any]) -> frozenset[str]:
    """What a CSL item's work is known by; an address at doi.org or PubMed counts."""
    address = str(item.get("URL") or "")
    doi = _normal(identifiers.doi, item.get("DOI")) or (
        _normal(identifiers.doi, address) if "doi.org/" in address else ""
    )
    pmid = _normal(identifiers.pmid, item.get("PMID")) or _normal(identifiers.pmid, address)
    return names_of(doi, pmid)


def names_of_key(key: str) -> frozenset[str]:
    """What the work behind one of the record's keys ("doi:…", "pmid:…", "url:…") is known by."""
    kind, _, value = key.partition(":")
    field = {"doi": "DOI", "pmid": "PMID", "url": "URL"}.get(kind)
    return names_of_item({field: value}) if field else frozenset()


def _normal(normalise: Any, value: Any) -> str:
    try:
        return str(normalise(str(value))) if value else ""
    except BadIdentifier:
        return ""


def standing(notices: Iterable[Notice]) -> list[Notice]:
    """Those of one work's notices that hold now: the gravest first, then the latest.

    A reinstatement undoes the retractions and concerns that the same source listed before it:
    by date where both have one, else by their order in the list. Corrections stay.
    """
    by_source: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_source[notice.source].append(notice)
    held = [notice for said in by_source.values() for notice in _not_undone(said)]
    held.sort(key=lambda n: (n.day, n.place), reverse=True)
    held.sort(key=lambda n: KINDS.index(n.kind))
    return held


def _not_undone(said: list[Notice]) -> list[Notice]:
    back = [notice for notice in said if notice.kind == REINSTATEMENT]
    return [
        notice
        for notice in said
        if notice.kind == CORRECTION
        or (notice.kind != REINSTATEMENT and not any(_before(notice, later) for later in back))
    ]


def _before(one: Notice, other: Notice) -> bool:
    if one.day and other.day and one.day != other.day:
        return one.day < other.day
    return bool(one.day and other.day) or one.place < other.place
