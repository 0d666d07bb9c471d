"""A term of an open list: one thing, its names, its codes. Pure."""

from __future__ import annotations

from dataclasses import dataclass

DOID, ICD10CM, MESH, MIM, NCI, HP = "doid", "icd10cm", "mesh", "mim", "nci", "hp"

# where a code system's URI, as topics give it, says which of these it is; the first that fits
_SYSTEMS = (
    ("icd-10-cm", ICD10CM), ("icd10cm", ICD10CM), ("2.16.840.1.113883.6.90", ICD10CM),
    ("mesh", MESH), ("omim", MIM), ("ncicb", NCI), ("ncit", NCI), ("doid", DOID),
    ("/hp", HP), ("human-phenotype", HP),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """`codes` are (system, code) pairs, code in lower case; `source` names list and version."""

    id: str
    label: str
    synonyms: tuple[str, ...]
    codes: frozenset[tuple[str, str]]
    source: str


def system_of(uri: str) -> str:
    """Which code system a URI names, or "". ICD-10 of the WHO is not ICD-10-CM."""
    folded = uri.casefold()
    return next((name for part, name in _SYSTEMS if part in folded), "")
