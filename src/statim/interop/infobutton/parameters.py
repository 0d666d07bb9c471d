"""The words of an Infobutton request: 52 parameters, read as clients really send them. Pure.

HL7 Context-Aware Knowledge Retrieval, URL-based implementation guide, release 4. Names are
matched in any case, with a numeric suffix or repeated; the deprecated `.c.` forms mean `.v.`,
which win where both come. `certificateText` is a password: it is dropped here and goes nowhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_CODED = ("c", "cs", "dn")


def _all(stem: str, ends: Iterable[str]) -> list[str]:
    return [f"{stem}.{end}" for end in ends]


CERTIFICATE = "holder.assignedEntity.certificateText"
RESPONSE_TYPE = "knowledgeResponseType"
NAMES = (
    *_all("taskContext.c", ("c", "dn")),
    *_all("mainSearchCriteria.v", (*_CODED, "ot")),
    *_all("subTopic.v", (*_CODED, "ot")),
    *_all("severityObservation.interpretationCode", _CODED),
    "performer",
    "informationRecipient",
    "performer.languageCode.c",
    "informationRecipient.languageCode.c",
    *_all("performer.healthCareProvider.c", _CODED),
    *_all("informationRecipient.healthCareProvider.c", _CODED),
    *_all("patientPerson.administrativeGenderCode", ("c", "dn")),
    *_all("age.v", ("v", "u")),
    *_all("ageGroup.v", _CODED),
    *_all("encounter.c", _CODED),
    *_all("observation.c", _CODED),
    *_all("observation.v", (*_CODED, "v", "u")),
    *_all("locationOfInterest.addr", ("ZIP", "CTY", "STA", "CNT")),
    "representedOrganization.id.root",
    "assignedAuthorizedPerson.id.root",
    "serviceDeliveryLocation.id.root",
    "knowledgeRequestNotification.effectiveTime.v",
    "holder.assignedEntity.n",
    CERTIFICATE,
    RESPONSE_TYPE,
)
# What an answer repeats is a closed list in KnowledgeResponse.xsd, two names spelt in its own way.
_SPELT = {
    "performer.languageCode.c": "performer.languageCode",
    "observation.v.u": "Observation.v.u",
}
_NOT_REPEATED = (
    "age.v.", "representedOrganization.", "assignedAuthorizedPerson.", "serviceDeliveryLocation.",
    "knowledgeRequestNotification.", "holder.", RESPONSE_TYPE,
)  # fmt: skip
_CANONICAL = {name.casefold(): name for name in NAMES}
_DEPRECATED = {
    f"{stem}.c.{end}".casefold(): f"{stem}.v.{end}"
    for stem in ("mainSearchCriteria", "subTopic")
    for end in (*_CODED, "ot")
}
_NAME = re.compile(r"(.*?[A-Za-z])([0-9]{1,3})?")
LONGEST = 500  # characters of a value; what is longer is cut
MOST_CRITERIA = 20
TYPES = {
    "text/xml": "atom", "application/xml": "atom", "application/atom+xml": "atom",
    "application/json": "json", "application/javascript": "json", "text/javascript": "json",
    "text/html": "html",
}  # fmt: skip
REQUIRED = ("mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "taskContext.c.c")


class Unanswerable(ValueError):
    """A strict request that breaks the guide; the message says how, `status` is HTTP's."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is asked for: code, its system, its display name, the words seen."""

    code: str = ""
    system: str = ""
    display: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `said` are (parameter, value) for the answer to repeat, in the order sent."""

    criteria: tuple[Criterion, ...] = ()
    task: str = ""
    subtopic: Criterion = field(default_factory=Criterion)
    response: str = ""
    said: tuple[tuple[str, str], ...] = ()


def read(pairs: Iterable[tuple[str, str]], *, strict: bool = False) -> Asked:
    """The request that these names and values make. Lenient: what cannot be understood is left.

    Raises Unanswerable where it is strict: 400 for a name sent twice or a required one missing,
    415 for a type of answer that nobody knows.
    """
    values, said = _values(pairs, strict)
    first = {name: next(iter(by_place.values())) for name, by_place in values.items()}
    if strict:
        for name in REQUIRED:
            if not first.get(name):
                raise Unanswerable(f"The parameter {name} is missing.")
    wanted = first.get(RESPONSE_TYPE, "").split(";")[0].strip().casefold()
    if strict and wanted and wanted not in TYPES:
        raise Unanswerable("knowledgeResponseType is none that is known here.", 415)
    return Asked(
        criteria=_criteria(values),
        task=first.get("taskContext.c.c", "").upper(),
        subtopic=_coded(values, "subTopic.v", 0),
        response=TYPES.get(wanted, ""),
        said=tuple(said),
    )


Values = Mapping[str, Mapping[int, str]]


def _values(pairs: Iterable[tuple[str, str]], strict: bool) -> tuple[Values, list[tuple[str, str]]]:
    """Each parameter's values by place, and what is to be repeated."""
    kept: defaultdict[str, dict[int, str]] = defaultdict(dict)
    old: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for sent, value in pairs:
        name, place, deprecated = _meant(sent)
        if not name or name == CERTIFICATE:
            continue
        into = old if deprecated else kept
        if place in into[name]:
            if strict:
                raise Unanswerable(f"The parameter {name} came twice; number the others.")
            place = max(into[name]) + 1
        into[name][place] = value[:LONGEST].strip()
    for name, by_place in old.items():
        kept.setdefault(name, by_place)
    said = [
        (_SPELT.get(name, name), value)
        for name in NAMES
        if not name.startswith(_NOT_REPEATED)
        for value in kept.get(name, {}).values()
        if value
    ]
    return kept, said[:200]


def _meant(sent: str) -> tuple[str, int, bool]:
    """(parameter as the guide writes it, or ""; its number from 0; whether deprecated)."""
    found = _NAME.fullmatch(sent.strip())
    if found is None:
        return "", 0, False
    name, place = found[1].casefold(), int(found[2] or 0)
    if name in _CANONICAL:
        return _CANONICAL[name], place, False
    return _DEPRECATED.get(name, ""), place, True


def _criteria(values: Values) -> tuple[Criterion, ...]:
    places = sorted({p for end in ("c", "dn", "ot") for p in _main(values, end)})
    made = (_coded(values, "mainSearchCriteria.v", place) for place in places[:MOST_CRITERIA])
    return tuple(one for one in made if one.code or one.display or one.words)


def _main(values: Values, end: str) -> Mapping[int, str]:
    return values.get(f"mainSearchCriteria.v.{end}", {})


def _coded(values: Values, stem: str, place: int) -> Criterion:
    """One coded value. A system sent once stands for all codes."""
    systems = values.get(f"{stem}.cs", {})
    only = next(iter(systems.values())) if len(systems) == 1 else ""
    return Criterion(
        code=values.get(f"{stem}.c", {}).get(place, ""),
        system=systems.get(place, only),
        display=values.get(f"{stem}.dn", {}).get(place, ""),
        words=values.get(f"{stem}.ot", {}).get(place, ""),
    )
