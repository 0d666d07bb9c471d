"""Files put with an entry of the diary: added, handed to their owner alone, taken away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from statim.accounts.cpd import evidence
from statim.accounts.cpd.files import LARGEST, MB
from statim.accounts.errors import (
    EntryLocked,
    EvidenceRefused,
    NoSuchEntry,
    NoSuchEvidence,
)
from statim.accounts.queries import holder_of
from statim.accounts.views.pages import for_those_signed_in, holder
from statim.design.speech import say


@for_those_signed_in
@require_POST
def add(request: HttpRequest, name: str) -> HttpResponse:
    """Put the file `file` with an entry."""
    user = holder(request)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise EvidenceRefused(say("none was chosen"))
        if (file.size or 0) > LARGEST:
            raise EvidenceRefused(say("it is larger than %(mb)s MB", mb=LARGEST // MB))
        evidence.attach(
            user.pk, name, name=file.name or "", data=file.read(), by=holder_of(user.pk)
        )
    except NoSuchEntry as missing:
        raise Http404(str(missing)) from missing
    except EntryLocked as locked:
        return _refused(request, str(locked), name, 409)
    except EvidenceRefused as refused:
        return _refused(request, str(refused), name, 422)
    return HttpResponseRedirect(f"/account/cpd/{name}/?done=added#evidence")


@for_those_signed_in
@require_safe
def show(request: HttpRequest, name: str, file: str) -> HttpResponse:
    """The file, as one that is saved and never shown in place."""
    try:
        own = evidence.evidence_of(holder(request).pk, name, file)
    except NoSuchEvidence as missing:
        raise Http404(str(missing)) from missing
    return HttpResponse(
        bytes(own.data),
        content_type=own.media,
        headers={
            "Content-Disposition": content_disposition_header(True, own.title) or "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@for_those_signed_in
@require_POST
def remove(request: HttpRequest, name: str, file: str) -> HttpResponse:
    """Take a file away from an entry that is not locked."""
    user = holder(request)
    try:
        evidence.remove(user.pk, name, file, by=holder_of(user.pk))
    except (NoSuchEvidence, NoSuchEntry) as missing:
        raise Http404(str(missing)) from missing
    except EntryLocked as locked:
        return _refused(request, str(locked), name, 409)
    return HttpResponseRedirect(f"/account/cpd/{name}/?done=removed-file#evidence")


def _refused(request: HttpRequest, said: str, name: str, status: int) -> HttpResponse:
    shown = {"said": said, "back": f"/account/cpd/{name}/", "to": say("Back to the entry")}
    return render(request, "accounts/refused.html", shown, status=status)
