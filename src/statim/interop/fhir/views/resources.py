"""Reading one resource, one version of it, its history; and what the server can do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from statim.interop.door.reading import shown_of
from statim.interop.door.shown import Shown
from statim.interop.fhir import parts
from statim.interop.fhir.capability import capability
from statim.interop.fhir.ids import topic_of
from statim.interop.fhir.views.answers import Refused, answer, fhir, let_in, standing, versioned
from statim.interop.fhir.write import Json, bundle, composition
from statim.publisher.house import House
from statim.publisher.queries import house

CHANGED = "2026-11-24"  # when the capabilities last did
_PARTS = {"Citation": parts.citations, "ArtifactAssessment": parts.assessments}
MOST_VERSIONS = 100


@fhir
def metadata(request: HttpRequest) -> HttpResponse:
    """The CapabilityStatement."""
    return answer(capability(house(), changed=CHANGED))


@fhir
def topic(request: HttpRequest, id: str) -> HttpResponse:
    """The current edition. 410 where the topic was withdrawn."""
    found = standing(id)
    if found.withdrawn:
        raise Refused(410, "deleted", "This topic was withdrawn; its editions can still be read.")
    admission = let_in(request, found)
    return versioned(request, composition(shown_of(found), house()), admission)


@fhir
def edition(request: HttpRequest, id: str, version: int) -> HttpResponse:
    """One edition, for good."""
    found = standing(id)
    admission = let_in(request, found)
    return versioned(request, composition(shown_of(found, version), house()), admission)


@fhir
def history(request: HttpRequest, id: str) -> HttpResponse:
    """Every edition, newest first, without its sections."""
    found = standing(id)
    numbers = range(found.number, max(0, found.number - MOST_VERSIONS), -1)
    listed = [composition(shown_of(found, n), house(), whole=False) for n in numbers]
    return answer(bundle("history", listed, house(), own=f"Composition/{id}/_history"))


@fhir
def part(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """A Citation or ArtifactAssessment of a topic's current edition."""
    found = standing(topic_of(id))
    admission = let_in(request, found)
    for one in parts_of(kind, shown_of(found), house()):
        if one["id"] == id:
            return versioned(request, one, admission)
    raise Refused(404, "not-found", "There is no such resource.")


def parts_of(kind: str, shown: Shown, site: House) -> list[Json]:
    """All Citations, or all ArtifactAssessments, of an edition."""
    return _PARTS[kind](shown, site)


@fhir
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """What this server does not have."""
    raise Refused(404, "not-supported", "This server has Composition, Citation, "
                  "ArtifactAssessment and metadata.")  # fmt: skip
