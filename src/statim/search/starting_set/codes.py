"""The codes that the Disease Ontology gives to its terms, by label and synonym. Pure.

The ontology is CC0. Its cross-references to SNOMED CT are read only where the operator says
that they hold a licence of it; a term with several codes of one system keeps them all, because
only a person can say which fits.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statim.editions.code_systems import fault_of, system_named
from statim.search.errors import BadList
from statim.search.starting_set.matching import key
from statim.search.starting_set.ontology import DISEASES

_PREFIXES = {"MESH": "mesh", "ICD10CM": "icd10cm"}
_SNOMED = "SNOMEDCT"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A name (folded) of a thing with a code; `label` is the thing's own name."""

    folded: str
    label: str
    is_label: bool
    system: str
    code: str


def named_codes(file: Path, *, snomed: bool = False) -> Iterator[Named]:
    """Every name of every term that has a code. The shape of the file is that of
    `ontology.diseases`. Codes that cannot be one of their system are left out. Raises BadList."""
    try:
        data = file.read_bytes()
        listed = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        for one in listed:
            yield from _of(one, snomed)
    except OSError as error:
        raise BadList(f"{file} cannot be read: {error.strerror or error}") from error
    except (ValueError, EOFError) as error:
        raise BadList(f"{file} is no JSON list of terms: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise BadList(f"{file} is not a {DISEASES} list of terms: {error}") from error


def _of(one: dict[str, Any], snomed: bool) -> Iterator[Named]:
    label = str(one["label"])
    names = dict.fromkeys(key(str(name)) for name in (label, *one["synonyms"]))
    codes = [found for xref in one.get("xrefs") or () if (found := _code(str(xref), snomed))]
    for folded in names:
        for system, code in dict.fromkeys(codes):
            if folded and max(len(folded), len(label)) <= LONGEST_NAME:
                yield Named(folded, label, folded == key(label), system, code)


def _code(xref: str, snomed: bool) -> tuple[str, str] | None:
    prefix, _, code = xref.partition(":")
    name = "snomed" if snomed and prefix.startswith(_SNOMED) else _PREFIXES.get(prefix, "")
    system = system_named(name) if name else None
    return (system.key, code) if system and not fault_of(name, code) else None
