"""How FHIR answers: its media type, its errors, its versions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from statim.editions.errors import NoSuchEdition
from statim.editions.queries import Current
from statim.interop.door.gate import WHY, Admission, admit, kept
from statim.interop.door.reading import standing_of
from statim.interop.fhir.write import outcome

KIND = "application/fhir+json; fhirVersion=5.0; charset=utf-8"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Refused(Exception):
    """An answer that is none: HTTP status, FHIR issue type, what to say."""

    def __init__(self, status: int, code: str, why: str) -> None:
        super().__init__(why)
        self.status, self.code = status, code


def answer(value: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A resource."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(data.encode(), status=status, content_type=KIND)
    response.headers["Cache-Control"] = "no-cache"
    return response


def fhir(view: View[P]) -> View[P]:
    """Decorator: read only, and every refusal an OperationOutcome."""

    @csrf_exempt  # refuses every method that could change anything
    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            refused = answer(outcome("not-supported", "This server is read only."), 405)
            refused.headers["Allow"] = "GET, HEAD"
            return refused
        try:
            return view(request, *args, **kwargs)
        except Refused as why:
            return answer(outcome(why.code, str(why)), why.status)
        except NoSuchEdition as missing:
            return answer(outcome("not-found", str(missing)), 404)

    return answered


def standing(topic: str) -> Current:
    """Where the topic stands. Raises Refused where there never was one."""
    found = standing_of(topic)
    if found is None:
        raise Refused(404, "not-found", "There is no such resource.")
    return found


def let_in(request: HttpRequest, topic: Current) -> Admission:
    """The site's meter and audience. Raises Refused."""
    admission = admit(request, topic)
    if not admission.allowed:
        raise Refused(403, "forbidden", WHY[admission.why])
    return admission


def versioned(request: HttpRequest, value: Mapping[str, Any], admission: Admission) -> HttpResponse:
    """A resource with its version as ETag; 304 where the client has it."""
    version = value["meta"]["versionId"]
    tag = f'W/"{version}"'
    # the marks around an edition change without it: a client that has it may still lack them
    fresh = tag in request.headers.get("If-None-Match", "") and not value["meta"].get("tag")
    response = HttpResponse(status=304) if fresh else answer(value)
    response.headers["ETag"] = tag
    return kept(response, admission)
