"""The COUNTER API 5.1: an institution's reports for its programs, opened by a key.

Public is only whether the service runs. Nothing is opened by an address on the network, and no
answer may be kept by a cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hmac import compare_digest

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from statim.usage.counter import made
from statim.usage.counter.asked import wish_of
from statim.usage.counter.exceptions import Stopped
from statim.usage.counter.kinds import KINDS
from statim.usage.counter.written import as_json, as_table
from statim.usage.institutions import THE_WORLD, hashed
from statim.usage.models import Institution
from statim.usage.queries import key_of

TABLES = {"text/tab-separated-values": "\t", "text/csv": ","}
JSON = "application/json"

Answer = Callable[[HttpRequest, Institution], HttpResponse]


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """That the service runs: for anybody."""
    return _unkept(JsonResponse(made.status(), safe=False))


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The institution that the key is of."""
    return _opened(request, lambda _, institution: _list(made.members(institution)))


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Which reports there are, and of which months."""
    today = datetime.now(UTC).date()
    return _opened(request, lambda _, institution: _list(made.reports(institution, today)))


@require_safe
def report(request: HttpRequest, name: str) -> HttpResponse:
    """One report, as JSON, or as a table where `Accept` asks for TSV or CSV."""
    if name not in KINDS:
        raise Http404(f"There is no report {name}; there are {', '.join(KINDS)}.")

    def answer(asked: HttpRequest, institution: Institution) -> HttpResponse:
        wish = wish_of(
            KINDS[name], asked.GET.dict(), today=datetime.now(UTC).date(),
            first=made.first_month(institution), name=made.source().name,
        )  # fmt: skip
        done = made.made(wish, institution)
        wanted = asked.get_preferred_type([JSON, *TABLES]) or JSON
        if wanted == JSON:
            return HttpResponse(as_json(done), content_type=JSON)
        table = as_table(done, separator=TABLES[wanted])
        return HttpResponse(table, content_type=f"{wanted}; charset=utf-8")

    return _opened(request, answer)


def _opened(request: HttpRequest, answer: Answer) -> HttpResponse:
    try:
        return _unkept(answer(request, _institution(request)))
    except Stopped as stopped:
        return _unkept(JsonResponse(stopped.notice.as_json(), status=stopped.status))


def _institution(request: HttpRequest) -> Institution:
    """Whose reports this request may have. Raises Stopped."""
    customer, requestor, secret = (
        request.GET.get(name, "") for name in ("customer_id", "requestor_id", "api_key")
    )
    if not customer or not secret:
        raise Stopped(1030, "customer_id and api_key are needed")
    key = key_of(hashed(secret))
    if key is None:
        raise Stopped(2020)
    if requestor and not compare_digest(requestor.encode(), key.requestor_id.encode()):
        raise Stopped(2000)
    if customer == THE_WORLD:
        raise Stopped(2011)
    if customer != key.institution.customer_id:
        raise Stopped(2010)
    return key.institution


def _list(said: Sequence[object]) -> HttpResponse:
    return JsonResponse(said, safe=False)


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
