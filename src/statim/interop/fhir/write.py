"""A topic's edition as a FHIR R5 Composition, and lists of resources as Bundles. Pure.

FHIR 5.0.0. A statement is a section whose id is the statement's own; its text goes through as
it is. Nothing here can be executed, and nothing is said that the edition does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from statim.editions.document import Document, Section, Statement
from statim.editions.kinds import Table
from statim.editions.pieces import line_of
from statim.interop.door.shown import Shown, told, warnings
from statim.interop.fhir.ids import citation_id, verification_id
from statim.publisher.house import House

VERSION = "5.0.0"
Json = dict[str, Any]
_TOKEN, _URI = re.compile(r"\S+( \S+)*"), re.compile(r"\S+")  # FHIR's types code and uri
FOCUS = {
    "system": "http://terminology.hl7.org/CodeSystem/usage-context-type",
    "code": "focus",
}
ATTESTED = {
    "system": "http://hl7.org/fhir/composition-attestation-mode",
    "code": "professional",
}
SUBSETTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
}


def composition(shown: Shown, house: House, *, whole: bool = True) -> Json:
    """The edition. Not `whole`: without its sections, marked as such."""
    document = shown.document
    topic = document.topic
    value: Json = {
        "resourceType": "Composition",
        "id": topic.id,
        "meta": _meta(shown, house, whole),
        "language": house.language,
        "extension": _marks(shown, house),
        "url": f"{house.url}/topics/{topic.slug}/",
        "identifier": [
            {"system": f"{house.url}/topics/", "value": topic.slug},
            {"system": "urn:ietf:rfc:3986", "value": shown.address(house.url)},
        ],
        "version": str(document.number),
        "status": _status(shown),
        "type": {"text": "Clinical topic"},
        "category": [{"text": " / ".join(topic.specialty)}] if topic.specialty else [],
        "date": document.published,
        "useContext": [_focus(document, n) for n in range(len(topic.codes))],
        "author": [{"display": p.name} for p in document.authors] or [{"display": house.publisher}],
        "name": topic.slug,
        "title": topic.title,
        "note": [{"text": said} for said in warnings(shown)],
        "attester": [_attester(p.name, document.reviewed) for p in document.reviewers],
        "custodian": {"display": house.publisher},
        "relatesTo": _replaces(document),
        "section": [_section(shown, s, house) for s in document.sections if s.statements],
    }
    if not whole:
        del value["section"]
    return {key: said for key, said in value.items() if said != []}


def _meta(shown: Shown, house: House, whole: bool) -> Json:
    tags: list[Json] = [] if whole else [SUBSETTED]
    system = f"{house.url}/fhir/r5/marks"
    if shown.overdue:
        tags.append({"system": system, "code": "overdue", "display": "Review overdue"})
    if shown.retracted():
        tags.append({"system": system, "code": "retracted", "display": "Cites a retracted work"})
    if shown.withdrawn:
        tags.append({"system": system, "code": "withdrawn", "display": "Withdrawn"})
    meta: Json = {
        "versionId": str(shown.document.number),
        "lastUpdated": shown.document.published,
        "source": shown.address(house.url),
    }
    return {**meta, "tag": tags} if tags else meta


def _marks(shown: Shown, house: House) -> list[Json]:
    """Hash and dates, which FHIR has no element for."""
    document, base = shown.document, f"{house.url}/fhir/r5/StructureDefinition"
    said: list[Json] = [{"url": f"{base}/sha256", "valueString": shown.digest}]
    for name, day in (("edited", document.edited), ("reviewed", document.reviewed),
                      ("review-due", document.review_due)):  # fmt: skip
        if day:
            said.append({"url": f"{base}/{name}", "valueDate": day})
    return said


def _status(shown: Shown) -> str:
    if shown.withdrawn:
        return "deprecated"
    return "amended" if shown.document.change.kind == "correction" else "final"


def _focus(document: Document, place: int) -> Json:
    code = document.topic.codes[place]
    if not (_TOKEN.fullmatch(code.code) and _URI.fullmatch(code.system)):
        words = " ".join(filter(None, (code.system, code.code, code.display)))
        return {"code": FOCUS, "valueCodeableConcept": {"text": words}}
    coding = {"system": code.system, "code": code.code}
    if code.display:
        coding["display"] = code.display
    return {"code": FOCUS, "valueCodeableConcept": {"coding": [coding]}}


def _attester(name: str, reviewed: str | None) -> Json:
    attester: Json = {"mode": {"coding": [ATTESTED]}, "party": {"display": name}}
    return {**attester, "time": reviewed} if reviewed else attester


def _replaces(document: Document) -> list[Json]:
    if document.number == 1:
        return []
    before = f"Composition/{document.topic.id}/_history/{document.number - 1}"
    return [{"type": "replaces", "resourceReference": {"reference": before}}]


def _section(shown: Shown, section: Section, house: House) -> Json:
    title = {"title": section.heading} if section.heading else {}
    return {**title, "section": [_statement(shown, s, house) for s in section.statements]}


def _statement(shown: Shown, statement: Statement, house: House) -> Json:
    topic = shown.document.topic.id
    entry = [{"reference": f"Citation/{citation_id(topic, c.reference)}"} for c in statement.cites]
    if statement.verified or statement.certainty:
        made = f"ArtifactAssessment/{verification_id(topic, statement.id)}"
        entry.append({"reference": made})
    value: Json = {
        "id": statement.id,
        "extension": _of_statement(statement, house),
        "text": {"status": "generated", "div": _div(shown, statement)},
        "entry": [dict(one) for one in {e["reference"]: e for e in entry}.values()],
        "section": [_statement(shown, child, house) for child in statement.children],
    }
    return {key: said for key, said in value.items() if said != []}


def _of_statement(statement: Statement, house: House) -> list[Json]:
    base = f"{house.url}/fhir/r5/StructureDefinition"
    said: list[Json] = [{"url": f"{base}/kind", "valueCode": statement.kind}]
    if statement.certainty:
        said.append({"url": f"{base}/certainty", "valueString": statement.certainty})
    if statement.strength:
        said.append({"url": f"{base}/strength", "valueString": statement.strength})
    for cite in statement.cites:
        if cite.locator:
            said.append({"url": f"{base}/locator", "valueString": cite.locator})
    return said


def _div(shown: Shown, statement: Statement) -> str:
    marks = "".join(f" <b>[{escape(word)}]</b>" for word in told(shown, statement))
    words = f"<p>{_xhtml(line_of(statement))}{marks}</p>"
    if statement.table:
        words += _table(statement.table)
    if figure := statement.figure:
        words += f"<p>{_xhtml(figure.alt)} {_xhtml(figure.source)} {_xhtml(figure.licence)}</p>"
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{words}</div>'


def _table(table: Table) -> str:
    rows = (row for row in (table.head, *table.rows) if row)
    return f"<table>{''.join(_row([cell.text for cell in row]) for row in rows)}</table>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{_xhtml(cell)}</td>' for cell in cells)}</tr>"


def _xhtml(words: str) -> str:
    return escape(words, quote=False)


def bundle(
    kind: str, resources: Sequence[Json], house: House, *, own: str, after: str = ""
) -> Json:
    """A Bundle, `kind` searchset or history. `own` is its address below the base, `after` that
    of the next page, if there is one."""
    base = f"{house.url}/fhir/r5"
    links = [{"relation": "self", "url": f"{base}/{own}"}]
    if after:
        links.append({"relation": "next", "url": f"{base}/{after}"})
    value: Json = {"resourceType": "Bundle", "type": kind, "link": links}
    if not after and kind == "searchset" and "_cursor=" not in own:
        value["total"] = len(resources)
    if resources:
        value["entry"] = [_entry(kind, one, base) for one in resources]
    return value


def _entry(kind: str, resource: Json, base: str) -> Json:
    own = f"{resource['resourceType']}/{resource['id']}"
    entry: Json = {"fullUrl": f"{base}/{own}", "resource": resource}
    if kind == "searchset":
        return {**entry, "search": {"mode": "match"}}
    return {
        **entry,
        "request": {"method": "PUT", "url": own},
        "response": {"status": "200", "lastModified": resource["meta"]["lastUpdated"]},
    }


def outcome(code: str, why: str) -> Json:
    """An OperationOutcome; `code` is one of FHIR's issue types."""
    issue = {"severity": "error", "code": code, "diagnostics": why}
    return {"resourceType": "OperationOutcome", "issue": [issue]}
