"""Writing a topic: its form, saving it by hand and by itself, and two who save at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.change_lines import shown
from statim.editions.changes import between
from statim.editions.code_systems import SYSTEMS
from statim.editions.document import Document
from statim.editions.quality import UNCITED, Finding
from statim.editorial import actions
from statim.editorial.desk.draft import checked, frozen
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS, topic_or_404
from statim.editorial.desk.remarks import threads_of
from statim.editorial.desk.saving import Outcome, saved
from statim.editorial.desk.suggesting import offers_for
from statim.editorial.desk.text_field import TextWidget
from statim.editorial.desk.write_form import Sheet, sheet_from, sheet_of
from statim.editorial.permissions import BREAK_LOCK, MOVE, WRITE, check_may, may
from statim.editorial.queries.locks import lock_on
from statim.editorial.queries.work import open_comments
from statim.topics.manuscript import Manuscript, statements_in
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, topic_id: str) -> HttpResponse:
    """The form of a topic; POST saves it as a new version."""
    by = actor(request)
    check_may(by, WRITE)
    topic = topic_or_404(topic_id)
    if request.method != "POST":
        return _page(request, topic, by, None)
    widget = _widget(topic)
    if request.POST.get("go") == "edit":  # after a conflict: go on with what was sent
        return _page(request, topic, by, sheet_from(request.POST, widget))
    outcome = saved(topic, request.POST, by=by, widget=widget)
    if outcome.version:
        actions.release_lock(topic.pk, by=by)  # taken again with the next word
        messages.success(
            request, say("Saved as version %(number)s.", number=outcome.version.number)
        )
        return redirect("desk:topic", topic.pk)
    if outcome.late and outcome.written:
        return _conflict(request, topic, by, outcome.written)
    return _page(request, topic, by, outcome.sheet, status=400)


@require_POST
def autosave(request: HttpRequest, topic_id: str) -> JsonResponse:
    """The same for a page that saves by itself; answers in JSON."""
    by = actor(request)
    check_may(by, WRITE)
    topic = topic_or_404(topic_id)
    outcome = saved(topic, request.POST, by=by)
    if outcome.version:
        return JsonResponse(_told(outcome, topic_or_404(topic_id)))
    if outcome.late:
        said = {"refused": str(outcome.late), "late": True}
        return JsonResponse(said, status=409)
    return JsonResponse({"refused": _first_error(outcome.sheet)}, status=400)


def _told(outcome: Outcome, topic: Topic) -> dict[str, Any]:
    found = checked(frozen(manuscript_of(topic)))
    return {
        "revision": topic.revision,
        "saved": datetime.now(UTC).strftime("%H:%M UTC"),
        "doubts": len(topic.doubts),
        "findings": [{"statement": f.statement, "kind": f.kind, "words": f.what} for f in found],
    }


def _first_error(sheet: Sheet) -> str:
    forms = [sheet.form, *sheet.authors, *sheet.codes]
    for form in forms:
        for errors in form.errors.values():
            return str(errors[0])
    return say("This cannot be saved.")


@require_POST
def hold(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Say that one is writing here, or no longer is, or take over from somebody who was."""
    by = actor(request)
    topic = topic_or_404(topic_id)
    wanted = request.POST.get("go", "")
    asked_by_script = "application/json" in request.headers.get("Accept", "")
    try:
        if wanted == "release":
            actions.release_lock(topic.pk, by=by)
            return HttpResponse(status=204)
        if wanted == "take over":
            actions.break_lock(topic.pk, by=by)
        held = actions.take_lock(topic.pk, by=by)
    except REFUSALS as refused:
        if asked_by_script:
            return JsonResponse({"refused": str(refused)}, status=409)
        messages.error(request, str(refused))
        return redirect("desk:topic", topic.pk)
    if asked_by_script:
        return JsonResponse({"since": held.since.isoformat()})
    messages.success(request, say("The topic is kept for you while you write."))
    return redirect("desk:topic", topic.pk)


def _page(
    request: HttpRequest, topic: Topic, by: Actor, sheet: Sheet | None, status: int = 200
) -> HttpResponse:
    draft = manuscript_of(topic)
    held = lock_on(topic.pk, datetime.now(UTC))
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="topic"),
        "sheet": sheet or sheet_of(draft, _widget(topic), topic.revision),
        "revision": topic.revision,
        "doubts": draft.doubts,
        "findings": _findings(frozen(draft), draft),
        "threads": threads_of(topic.pk, draft, open_only=True),
        "statements": list(statements_in(draft.sections)),
        "held": held if held and held.by_account != by.account else None,
        "may_take_over": may(by, BREAK_LOCK),
        "may_move": may(by, MOVE),
        "unsaved": sheet is not None,
        "code_systems": SYSTEMS,
        "suggested": offers_for(draft),
    }
    return render(request, "editorial/desk/write.html", context, status=status)


def _widget(topic: Topic) -> TextWidget:
    """The field of the text, with what checks and colleagues say at each statement."""
    draft = manuscript_of(topic)
    counts: dict[str, int] = {}
    for each in open_comments(topic.pk):
        if each.statement:
            counts[each.statement] = counts.get(each.statement, 0) + 1
    found = [_plain(finding) for finding in checked(frozen(draft)) if finding.statement]
    grade = bool(settings.STATIM_GRADE)
    return TextWidget(draft, findings=found, comments=counts, grade=grade)


def _plain(finding: Finding) -> dict[str, str]:
    """A finding as scripts read it."""
    words = finding.kind if finding.kind == UNCITED else f"{finding.kind}: {finding.what}"
    return {"statement": finding.statement, "kind": finding.kind, "words": words}


def _findings(document: Document, draft: Manuscript) -> list[tuple[Finding, str]]:
    """Each finding with the words of the statement that it is about."""
    words = {s.id: s.text for s in statements_in(draft.sections)}
    return [(f, words.get(f.statement, "")) for f in checked(document)]


def _conflict(request: HttpRequest, topic: Topic, by: Actor, mine: Manuscript) -> HttpResponse:
    """Both texts by statement, and three ways on; nothing is lost by any."""
    theirs = frozen(manuscript_of(topic))
    own = frozen(mine)
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "revision", "go", "settled"}
        for value in values
    ]
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="topic"),
        "changes": shown(between(theirs, own), theirs, own),
        "last": topic.versions.first(),
        "revision": topic.revision,
        "sent": sent,
    }
    return render(request, "editorial/desk/conflict.html", context, status=409)
