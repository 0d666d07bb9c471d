"""Names as files write them, to CSL names: particles, suffixes, institutions. Pure."""

from __future__ import annotations

import re

Json = dict[str, str]

_PARTICLE = re.compile(
    r"^((?:(?:van|von|vom|zu[rm]?|de|der|den|des|del|della|dell|di|da|das|dos|do|du|la|le|ten|ter"
    r"|te|bin|ibn|af|av)\s+|d['’]\s*|['’]t\s+)+)(?=\S)"
)
_SUFFIX = re.compile(r"^(?:Jr|Sr|[2-9](?:nd|rd|th)|I{2,3}|IV|V)\.?$", re.IGNORECASE)


def person(family: str, given: str = "", suffix: str = "") -> Json:
    """A person; a lower-case particle in front of the family name is set apart."""
    family = " ".join(family.split())
    name: Json = {}
    if found := _PARTICLE.match(family):
        name["non-dropping-particle"] = found.group().strip()
        family = family[found.end() :]
    name["family"] = family
    if given := spaced_initials(given):
        name["given"] = given
    if suffix := suffix.strip():
        name["suffix"] = suffix
    return name


def spaced_initials(given: str) -> str:
    """ "FJC" as "F J C", so that every style sees three initials; other names stay."""
    given = " ".join(given.split())
    closed = re.fullmatch(r"[^\W\d_]{2,4}", given) and given.isupper()
    return " ".join(given) if closed else given


def comma_name(text: str) -> Json:
    """ "Moorselaar, R. J., Jr." as a person; a name without a comma is an institution."""
    parts = [part.strip() for part in text.strip().split(",")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return {"literal": parts[0]} if parts else {}
    if len(parts) > 2 and _SUFFIX.match(parts[1]):
        return person(parts[0], " ".join(parts[2:]), parts[1])
    if len(parts) > 2 and not _SUFFIX.match(parts[2]):
        return {"literal": text.strip()}
    if len(parts) > 2:
        return person(parts[0], parts[1], parts[2])
    words = parts[1].split()
    if len(words) > 1 and _SUFFIX.match(words[-1]) and words[-1] not in ("V", "v"):
        return person(parts[0], " ".join(words[:-1]), words[-1])
    return person(parts[0], parts[1])


def medline_name(text: str) -> Json:
    """ "van Moorselaar RJ Jr" as MEDLINE writes names without a comma."""
    if "," in text:
        return comma_name(text)
    words = text.split()
    suffixed = len(words) > 2 and words[-2].isupper() and _SUFFIX.match(words[-1])
    suffix = words.pop() if suffixed else ""
    if len(words) > 1 and words[-1].isupper():
        return person(" ".join(words[:-1]), words[-1], suffix)
    return {"literal": text.strip()} if text.strip() else {}


def full_family(name: Json) -> str:
    """The family name with its particle, or the institution's name."""
    particle = name.get("non-dropping-particle") or ""
    return name.get("literal") or f"{particle} {name.get('family') or ''}".strip()
