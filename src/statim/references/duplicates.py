"""Works that may be one and the same: offered to a person, never merged by themselves.

Offered are works that share a title, or whose first author and year are the same and whose
titles are nearly so; and works that claim one identifier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q
from rapidfuzz import fuzz

from statim.references.identity import contradict, folded, identity_of
from statim.references.models import Apart, Work

NEAR = 90.0  # of 100, by rapidfuzz: "randomised" and "randomized" in a title are above it
MOST_OF_A_KIND = 60  # namesakes of one year: beyond, pairs are no help


@dataclass(frozen=True, slots=True)
class Pair:
    """Two keys, the older row first, why they are offered, and what speaks against it ("")."""

    one: str
    other: str
    why: str
    against: str


def duplicates_of(row: Work) -> list[Pair]:
    """The works that may be this one."""
    condition = Q(stem=row.stem)
    for name in ("titled", "alike"):
        if value := getattr(row, name):
            condition |= Q(**{name: value})
    known = identity_of(row.csl)
    for name in ("doi", "pmid", "isbn", "url"):
        if value := getattr(known, name):
            condition |= Q(**{name: value})
    others = list(Work.objects.filter(condition).exclude(pk=row.pk)[:200])
    apart = _apart(Q(one=row) | Q(other=row))
    return [pair for other in others if (pair := _pair(row, other, apart))]


def duplicates() -> list[Pair]:
    """Every pair of the library that may be one work, by key."""
    apart = _apart(Q())
    found: dict[tuple[str, str], Pair] = {}
    for group in _groups():
        for one, other in combinations(group, 2):
            if pair := _pair(one, other, apart):
                found[pair.one, pair.other] = pair
    return sorted(found.values(), key=lambda pair: (pair.one, pair.other))


def _groups() -> Iterator[list[Work]]:
    for name in ("titled", "stem"):
        rows = Work.objects.exclude(**{name: ""}).values(name).order_by()
        shared = rows.annotate(n=Count("pk")).filter(n__gt=1, n__lte=MOST_OF_A_KIND)
        values = list(shared.values_list(name, flat=True))
        groups: defaultdict[str, list[Work]] = defaultdict(list)
        for start in range(0, len(values), 500):
            wanted = {f"{name}__in": values[start : start + 500]}
            for row in Work.objects.filter(**wanted).order_by("pk"):
                groups[getattr(row, name)].append(row)
        yield from groups.values()
    yield from _claiming_one_identifier()


def _claiming_one_identifier() -> Iterator[list[Work]]:
    """A work whose record has an identifier that its column has not: another work had it."""
    for name, field in (("doi", "DOI"), ("pmid", "PMID"), ("isbn", "ISBN"), ("url", "URL")):
        rows = Work.objects.filter(**{name: "", "csl__has_key": field})
        for row in rows:
            value = getattr(identity_of(row.csl), name)
            if value and (holder := Work.objects.filter(**{name: value}).first()):
                yield [holder, row]


def _apart(condition: Q) -> set[tuple[int, int]]:
    return set(Apart.objects.filter(condition).values_list("one_id", "other_id"))


def _pair(one: Work, other: Work, apart: Iterable[tuple[int, int]]) -> Pair | None:
    one, other = sorted((one, other), key=lambda row: row.pk)
    why = "" if (one.pk, other.pk) in apart else _why(one, other)
    return Pair(one.key, other.key, why, _against(one, other)) if why else None


def _why(one: Work, other: Work) -> str:
    a, b = identity_of(one.csl), identity_of(other.csl)
    for name, said in (("doi", "DOI"), ("pmid", "PubMed id"), ("isbn", "ISBN"), ("url", "address")):
        if getattr(a, name) and getattr(a, name) == getattr(b, name):
            return f"the same {said}"
    if one.alike and one.alike == other.alike:
        return "the same title, year and first author"
    if one.titled and one.titled == other.titled:
        return "the same title"
    if one.stem == other.stem:
        titles = [folded(str(row.csl.get("title") or "")) for row in (one, other)]
        if all(titles) and fuzz.ratio(*titles, score_cutoff=NEAR):
            return "nearly the same title, the same year and first author"
    return ""


def _against(one: Work, other: Work) -> str:
    a, b = identity_of(one.csl), identity_of(other.csl)
    if a.doi and b.doi and a.doi != b.doi:
        return "their DOIs differ"
    if a.pmid and b.pmid and a.pmid != b.pmid:
        return "their PubMed ids differ"
    return "volume, page or kind differ" if contradict(one.csl, other.csl) else ""
