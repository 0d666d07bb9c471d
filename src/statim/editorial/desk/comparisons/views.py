"""A topic's comparisons at the desk: their list, a new one, and one with its numbers."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.document import Section, Statement
from statim.editions.embedded import WHATS, said
from statim.editions.html_evidence import comparison
from statim.editions.html_words import CitedBy
from statim.editorial.actions import save_draft
from statim.editorial.desk.comparisons.forms import ComparisonForm, NewComparison
from statim.editorial.desk.comparisons.sheet import Sheet, sheet_from, sheet_of
from statim.editorial.desk.comparisons.writing import (
    added,
    changed,
    comparisons_of,
    new_statement,
    statement_of,
)
from statim.editorial.desk.draft import frozen
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS, topic_or_404
from statim.editorial.permissions import READ_DESK, WRITE, check_may, may
from statim.editorial.shifts import shifts_in
from statim.topics.computing import citing
from statim.topics.errors import StaleDraft
from statim.topics.manuscript import Manuscript
from statim.topics.matching import new_id
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of


@require_http_methods(["GET", "HEAD", "POST"])
def comparisons(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Every comparison of a topic; POST adds one."""
    by = actor(request)
    check_may(by, WRITE if request.method == "POST" else READ_DESK)
    topic = topic_or_404(topic_id)
    draft = manuscript_of(topic)
    places = tuple(
        (s.id, s.text[:90] or s.kind) for section in draft.sections for s in section.statements
    )
    form = NewComparison(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        statement = new_statement(new_id(), sent["caption"], sent["measure"])
        try:
            written = added(draft, statement, sent["after"])
            save_draft(topic.pk, written, revision=topic.revision, by=by)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:comparison", topic.pk, statement.id)
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="comparisons"),
        "rows": [(s, said(s.comparison, "effect")) for s in comparisons_of(draft)],
        "shifts": {shift.statement: shift for shift in shifts_in(topic.pk, draft)},
        "form": form,
        "may_write": may(by, WRITE),
    }
    status = 400 if form.errors else 200
    return render(request, "editorial/comparisons/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, topic_id: str, statement_id: str) -> HttpResponse:
    """A comparison with its studies; POST saves it into the draft, or shows it without saving."""
    by = actor(request)
    check_may(by, WRITE if request.method == "POST" else READ_DESK)
    topic = topic_or_404(topic_id)
    draft, statement = _found(topic, statement_id)
    if request.method != "POST":
        return _page(request, topic, by, statement, sheet_of(statement, topic.revision))
    sheet = sheet_from(request.POST, request.FILES, statement, draft)
    if not sheet.is_read or request.POST.get("go") == "show":
        status = 200 if sheet.is_read else 400
        return _page(request, topic, by, statement, sheet, status=status)
    try:
        version = _save(topic, draft, statement_id, sheet, by)
    except StaleDraft as late:
        sheet.refused = say(
            "%(late)s Press Save again to put these numbers into what stands there now.", late=late
        )
        sent = {**request.POST.dict(), "revision": str(topic.revision)}
        sheet.form = ComparisonForm(sent)
        return _page(request, topic, by, statement, sheet, status=409)
    except REFUSALS as refused:
        sheet.refused = str(refused)
        return _page(request, topic, by, statement, sheet, status=400)
    messages.success(request, say("Saved as version %(number)s.", number=version))
    return redirect("desk:comparison", topic.pk, statement_id)


@require_POST
def shown(request: HttpRequest, topic_id: str, statement_id: str) -> HttpResponse:
    """The plot and the numbers of what was sent, or what is wrong with it: a piece of a page."""
    by = actor(request)
    check_may(by, WRITE)
    topic = topic_or_404(topic_id)
    draft, statement = _found(topic, statement_id)
    sheet = sheet_from(request.POST, request.FILES, statement, draft)
    context = {"sheet": sheet, "plot": _plot(statement, sheet, draft)}
    return render(request, "editorial/comparisons/shown.html", context)


def _found(topic: Topic, statement_id: str) -> tuple[Manuscript, Statement]:
    draft = manuscript_of(topic)
    statement = statement_of(draft, statement_id)
    if statement is None:
        raise Http404(say("There is no such comparison in this topic."))
    return draft, statement


def _save(topic: Topic, draft: Manuscript, statement_id: str, sheet: Sheet, by: Actor) -> int:
    if sheet.compared is None:
        raise ValueError("a sheet that could not be read cannot be saved")
    revision = sheet.form.cleaned_data["revision"]
    written = changed(draft, statement_id, sheet.compared, sheet.keys, sheet.works)
    return save_draft(topic.pk, written, revision=revision, by=by).number


def _plot(statement: Statement, sheet: Sheet, draft: Manuscript) -> str:
    """The comparison as readers would see it, its citations counted from this piece alone."""
    if sheet.compared is None:
        return ""
    alone = citing(replace(statement, comparison=sheet.compared, children=()), sheet.keys)
    section = Section(heading="", statements=(replace(alone, certainty=None),))
    references = (*draft.references, *sheet.works)
    document = frozen(replace(draft, sections=(section,), references=references))
    shown = document.sections[0].statements[0]
    return comparison(shown, sheet.compared, CitedBy(document))


def _page(
    request: HttpRequest,
    topic: Topic,
    by: Actor,
    statement: Statement,
    sheet: Sheet,
    *,
    status: int = 200,
) -> HttpResponse:
    draft = manuscript_of(topic)
    stored = sheet if sheet.is_read else None
    if request.method != "POST" and statement.comparison:
        stored = sheet
        sheet.compared = statement.comparison
        sheet.keys = tuple(
            None if place is None else statement.cites[place].reference
            for place in statement.comparison.cited
        )
    shifts = [s for s in shifts_in(topic.pk, draft) if s.statement == statement.id]
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="comparisons"),
        "statement": statement,
        "sheet": sheet,
        "plot": _plot(statement, stored, draft) if stored else "",
        "shift": shifts[0] if shifts else None,
        "marks": _marks(statement),
        "may_write": may(by, WRITE),
    }
    return render(request, "editorial/comparisons/one.html", context, status=status)


def _marks(statement: Statement) -> list[tuple[str, str, str]]:
    """How each number is written into a statement, what it is, and what it says now."""
    return [
        (f'<data value="{statement.id} {what}"></data>', name, words)
        for what, (name, _) in WHATS.items()
        if (words := said(statement.comparison, what))
    ]
