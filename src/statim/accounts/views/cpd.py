"""The diary's pages: what was read, entries, their history, the lock, the exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from statim.accounts.cpd import actions, queries
from statim.accounts.cpd.credit import in_words
from statim.accounts.cpd.exporting import diary_of, page_of
from statim.accounts.cpd.files import LARGEST, MB, MOST, TAKEN, TYPES, WORD
from statim.accounts.cpd.formats.calendar import to_ics
from statim.accounts.cpd.formats.diary import Diary
from statim.accounts.cpd.formats.pdf import to_pdf
from statim.accounts.cpd.formats.table import to_csv, to_json
from statim.accounts.cpd.formats.word import to_docx
from statim.accounts.cpd.forms import (
    EntryForm,
    LockForm,
    PeriodForm,
    as_written,
    numbers_in,
)
from statim.accounts.cpd.words import OUTCOMES, REASONS, domain_words
from statim.accounts.errors import (
    EntryChangedMeanwhile,
    EntryLocked,
    MayNameAPatient,
    NoSuchEntry,
)
from statim.accounts.models import Entry, Reading
from statim.accounts.queries import holder_of
from statim.accounts.views.pages import done, for_those_signed_in, holder
from statim.design.speech import in_english, later, say
from statim.design.typesetting import Unprintable
from statim.design.words import day

DONE = {
    "written": later("The entry was saved."),
    "deleted": later("The entry was deleted."),
    "removed": later("The readings were deleted."),
    "added": later("The file was added."),
    "removed-file": later("The file was removed."),
    "locked": later("Every entry up to that day is locked."),
}
FORMATS: dict[str, tuple[Callable[[Diary], bytes], str]] = {
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, WORD),
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "json": (to_json, "application/json"),
    "ics": (to_ics, "text/calendar; charset=utf-8"),
}


@for_those_signed_in
@require_safe
def diary(request: HttpRequest) -> HttpResponse:
    """What was read and not yet written on, by day; the entries of a period."""
    user = holder(request)
    period = PeriodForm(request.GET)
    context: dict[str, Any] = {
        "done": done(request, DONE),
        "choice": queries.choice_of(user.pk),
        "days": _by_day(queries.unfiled(user.pk)),
        "period": period,
        "today": timezone.now().date(),
        "reflection": settings.STATIM_CPD["reflection"],
    }
    if period.is_valid():
        said = period.cleaned_data
        own = queries.entries_of(user.pk, said["first"], said["last"])
        context |= {"entries": own, "total": sum(one.credits for one in own), **said}
    return render(request, "accounts/cpd/diary.html", context)


def _by_day(rows: Iterable[Reading]) -> list[tuple[date, list[dict[str, Any]]]]:
    return [
        (on, [{"pk": one.pk, "minutes": one.seconds // 60, "page": page_of(one)} for one in rows])
        for on, rows in groupby(rows, key=lambda one: one.day)
    ]


@for_those_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new entry, on the readings that were ticked (`?reading=`)."""
    user = holder(request)
    chosen = numbers_in(request.POST if request.method == "POST" else request.GET)
    readings = queries.readings_named(user.pk, chosen)
    title = ", ".join(dict.fromkeys(one.title for one in readings))[:300]
    initial = {"title": title, "day": readings[-1].day if readings else timezone.now().date()}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=initial)
    shown: dict[str, Any] = {
        "form": form,
        "readings": [_read(one) for one in readings],
        **_before(user.pk),
    }
    if request.method != "POST":
        return render(request, "accounts/cpd/entry.html", shown)
    if not form.is_valid():
        return render(request, "accounts/cpd/entry.html", shown, status=422)
    try:
        actions.write_entry(user.pk, form.draft(), chosen, by=holder_of(user.pk))
    except MayNameAPatient as warned:
        shown |= {"refusal": str(warned), "seal": warned.seal}
        return render(request, "accounts/cpd/entry.html", shown, status=409)
    return HttpResponseRedirect("/account/cpd/?done=written")


@for_those_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, name: str) -> HttpResponse:
    """An entry, to be read and changed, with how it was before."""
    user = holder(request)
    try:
        own = queries.entry_of(user.pk, name)
    except NoSuchEntry as missing:
        raise Http404(str(missing)) from missing
    posted = request.POST if request.method == "POST" else None
    form = EntryForm(posted, initial=as_written(own), keep_rule=own.rule)
    shown = _shown(own) | _before(user.pk) | {"form": form, "done": done(request, DONE)}
    if posted is None:
        return render(request, "accounts/cpd/entry.html", shown)
    if not form.is_valid():
        return render(request, "accounts/cpd/entry.html", shown, status=422)
    version = form.cleaned_data["version"] or 0
    try:
        actions.change_entry(user.pk, name, form.draft(), version, by=holder_of(user.pk))
    except (MayNameAPatient, EntryLocked, EntryChangedMeanwhile) as refused:
        shown |= {"refusal": str(refused), "seal": getattr(refused, "seal", "")}
        if isinstance(refused, EntryChangedMeanwhile):
            shown["version"] = own.version
        return render(request, "accounts/cpd/entry.html", shown, status=409)
    return HttpResponseRedirect("/account/cpd/?done=written")


def _read(reading: Reading) -> dict[str, Any]:
    """A reading as the entry shows it, its days in words."""
    page = page_of(reading)
    reviewed = day(page.reviewed) if page.reviewed else ""
    return {"pk": reading.pk, "page": page, "on": day(page.day), "reviewed": reviewed}


def _before(user_id: int) -> dict[str, Any]:
    """What was written before in the fields that come again and again."""
    return {name: queries.said_before(user_id, name) for name in ("plan", "scope")}


def _shown(own: Entry) -> dict[str, Any]:
    return {
        "entry": own,
        "version": own.version,
        "readings": [_read(one) for one in own.readings.all()],
        "counted": in_words(own.rule, own.rule_numbers),
        "reason": say(REASONS.get(own.reason, "")),
        "outcome": say(OUTCOMES.get(own.outcome, "")),
        "domains": domain_words(own.domains),
        "history": list(reversed(own.history)),
        "files": own.evidence.all(),
        "room": own.evidence.count() < MOST,
        "accepts": ",".join(TYPES),
        "taken": say("%(taken)s, of %(mb)s MB at most", taken=say(TAKEN), mb=LARGEST // MB),
    }


@for_those_signed_in
@require_POST
def delete(request: HttpRequest, name: str) -> HttpResponse:
    """Delete an entry that is not locked."""
    user = holder(request)
    try:
        actions.delete_entry(user.pk, name, by=holder_of(user.pk))
    except NoSuchEntry as missing:
        raise Http404(str(missing)) from missing
    except EntryLocked as locked:
        return render(request, "accounts/refused.html", {"said": str(locked)}, status=409)
    return HttpResponseRedirect("/account/cpd/?done=deleted")


@for_those_signed_in
@require_POST
def delete_readings(request: HttpRequest) -> HttpResponse:
    """Delete the readings that were ticked."""
    user = holder(request)
    actions.delete_readings(user.pk, numbers_in(request.POST), by=holder_of(user.pk))
    return HttpResponseRedirect("/account/cpd/?done=removed")


@for_those_signed_in
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock what was shown at an appraisal."""
    user = holder(request)
    form = LockForm(request.POST)
    if not form.is_valid():
        said = {"said": say("Say up to which day, such as 2026-11-23. Nothing was locked.")}
        return render(request, "accounts/refused.html", said, status=422)
    actions.lock_until(user.pk, form.cleaned_data["day"], by=holder_of(user.pk))
    return HttpResponseRedirect("/account/cpd/?done=locked")


@for_those_signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The diary of a period as a file: `?format=pdf|docx|csv|json|ics&first=&last=`."""
    user = holder(request)
    period = PeriodForm(request.GET)
    kind = request.GET.get("format", "pdf")
    if not period.is_valid() or kind not in FORMATS:
        said = {"said": say(
"Name a period from its first day to its last, and a format: pdf, "
"docx, csv, json or ics."
)}  # fmt: skip
        return render(request, "accounts/refused.html", said, status=422)
    first, last = period.cleaned_data["first"], period.cleaned_data["last"]
    write, media = FORMATS[kind]
    try:
        with in_english():  # files are for other systems and for whoever appraises
            data = write(diary_of(user.pk, first, last))
    except Unprintable as why:
        said = {"said": say("%(why)s A PDF would leave it out: take the Word file.", why=why)}
        return render(request, "accounts/refused.html", said, status=422)
    response = HttpResponse(data, content_type=media)
    name = f'attachment; filename="cpd-{first}-to-{last}.{kind}"'
    response.headers["Content-Disposition"] = name
    return response
