"""What a topic rests on, as FHIR R5: Citations of its references, ArtifactAssessments. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from statim.editions.document import Statement, statements_of
from statim.interop.door.shown import Shown
from statim.interop.door.works import day_of, names_of, tidied
from statim.interop.fhir.ids import citation_id, notice_id, verification_id
from statim.publisher.house import House
from statim.references.notices import RETRACTION, WORDS

Json = dict[str, Any]
STATUS = "http://hl7.org/fhir/cited-artifact-status-type"


def citations(shown: Shown, house: House) -> list[Json]:
    """A Citation for each reference, in the order of the page."""
    return [_citation(shown, tidied(item), house) for item in shown.document.references]


def _citation(shown: Shown, item: Mapping[str, Any], house: House) -> Json:
    document, key = shown.document, str(item["id"])
    title = str(item.get("title") or "")
    value: Json = {
        "resourceType": "Citation",
        "id": citation_id(document.topic.id, key),
        "meta": _meta(shown),
        "url": f"{shown.address(house.url)}#ref-{_number(shown, key)}",
        "version": str(document.number),
        "title": title,
        "status": "active",
        "date": document.published,
        "publisher": house.publisher,
        "note": [{"text": text} for text in _said_of(shown, key)],
        "citedArtifact": _artifact(shown, item, key),
    }
    return {name: said for name, said in value.items() if said not in ("", [], {})}


def _artifact(shown: Shown, item: Mapping[str, Any], key: str) -> Json:
    title = str(item.get("title") or "")
    form: Json = {
        "publishedIn": {"title": str(item["container-title"])}
        if item.get("container-title")
        else {},
        "volume": str(item.get("volume") or ""),
        "issue": str(item.get("issue") or ""),
        "pageString": str(item.get("page") or ""),
        "publicationDateText": day_of(item),
    }
    said = shown.notices.get(key, ())
    retracted = bool(said) and said[0].kind == RETRACTION
    value: Json = {
        "identifier": _identifiers(item),
        "currentState": [{"coding": [{"system": STATUS, "code": "retracted"}]}]
        if retracted
        else [],
        "title": [{"text": title}] if title else [],
        "publicationForm": [kept] if (kept := _filled(form)) else [],
        "webLocation": [{"url": str(item["URL"])}] if item.get("URL") else [],
        "contributorship": _contributors(item),
    }
    return _filled(value)


def _filled(value: Json) -> Json:
    return {key: said for key, said in value.items() if said not in ("", [], {})}


def _identifiers(item: Mapping[str, Any]) -> list[Json]:
    named = (("DOI", "https://doi.org"), ("PMID", "https://pubmed.ncbi.nlm.nih.gov"),
             ("ISBN", "urn:isbn"), ("ISSN", "urn:issn"))  # fmt: skip
    return [{"system": s, "value": str(item[name])} for name, s in named if item.get(name)]


def _contributors(item: Mapping[str, Any]) -> Json:
    names = names_of(item)
    return {"summary": [{"value": ", ".join(names)}]} if names else {}


def _said_of(shown: Shown, key: str) -> list[str]:
    return [
        " ".join(filter(None, (f"{WORDS[n.kind]}.", n.day, "; ".join(n.reasons))))
        for n in shown.notices.get(key, ())
    ]


def assessments(shown: Shown, house: House) -> list[Json]:
    """What is known of the statements (who verified, how certain) and against the references."""
    made = [
        _verification(shown, statement, house)
        for statement in statements_of(shown.document)
        if statement.verified or statement.certainty
    ]
    return [*made, *_notices(shown, house)]


def _verification(shown: Shown, statement: Statement, house: House) -> Json:
    topic = shown.document.topic.id
    content: list[Json] = []
    if statement.certainty:
        content.append({
            "informationType": "rating",
            "type": {"text": "Certainty of the evidence (GRADE)"},
            "classifier": [{"text": statement.certainty}],
        })  # fmt: skip
    if verified := statement.verified:
        content.append({
            "informationType": "comment",
            "summary": f"Verified by {verified.by} on {verified.on}",
            "author": {"display": verified.by},
        })  # fmt: skip
    for one in content:
        one["path"] = [f"{shown.address(house.url)}#s-{statement.id}"]
    value: Json = {
        "resourceType": "ArtifactAssessment",
        "id": verification_id(topic, statement.id),
        "meta": _meta(shown),
        "title": f"Statement {statement.id}",
        "date": shown.document.published,
        "artifactReference": {"reference": f"Composition/{topic}/_history/{shown.document.number}"},
        "content": content,
        "workflowStatus": "applied",
    }
    if statement.verified:
        value["lastReviewDate"] = statement.verified.on
    return value


def _notices(shown: Shown, house: House) -> Iterator[Json]:
    topic = shown.document.topic.id
    for key, said in shown.notices.items():
        yield {
            "resourceType": "ArtifactAssessment",
            "id": notice_id(topic, key),
            "meta": _meta(shown),
            "title": WORDS[said[0].kind],
            "artifactReference": {"reference": f"Citation/{citation_id(topic, key)}"},
            "content": [
                {
                    "informationType": "classifier",
                    "type": {"text": "Notice"},
                    "classifier": [{"text": WORDS[notice.kind]}],
                    "summary": " ".join(
                        filter(None, (notice.day, "; ".join(notice.reasons),
                                      f"Listed by {notice.source}."))
                    ),
                    "path": [f"{shown.address(house.url)}#ref-{_number(shown, key)}"],
                }
                for notice in said
            ],
            "workflowStatus": "published" if said[0].kind == RETRACTION else "applied",
        }  # fmt: skip


def _number(shown: Shown, key: str) -> int:
    return [str(item["id"]) for item in shown.document.references].index(key) + 1


def _meta(shown: Shown) -> Json:
    return {
        "versionId": str(shown.document.number),
        "lastUpdated": shown.document.published,
    }
