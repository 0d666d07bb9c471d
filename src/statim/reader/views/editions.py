"""A topic's history: every edition, and what changed from one to the next, by statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from statim.accounts.signed_in import reader_id
from statim.design.speech import say
from statim.editions import queries
from statim.editions.change_lines import shown
from statim.editions.changes import between
from statim.editions.errors import NoSuchEdition
from statim.reader.recent import Line, line_of
from statim.reader.views import refusals
from statim.reader.views.audience import for_the_audience
from statim.reader.views.topic import dressed, moved_or_missing, opening_of
from statim.usage.clicks import LOOKED
from statim.usage.noting import note


@dataclass(frozen=True, slots=True)
class Row:
    """One edition in the list of a topic's editions."""

    line: Line
    reviewed: str
    edited: str
    hash: str


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition of the topic, newest first, and a way to any day."""
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug, "editions/")
    if day := request.GET.get("as_of"):
        return redirect(f"/topics/{slug}/?as_of={day}")
    note(request, LOOKED, topic=standing.topic, place="history", reader=reader_id(request))
    editions = queries.history(slug)
    rows = [
        Row(line_of(e), e.document.reviewed or "", e.document.edited or "", e.hash)
        for e in editions
    ]
    context = {
        "slug": slug,
        "title": editions[0].title,
        "specialty": editions[0].document.topic.specialty,
        "rows": rows,
        "first_day": editions[-1].published.date().isoformat(),
        "today": date.today().isoformat(),
        "withdrawals": queries.withdrawals_of(standing.topic),
        "withdrawn": standing.withdrawn,
    }
    return render(request, "reader/history.html", context)


@require_safe
@for_the_audience
def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What one edition changed, by statement. Metered like the editions that it shows."""
    try:
        new = queries.edition_of(slug, number)
        old = queries.edition_of(slug, number - 1) if number > 1 else None
    except NoSuchEdition as missing:
        raise Http404(str(missing)) from missing
    standing = queries.current(slug)
    if standing is None:
        return moved_or_missing(slug, f"editions/{number}/changes/")
    reader = reader_id(request)
    opening = opening_of(request, standing, reader is not None)
    if not opening.allowed:
        return refusals.metered(request, slug)
    note(request, LOOKED, topic=standing.topic, place=f"changes {number}", reader=reader)
    before = old.document if old else None
    said = shown(between(before, new.document), before, new.document)
    context = {
        "slug": slug,
        "new": new,
        "old": old,
        "line": line_of(new),
        "changes": said,
        "groups": (
            (say("Sections"), said.sections),
            (say("References"), said.references),
            (say("About the page"), said.fields),
        ),
        "meter_left": opening.left,
    }
    response = render(request, "reader/edition_changes.html", context)
    etag = f'"{sha256(response.content).hexdigest()}"'
    return dressed(request, response, etag, opening, reader is not None)
