"""From what was pasted to works of the library: read, looked up, kept, and what is doubtful said.

Asking other servers happens outside every transaction; what they say is kept like any file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.library.actions import add_works
from statim.references.doubts import doubts_of
from statim.references.duplicates import Pair, duplicates_of
from statim.references.errors import LookupFailed
from statim.references.identity import folded
from statim.references.lookup.asking import look_up_doi, look_up_pmid, may_ask
from statim.references.pasted import Pasted, read_pasted
from statim.references.queries import row_of, work
from statim.references.shelf import known_keys

Json = dict[str, Any]
LookUp = Callable[[str], Json]

MOST_LOOKED_UP = 5  # a paste: each may take five seconds
ALIKE = 85.0  # of 100: a title as printed and as registered differ in a subtitle, not more


@dataclass(frozen=True, slots=True)
class Added:
    """A work as it stands after adding, what a person should look at, and what it may double."""

    item: Json
    new: bool
    doubts: tuple[str, ...]
    duplicates: tuple[Pair, ...]


@dataclass(slots=True)
class Outcome:
    """What became of a paste. `by_hand` begins a record that nobody could be asked for."""

    works: list[Added] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    by_hand: Json | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    item: Json
    doubts: tuple[str, ...] = ()


def add_pasted(
    text: str, *, by: Actor, doi: LookUp = look_up_doi, pmid: LookUp = look_up_pmid
) -> Outcome:
    """Read what was pasted and keep its works. Raises references' UnreadableFile where nothing
    can be made of it; what fails alone is said in the outcome and the rest goes on."""
    pasted = read_pasted(text)
    outcome = Outcome(refused=list(pasted.refused))
    read = _looked_up(pasted, outcome, doi, pmid)
    read += [_fuller(item, doi, pmid) for item in pasted.items]
    kept = add_works([one.item for one in read], by=by)
    outcome.works = [
        described(one.item, new=one.new, doubts=had.doubts)
        for one, had in zip(kept, read, strict=True)
    ]
    return outcome


def described(item: Mapping[str, Any], *, new: bool, doubts: tuple[str, ...] = ()) -> Added:
    """A kept work with everything that a person should look at."""
    row = row_of(str(item["id"]))
    return Added(
        {"id": row.key, **row.csl}, new, (*doubts, *doubts_of(row.csl)), tuple(duplicates_of(row))
    )


def _looked_up(pasted: Pasted, outcome: Outcome, doi: LookUp, pmid: LookUp) -> list[_Read]:
    wanted: list[tuple[str, str, LookUp]] = [("DOI", d, doi) for d in pasted.dois]
    wanted += [("PMID", p, pmid) for p in pasted.pmids]
    known = known_keys([{field: value} for field, value, _ in wanted])
    read = [_Read(work(key)) for key in known if key]
    missing = [each for each, key in zip(wanted, known, strict=True) if not key]
    for name, value, look_up in missing[:MOST_LOOKED_UP]:
        try:
            read.append(_Read(look_up(value)))
        except LookupFailed as error:
            outcome.refused.append(f"{name} {value}: {error}")
            outcome.by_hand = outcome.by_hand or {"type": "article-journal", name: value}
    outcome.refused += [
        say(
            "%(name)s %(value)s: at most %(most_looked_up)s are looked up at once; paste it again.",
            name=name,
            value=value,
            most_looked_up=MOST_LOOKED_UP,
        )
        for name, value, _ in missing[MOST_LOOKED_UP:]
    ]
    return read


def _fuller(item: Json, doi: LookUp, pmid: LookUp) -> _Read:
    """A printed reference that was not read whole, by its registered record where it names one
    and the two agree on the title; else as it was read."""
    partial = (item.get("custom") or {}).get("partial")
    named = [(look, str(item[f])) for look, f in ((doi, "DOI"), (pmid, "PMID")) if item.get(f)]
    if not (partial and named and may_ask()) or any(known_keys([item])):
        return _Read(item)
    look_up, value = named[0]
    try:
        found = look_up(value.lower())
    except LookupFailed as error:
        return _Read(item, (str(error),))
    raw = folded(str((item.get("custom") or {}).get("raw") or ""))
    if fuzz.partial_ratio(folded(str(found.get("title"))), raw) >= ALIKE:
        return _Read(found)
    said = say(
        "%(value)s is registered under another title: %(get)s", value=value, get=found.get("title")
    )
    return _Read(item, (said,))
