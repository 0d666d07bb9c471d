"""How the site is used: sums for everybody at the desk, and institutions for administrators."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office import use as used
from statim.editorial.office.forms import InstitutionForm, ReportForm
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.permissions import MANAGE_INSTITUTIONS, READ_DESK, check_may, may
from statim.usage import institutions as acts
from statim.usage.counter.asked import last_full_month, of_months
from statim.usage.counter.kinds import KINDS
from statim.usage.counter.made import made
from statim.usage.counter.written import as_json, as_table
from statim.usage.models import Institution
from statim.usage.queries import institution as institution_of
from statim.usage.queries import institutions as all_institutions
from statim.usage.queries import keys_of

FORMATS = {"tsv": "text/tab-separated-values", "csv": "text/csv", "json": "application/json"}


@require_safe
def use(request: HttpRequest) -> HttpResponse:
    """Reading, searches, refusals; `?days=` 30, 90 or 365."""
    by = actor(request)
    check_may(by, READ_DESK)
    said = request.GET.get("days", "")
    days = int(said) if said in map(str, used.PERIODS) else 90
    today = _today()
    context = {
        "header_title": say("Use"), "days": days,
        "periods": [(number, say(words)) for number, words in used.PERIODS.items()],
        "plots": used.plots(today, days), "read": used.most_read(today, days),
        "overdue": used.most_overdue(today), "words": used.words_without_result(today, days),
        "may_keep": may(by, MANAGE_INSTITUTIONS),
    }  # fmt: skip
    return render(request, "editorial/office/use.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def institutions(request: HttpRequest) -> HttpResponse:
    """The institutions whose use is reported to them; POST adds one."""
    by = actor(request)
    check_may(by, MANAGE_INSTITUTIONS)
    form = InstitutionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = acts.add_institution(**form.said(), by=by)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, say("The use of %(name)s is counted from now on.", name=kept.name)
            )
            return redirect("office:institution", kept.customer_id)
    context = {"header_title": say("Institutions"), "form": form, "rows": all_institutions()}
    status = 422 if form.errors else 200
    return render(request, "editorial/office/institutions.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def institution(request: HttpRequest, customer: str) -> HttpResponse:
    """One of them; POST `go` changes it, ends it, makes a key (shown once) or revokes one."""
    by = actor(request)
    check_may(by, MANAGE_INSTITUTIONS)
    kept = _kept(customer)
    go = request.POST.get("go", "")
    data = request.POST if go == "change" else None
    form = InstitutionForm(data, initial=InstitutionForm.initial_of(kept))
    form.fields["customer_id"].disabled = True
    if request.method != "POST":
        return _page(request, kept, form)
    if go == "change" and not form.is_valid():
        return _page(request, kept, form)
    try:
        done = _act(go, request, kept, form, by)
    except REFUSALS as refused:
        return _page(request, kept, form, refusal=str(refused))
    if go == "key":
        return _page(request, kept, form, **done)
    messages.success(request, done["said"])
    return redirect("office:institution", customer)


@require_safe
def report(request: HttpRequest, customer: str) -> HttpResponse:
    """One report as a file: `?report=dr&format=tsv&begin=2026-01&end=2026-06`."""
    check_may(actor(request), MANAGE_INSTITUTIONS)
    kept, form = _kept(customer), ReportForm(request.GET)
    if not form.is_valid():
        raise Http404(say("Choose a report, a format, and months as 2026-01."))
    said = form.cleaned_data
    done = made(of_months(KINDS[said["report"]], said["begin"], said["end"]), kept)
    kind = said["format"]
    data = (
        as_json(done)
        if kind == "json"
        else as_table(done, separator="\t" if kind == "tsv" else ",")
    )
    response = HttpResponse(data, content_type=FORMATS[kind])
    name = f"{kept.customer_id}-{said['report']}-{said['begin']:%Y-%m}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _act(
    go: str, request: HttpRequest, kept: Institution, form: InstitutionForm, by: Actor
) -> dict[str, Any]:
    customer = kept.customer_id
    if go == "change":
        said = form.said()
        del said["customer_id"]
        acts.change_institution(customer, **said, by=by)
        return {"said": say("Changed. It holds within half a minute.")}
    if go == "end":
        acts.end_institution(customer, by=by)
        return {
            "said": say("It is not counted any more, and its keys open nothing. Its sums stay.")
        }
    if go == "key":
        key, secret = acts.make_key(customer, label=request.POST.get("label", ""), by=by)
        return {"new_key": key, "secret": secret}
    if go == "revoke":
        acts.revoke_key(request.POST.get("requestor", ""), by=by)
        return {"said": say("The key opens nothing any more.")}
    raise Http404(say("There is no such act."))


def _page(
    request: HttpRequest, kept: Institution, form: InstitutionForm, *, refusal: str = "",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    last = last_full_month(_today())
    first = max(kept.since.replace(day=1), (last - timedelta(days=330)).replace(day=1))
    context = {
        "header_title": kept.name, "kept": kept, "form": form, "keys": keys_of(kept),
        "kinds": KINDS.items(), "formats": FORMATS, "refusal": refusal,
        "begin": f"{min(first, last):%Y-%m}", "end": f"{last:%Y-%m}", **more,
    }  # fmt: skip
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "editorial/office/institution.html", context, status=status)


def _kept(customer: str) -> Institution:
    kept = institution_of(customer)
    if kept is None:
        raise Http404(say("There is no such institution."))
    return kept


def _today() -> date:
    return datetime.now(UTC).date()
