"""The front page: a search box first, the specialties, what changed lately."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.accounts.cpd.queries import unseen_serious
from statim.accounts.signed_in import reader_id
from statim.design.speech import language
from statim.editions import queries
from statim.publisher.queries import specialties
from statim.reader.advertising import has_space, space
from statim.reader.browsing import arranged, tree
from statim.reader.recent import lines

RECENT = 8
LISTED = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, specialties, recently changed; for who is signed in, what bears on practice or
    safety in what they read or follow, and was not seen yet."""
    root = arranged(tree(queries.shelves()), specialties())
    newest = {edition.topic: edition for edition in reversed(queries.recent(RECENT * 2))}
    shown = sorted(newest.values(), key=lambda edition: -edition.sequence)[:RECENT]
    context = {"root": root, "changes": list(lines(shown)), "bare": True}
    context["beside"] = space(has_space("home"), language(), "home")
    reader = reader_id(request)
    if reader is not None:
        context["unseen"] = list(lines(unseen_serious(reader)[:RECENT]))
    response = render(request, "reader/home.html", context)
    response.headers["Vary"] = "Cookie"
    if reader is not None:
        response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The newest editions of the whole site, with what changed in each."""
    return render(request, "reader/changes.html", {"changes": lines(queries.recent(LISTED))})
