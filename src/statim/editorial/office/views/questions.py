"""What readers asked: the authors' queue, and one question taken up, answered, closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office import asked
from statim.editorial.office.forms import ReplyForm
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.permissions import ANSWER, check_may
from statim.questions import actions
from statim.questions.errors import NoSuchQuestion
from statim.questions.models import OPEN, Kind, State
from statim.questions.permissions import can_erase
from statim.questions.queries import Asked, counts, queue, wanted
from statim.questions.queries import question as question_of

STATES = {"": OPEN, **{state.value: (state,) for state in State}}


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The queue, the longest waiting first; open ones unless another state is asked for."""
    check_may(actor(request), ANSWER)
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    rows, count = queue(
        states=STATES.get(state, OPEN), kind=kind if kind in Kind.values else "",
        limit=asked.PAGE, offset=asked.start_of(request.GET),
    )  # fmt: skip
    known = counts()
    context = {
        "header_title": say("Questions from readers"), "rows": rows, "count": count, "state": state,
        "kind": kind, "kinds": Kind.choices, "states": State.choices, "wanted": wanted(limit=10),
        "open": sum(n for (_, where), n in known.items() if where in OPEN),
        "page": asked.paged(count, request.GET), "query": asked.rest_of(request.GET),
    }  # fmt: skip
    return render(request, "editorial/office/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question; POST `go` takes it up, replies, declines, reopens or erases."""
    by = actor(request)
    check_may(by, ANSWER)
    try:
        found = question_of(number)
    except NoSuchQuestion as missing:
        raise Http404(str(missing)) from missing
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, by)
    try:
        said = _act(request.POST.get("go", ""), found, form, by)
    except REFUSALS as refused:
        form.add_error("slug" if "page can be read" in str(refused) else None, str(refused))
        return _page(request, found, form, by)
    messages.success(request, said)
    return redirect("office:question", number)


def _act(go: str, found: Asked, form: ReplyForm, by: Actor) -> str:
    words = form.cleaned_data["words"]
    told = (
        say("Whoever asked is told by mail.")
        if found.untold
        else say("The reply stands at their receipt.")
    )
    if go == "take":
        actions.take_up(found.number, by=by)
        return say("You took it up.")
    if go == "reply":
        slug = form.cleaned_data["slug"].strip().strip("/").rpartition("/")[2]
        actions.reply(found.number, words=words, slug=slug, by=by)
        return f"Answered. {told}"
    if go == "decline":
        actions.decline(found.number, words=words, by=by)
        return f"Closed. {told}"
    if go == "reopen":
        actions.reopen(found.number, by=by)
        return say("It is open again.")
    if go == "erase":
        actions.erase(found.number, why=words, by=by)
        return say("Its words and its address are gone.")
    raise Http404(say("There is no such act."))


def _page(request: HttpRequest, found: Asked, form: ReplyForm, by: Actor) -> HttpResponse:
    same = [each for each in wanted(limit=1000) if found.number in each.numbers]
    context = {
        "header_title": f"Question {found.number}", "question": found, "form": form,
        "open": found.state in OPEN, "may_erase": can_erase(by),
        "kind": Kind(found.kind).label, "state": State(found.state).label,
        "same": [n for each in same for n in each.numbers if n != found.number],
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "editorial/office/question.html", context, status=status)
