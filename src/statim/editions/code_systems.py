"""Clinical code systems: one table of names, FHIR URIs and HL7 OIDs, and the shape of their codes.

Pure. No code of any system is shipped: what is known here is how to tell a code that cannot be
one. A system that is not in the table is kept as it was written and not checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import luhn, verhoeff


def _snomed_fault(code: str) -> str:
    """SNOMED CT's identifiers end in a partition (00 or 10: a concept) and a Verhoeff digit
    (SNOMED International, Technical Implementation Guide, "SCTID representation")."""
    if not verhoeff.is_valid(code):
        return "its check digit is wrong; a digit may be missing or mistyped"
    if code[-3:-1] not in ("00", "10"):
        return "it names a description or a relationship; give the concept's own id"
    return ""


def _loinc_fault(code: str) -> str:
    """A LOINC number ends in a mod-10 check digit (LOINC Users' Guide, "LOINC check digit")."""
    fits = luhn.is_valid(code.replace("-", ""))
    return "" if fits else "its check digit is wrong; a digit may be missing or mistyped"


def _no_fault(code: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class System:
    """A code system. `key` is how tables name it, `uri` FHIR's name, `oid` HL7 version 3's."""

    key: str
    name: str
    uri: str
    oid: str
    shape: re.Pattern[str]
    example: str
    also: tuple[str, ...] = ()
    fault: Callable[[str], str] = _no_fault


SYSTEMS = (
    System("snomed", "SNOMED CT", "http://snomed.info/sct", "2.16.840.1.113883.6.96",
           re.compile(r"[1-9][0-9]{5,17}"), "195967001",
           ("snomed", "snomedct", "sct", "dm+d", "dmd", "https://dmd.nhs.uk"), _snomed_fault),
    System("icd10", "ICD-10", "http://hl7.org/fhir/sid/icd-10", "2.16.840.1.113883.6.3",
           re.compile(r"[A-Z][0-9]{2}(\.[0-9]{1,3})?"), "J45.9",
           ("icd10", "http://hl7.org/fhir/sid/icd-10-uk")),
    System("icd10cm", "ICD-10-CM", "http://hl7.org/fhir/sid/icd-10-cm", "2.16.840.1.113883.6.90",
           re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?"), "J45.909", ("icd10cm",)),
    System("mesh", "MeSH", "https://www.nlm.nih.gov/mesh", "2.16.840.1.113883.6.177",
           re.compile(r"[CDQ][0-9]{6}([0-9]{3})?"), "D001249",
           ("http://id.nlm.nih.gov/mesh", "http://www.nlm.nih.gov/mesh")),
    System("rxnorm", "RxNorm", "http://www.nlm.nih.gov/research/umls/rxnorm",
           "2.16.840.1.113883.6.88", re.compile(r"[1-9][0-9]{0,7}"), "6130", ("rxcui",)),
    System("loinc", "LOINC", "http://loinc.org", "2.16.840.1.113883.6.1",
           re.compile(r"[0-9]{1,7}-[0-9]"), "4548-4", (), _loinc_fault),
)  # fmt: skip

LONGEST_KEY = 40


def _folded(name: str) -> str:
    return re.sub(r"[\s_]+", "", name.strip().casefold()).rstrip("/")


_BY_NAME = {
    _folded(said): system
    for system in SYSTEMS
    for said in (
        system.key, system.name, system.uri, system.uri.replace("http:", "https:"), system.oid,
        f"urn:oid:{system.oid}", *system.also,
    )
}  # fmt: skip


def system_named(said: str) -> System | None:
    """The system that a name, URI or OID means, in any case; None where it is not in the table.

    dm+d is a part of SNOMED CT in the United Kingdom, and its codes are SNOMED's.
    """
    return _BY_NAME.get(_folded(said))


def uri_of(said: str) -> str:
    """The system's FHIR URI; what is not in the table stays as it was written."""
    system = system_named(said)
    return system.uri if system else said


def fault_of(said: str, code: str) -> str:
    """Why this cannot be a code of that system, as a sentence; "" where it can."""
    system = system_named(said)
    if system is None:
        return ""
    if not system.shape.fullmatch(code):
        return f"{code!r} is no code of {system.name}; write it as in {system.example}"
    fault = system.fault(code)
    return f"{code!r} is no code of {system.name}: {fault}" if fault else ""


def lookup_key(said: str, code: str) -> tuple[str, str] | None:
    """(system, code) as they are looked up: without case, ICD without its point, so that a
    record which writes J459 finds J45.9. None for systems that are not in the table."""
    system = system_named(said)
    key = re.sub(r"\s+", "", code).upper()
    if system is None or not re.fullmatch(r"[0-9A-Z.-]+", key):
        return None
    if system.key in ("icd10", "icd10cm"):
        key = key.replace(".", "")
    return (system.key, key) if len(key) <= LONGEST_KEY else None
