"""Loading an open list: match it to what can be read here, take in what is new, say what was left.

Loading the same list twice changes nothing; what an editor removed stays removed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statim.audit.actor import Actor
from statim.editions.queries import online_editions
from statim.search import actions
from statim.search.actions import TakenIn
from statim.search.permissions import check_keep_words
from statim.search.starting_set import ontology, packages
from statim.search.starting_set.matching import LABEL, WAYS, Matched, Topics, led, match

FILE = "diseases"
LISTS: dict[str, str] = {
    FILE: ontology.DISEASES,
    "abbreviations": packages.ABBREVIATIONS,
    "icd10cm": packages.CLASSIFICATION,
    "hpo": ontology.PHENOTYPES,
}
_TERMS: dict[str, Callable[[], Any]] = {"icd10cm": packages.icd10cm, "hpo": packages.hpo}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one list gave. `terms`: how many it holds; `taken` is None in a dry run."""

    name: str
    terms: int
    matched: Matched
    taken: TakenIn | None


def load(name: str, *, by: Actor, file: Path | None = None, dry_run: bool = False) -> Loaded:
    """Load one of LISTS; `file` is needed for the diseases, and for nothing else.

    Raises BadList, NotInstalled, NotForThisRole; then nothing is taken in.
    """
    check_keep_words(by)
    topics = Topics(published.document.topic for published in online_editions())
    if name == "abbreviations":
        rows = packages.abbreviations()
        count, matched = len(rows), led(rows, topics)
    else:
        terms = ontology.diseases(file) if file else _TERMS[name]()
        ways = (LABEL,) if name == "icd10cm" else WAYS  # its inclusion terms are not one another
        count, matched = len(terms), match(terms, topics, ways)
    if dry_run:
        return Loaded(name, count, matched, None)
    detail = {"list": LISTS[name], "left": dict(matched.left)}
    return Loaded(name, count, matched, actions.take_in(matched.rows, by=by, detail=detail))
