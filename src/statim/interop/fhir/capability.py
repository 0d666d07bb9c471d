"""What this FHIR server can do, as a CapabilityStatement. Pure."""

from __future__ import annotations

from typing import Any

from statim.interop.fhir.write import VERSION
from statim.publisher.house import House

Json = dict[str, Any]
SEARCHED = {
    "Composition": {
        "_id": "token", "url": "uri", "identifier": "token", "title": "string", "code": "token",
        "_lastUpdated": "date",
    },
    "Citation": {"_id": "token", "composition": "reference", "identifier": "token"},
    "ArtifactAssessment": {"_id": "token", "composition": "reference"},
}  # fmt: skip
ABOUT = {
    "Composition": "A topic; each version is one of its editions, which never change.",
    "Citation": "A reference of a topic. Search names the topic or the work's DOI or PubMed id.",
    "ArtifactAssessment": "Who verified a statement and how certain it is, and notices of "
    "retraction about references. Search names the topic.",
}


def capability(house: House, *, changed: str) -> Json:
    """The statement. `changed` is the day (ISO) on which it last changed."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": changed,
        "publisher": house.publisher,
        "kind": "instance",
        "software": {"name": "Statim"},
        "implementation": {
            "description": f"{house.site_name}: published topics, read only",
            "url": f"{house.url}/fhir/r5",
        },
        "fhirVersion": VERSION,
        "format": ["json"],
        "rest": [{"mode": "server", "resource": [_resource(kind) for kind in SEARCHED]}],
    }


def _resource(kind: str) -> Json:
    history = ["vread", "history-instance"] if kind == "Composition" else []
    return {
        "type": kind,
        "documentation": ABOUT[kind],
        "interaction": [{"code": code} for code in ("read", *history, "search-type")],
        "versioning": "versioned",
        "readHistory": kind == "Composition",
        "searchParam": [{"name": name, "type": of} for name, of in SEARCHED[kind].items()],
    }
