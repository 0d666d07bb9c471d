"""Whether a copy may still be relied on: asked by the code that it bears. Open to everybody;
what differs since is shown to those whom the meter lets read the topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editions import queries
from statim.editions.change_lines import ShownChanges, shown
from statim.editions.changes import between
from statim.editions.check_code import NotACode
from statim.reader import audience, metering
from statim.reader.checking import Checked, checked
from statim.reader.views.topic import is_signed_in, keep_count, opening_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A copy's state with what differs now; `changes` is None where it may not be shown."""

    copy: Checked
    new: queries.Published
    changes: ShownChanges | None

    @property
    def groups(self) -> tuple[tuple[str, object], ...]:
        """What differs beside statements, under its headings."""
        if self.changes is None:
            return ()
        return (
            (say("Sections"), self.changes.sections),
            (say("References"), self.changes.references),
            (say("About the page"), self.changes.fields),
        )


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    if typed := request.GET.get("code", "").strip():
        return HttpResponseRedirect(reverse("reader:checked", args=[typed.replace("/", " ")]))
    return _answered(request, "", [], "", status=200)


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What became of the copy that bears this code."""
    try:
        copies = checked(code, date.today())
    except NotACode as wrong:
        return _answered(request, code, [], str(wrong), status=404)
    if not copies:
        none = say("No edition here bears this code. A copy of another site is checked there.")
        return _answered(request, code, [], none, status=404)
    signed_in = is_signed_in(request)
    opening = metering.UNMETERED
    answers = []
    for copy in copies:
        may_read = False
        if copy.since and not copy.standing.withdrawn:
            opening = opening_of(request, copy.standing, signed_in)
            confirmed = not audience.must_confirm(request.COOKIES.get(audience.COOKIE))
            may_read = opening.allowed and confirmed
        answers.append(_differing(copy, may_read))
    response = _answered(request, code, answers, "", status=200)
    keep_count(response, opening)
    return response


def _differing(copy: Checked, may_read: bool) -> Answer:
    new = copy.edition
    if not may_read:
        return Answer(copy, new, None)
    new = queries.latest(copy.standing.slug)
    before, after = copy.edition.document, new.document
    return Answer(copy, new, shown(between(before, after), before, after))


def _answered(
    request: HttpRequest, code: str, answers: list[Answer], refused: str, *, status: int
) -> HttpResponse:
    context = {"code": code, "answers": answers, "refused": refused}
    response = render(request, "reader/check.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
