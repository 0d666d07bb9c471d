"""How often topics are reviewed, by whom, and in which steps."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazily
from django.views.decorators.http import require_http_methods, require_safe

from statim.accounts.roster import staff
from statim.design.speech import say
from statim.editions.queries import shelves
from statim.editorial.actions import set_path, set_plan
from statim.editorial.desk.forms import path_of
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import topic_or_404
from statim.editorial.models import Plan
from statim.editorial.office import asked
from statim.editorial.office.forms import PATHS, PathForm, PlanForm
from statim.editorial.office.planned import NOBODY, UNPLANNED, plans
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.paths import DEFAULT
from statim.editorial.permissions import EXEMPT, READ_DESK, SET_PATH, SET_PLAN, check_may, may
from statim.editorial.queries.plans import plan_of, responsible_for
from statim.editorial.queries.reviewing import paths
from statim.publisher.actions import keep_advertising_off
from statim.publisher.queries import without_advertising
from statim.topics.models import Topic

ONLY = {NOBODY: lazily("Nobody looks after"), UNPLANNED: lazily("Without a plan of their own")}


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Every topic with its plan."""
    by = actor(request)
    check_may(by, READ_DESK)
    words, risk = asked.words(request.GET, "q"), request.GET.get("risk", "")
    only = request.GET.get("only", "")
    rows, count = plans(words=words, risk=risk, only=only, start=asked.start_of(request.GET))
    context = {
        "header_title": say("Plans of review"), "rows": rows, "count": count, "words": words,
        "risk": risk, "risks": Plan.Risk.choices, "only": only, "ways": ONLY,
        "months": settings.STATIM_REVIEW_MONTHS, "may_set": may(by, SET_PLAN),
        "page": asked.paged(count, request.GET), "query": asked.rest_of(request.GET),
    }  # fmt: skip
    return render(request, "editorial/office/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, topic_id: str) -> HttpResponse:
    """One topic's plan; POST sets it."""
    by = actor(request)
    check_may(by, READ_DESK if request.method != "POST" else SET_PLAN)
    topic = topic_or_404(topic_id)
    if request.method == "POST" and "advertising" in request.POST:
        return _advertising(request, topic.pk)
    form = _plan_form(request, topic)
    if request.method == "POST" and form.is_valid():
        try:
            set_plan(topic.pk, **form.cleaned_data, by=by)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, say("The plan is set. It holds from the next edition on."))
            return redirect("office:plan", topic.pk)
    context = {
        "header_title": topic.title, "form": form,
        "head": head_of(topic, by=by, current="office:plan"),
        "may_set": may(by, SET_PLAN), "months": settings.STATIM_REVIEW_MONTHS,
        "people": responsible_for(topic.pk), "plan": plan_of(topic.pk),
        "advertising": settings.STATIM_ADVERTISING,
        "exempt": topic.pk in without_advertising(),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "editorial/office/plan.html", context, status=status)


def _advertising(request: HttpRequest, topic: str) -> HttpResponse:
    by = actor(request)
    check_may(by, EXEMPT)
    off = request.POST["advertising"] == "off"
    if keep_advertising_off(topic, off=off, by=by):
        told = (
            say("No advertisement stands beside it now.") if off else say("It may carry one again.")
        )
        messages.success(request, told)
    return redirect("office:plan", topic)


def _plan_form(request: HttpRequest, topic: Topic) -> PlanForm:
    now, asked_people = plan_of(topic.pk), responsible_for(topic.pk)
    initial = {"risk": now.risk, "months": now.months,
               "responsible": [each.account for each in asked_people]}  # fmt: skip
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    open_ones = [(user.pk, f"{user} ({user.get_role_display().lower()})") for user in staff()]
    form.offer(open_ones)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def review_paths(request: HttpRequest) -> HttpResponse:
    """The steps of review of each specialty; POST sets or takes away."""
    by = actor(request)
    check_may(by, READ_DESK if request.method != "POST" else SET_PATH)
    removes = request.POST.get("go") == "remove"
    form = PathForm(request.POST if request.method == "POST" and not removes else None)
    refusal = ""
    if request.method == "POST" and (removes or form.is_valid()):
        said = request.POST.get("specialty", "") if removes else form.cleaned_data["specialty"]
        steps = () if removes else tuple(form.cleaned_data["steps"].split())
        try:
            set_path(path_of(said), steps, by=by)
        except REFUSALS as refused:
            refusal = str(refused)
        else:
            done = say("No longer a path of its own") if removes else say("The path is set")
            messages.success(
                request, say("%(done)s. Reviews that have begun keep theirs.", done=done)
            )
            return redirect("office:paths")
    known = paths()
    context = {
        "header_title": say("Paths of review"), "form": form, "refusal": refusal,
        "paths": [(name, PATHS[" ".join(steps)]) for name, steps in known.items()],
        "usual": PATHS[" ".join(DEFAULT)], "has_usual": "" in known,
        "may_set": may(by, SET_PATH),
        "specialties": sorted({path for _, path, _ in shelves() if path}),
    }  # fmt: skip
    status = 422 if form.errors or refusal else 200
    return render(request, "editorial/office/paths.html", context, status=status)
