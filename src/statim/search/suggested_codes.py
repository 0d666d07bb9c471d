"""Codes for a topic that is being written, by its title and synonyms; and taking lists of them in.

What is offered is a list's word for a name: a person at the desk takes it or leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from statim.audit.actions import record
from statim.audit.actor import Actor
from statim.editions.code_systems import SYSTEMS
from statim.search.models import NamedCode
from statim.search.permissions import check_keep_words
from statim.search.starting_set.codes import named_codes
from statim.search.starting_set.matching import key
from statim.search.starting_set.ontology import DISEASES

MOST = 12
_BY_KEY = {system.key: system for system in SYSTEMS}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code that a list gives to one of the names. `system` is its URI, `why` says which."""

    system: str
    system_name: str
    code: str
    display: str
    why: str


def suggested_codes(title: str, synonyms: Iterable[str]) -> list[Suggested]:
    """Codes that lists give to the title, then to a synonym; one indexed read."""
    names = {key(title): f"called “{title}”"}
    for name in synonyms:
        names.setdefault(key(name), f"called “{name}”")
    rows = NamedCode.objects.filter(folded__in=[name for name in names if name])
    places = list(names)
    found = sorted(rows, key=lambda row: (not row.is_label, places.index(row.folded), row.code))
    kept: dict[tuple[str, str], Suggested] = {}
    for row in found:
        system = _BY_KEY[row.system]
        kind = "its own name" if row.is_label else "a synonym"
        why = f"{names[row.folded]}: {kind} in {row.source}"
        offered = Suggested(system.uri, system.name, row.code, row.label, why)
        kept.setdefault((row.system, row.code), offered)
    return list(kept.values())[:MOST]


def load_codes(file: Path, *, by: Actor, snomed: bool = False) -> int:
    """Take a Disease Ontology file in, in place of what was loaded before; how many names with a
    code. Raises BadList, NotForThisRole; then nothing has changed."""
    check_keep_words(by)
    rows = [
        NamedCode(folded=one.folded, label=one.label, is_label=one.is_label,
                  system=one.system, code=one.code, source=DISEASES)
        for one in named_codes(file, snomed=snomed)
    ]  # fmt: skip
    with transaction.atomic():
        NamedCode.objects.filter(source=DISEASES).delete()
        count = 0
        for start in range(0, len(rows), 2000):
            made = NamedCode.objects.bulk_create(rows[start : start + 2000], ignore_conflicts=True)
            count += len(made)
        record("load codes", by=by, object_kind="list", object_id=DISEASES,
               detail={"file": file.name, "names": count, "snomed": snomed})  # fmt: skip
    return count
