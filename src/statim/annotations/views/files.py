"""One's notes as files, and back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from statim.annotations.actions.importing import import_notes
from statim.annotations.errors import BadFile, HoldsIdentifier
from statim.annotations.filing import portable_notes
from statim.annotations.formats.annotation import read, to_collection
from statim.annotations.formats.tables import to_csv, to_markdown
from statim.annotations.views.answering import for_reader
from statim.design.speech import say
from statim.publisher.queries import house

TYPES = {
    "json": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
LARGEST = 8_000_000  # bytes


@require_safe
@for_reader
def export(request: HttpRequest, reader: int, kind: str) -> HttpResponse:
    """All of the reader's notes, as a file."""
    notes, site = portable_notes(reader), house().url
    if kind == "csv":
        data = to_csv(notes, site=site)
    elif kind == "md":
        data = to_markdown(notes, site=site)
    else:
        data = to_collection(notes, site=site, label=say("My notes"))
    response = HttpResponse(data, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="notes.{kind}"'
    return response


@require_POST
@for_reader
def import_(request: HttpRequest, reader: int) -> HttpResponse:
    """Take in a file: whole, or not at all with the reason."""
    text = request.POST.get("text", "")
    try:
        data = _data(request, text)
        taken = import_notes(by=reader, notes=read(data), seen=request.POST.get("seen", ""))
    except HoldsIdentifier as warned:
        context = {"warning": str(warned), "seal": warned.seal, "text": data.decode("utf-8")}
        return render(request, "annotations/imported.html", context, status=422)
    except BadFile as bad:
        return render(request, "annotations/imported.html", {"refusal": str(bad)}, status=422)
    shown = {"taken": taken, "missing": sorted(set(taken.missing))}
    return render(request, "annotations/imported.html", shown)


def _data(request: HttpRequest, text: str) -> bytes:
    if text:
        return text.encode()
    file = request.FILES.get("file")
    if file is None:
        raise BadFile(say("Choose a file first."))
    if (file.size or 0) > LARGEST:
        raise BadFile(say("The file is larger than 8 MB."))
    data = bytes(file.read())
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(say("The file is not UTF-8 text: %(error)s", error=error)) from error
    return data
