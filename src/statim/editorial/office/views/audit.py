"""Who did what, when: the log, filtered; whether its chain holds; taking it out of the house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from statim.audit.queries import acts_known
from statim.design.speech import say
from statim.editorial.actions import export_audit
from statim.editorial.desk.people import actor
from statim.editorial.office import asked, logged
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.permissions import EXPORT_AUDIT, READ_AUDIT, check_may, may
from statim.editorial.queries.auditing import audit_page

EACH = 50
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The entries that are asked for, the newest first; `?verify=1` walks the whole chain."""
    return _page(request)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """The entries that the address asks for as a file; that it was taken is itself logged."""
    by = actor(request)
    check_may(by, EXPORT_AUDIT)
    form = request.POST.get("format", "")
    try:
        pieces = export_audit(form, logged.wanted_of(request.GET), by=by)
    except REFUSALS as refused:
        return _page(request, refusal=str(refused))
    answer = StreamingHttpResponse(pieces, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="audit.{form}"'
    return answer


def _page(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    by = actor(request)
    check_may(by, READ_AUDIT)
    start = asked.start_of(request.GET, EACH)
    rows, count = audit_page(logged.wanted_of(request.GET), by=by, limit=EACH, offset=start)
    context = {
        "header_title": say("Audit log"), "lines": logged.lines(rows), "count": count,
        "acts": acts_known(), "said": request.GET, "refusal": refusal,
        "chain": logged.chain(walk="verify" in request.GET), "may_export": may(by, EXPORT_AUDIT),
        "page": asked.paged(count, request.GET, EACH), "query": asked.rest_of(request.GET),
    }  # fmt: skip
    return render(request, "editorial/office/audit.html", context, status=422 if refusal else 200)
