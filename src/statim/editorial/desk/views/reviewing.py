"""Sending to review, and reviewing: statement by statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.change_lines import ShownChanges
from statim.editions.queries import latest_of_topic
from statim.editorial import actions
from statim.editorial.desk.draft import checked, compared, frozen
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS, topic_or_404
from statim.editorial.desk.reviewing import sheet_of
from statim.editorial.errors import InterestsExpired, InterestsMissing
from statim.editorial.models import Submission
from statim.editorial.permissions import COMMENT, SUBMIT, TAKE_BACK_ANY, check_may, may
from statim.editorial.queries.reviewing import review_of, steps_of, submissions_of
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Send the draft, as it is now, to review, with a word to those who review it."""
    by = actor(request)
    check_may(by, SUBMIT)
    topic = topic_or_404(topic_id)
    words, refusal = request.POST.get("words", "").strip(), ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                actions.submit(topic.pk, by=by, revision=_number(request, "revision"))
                if words:
                    actions.comment(topic.pk, words, by=by)
        except REFUSALS as refused:
            refusal = str(refused)
        else:
            messages.success(request, say("Sent to review."))
            return redirect("desk:review", topic.pk)
    draft = manuscript_of(topic)
    document = frozen(draft)
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="review"),
        "changes": _against_live(topic),
        "findings": checked(document),
        "steps": steps_of(draft.specialty),
        "words": words,
        "refusal": refusal,
    }
    return render(request, "editorial/desk/submit.html", context, status=409 if refusal else 200)


def _against_live(topic: Topic) -> ShownChanges | None:
    latest = latest_of_topic(topic.pk)
    return compared(latest.document, frozen(manuscript_of(topic))) if latest else None


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, topic_id: str) -> HttpResponse:
    """The topic's newest submission, statement by statement; POST is one act on it."""
    by = actor(request)
    topic = topic_or_404(topic_id)
    if request.method == "POST":
        return _act(request, topic, by)
    return _review_page(request, topic, by)


def _act(request: HttpRequest, topic: Topic, by: Actor) -> HttpResponse:
    """One act, then the same page at the same place; what is refused stands there, with what
    was written."""
    number = _number(request, "submission") or 0
    place = request.POST.get("statement", "")
    act = ACTS.get(request.POST.get("go", ""))
    if act is None:
        messages.error(request, say("Nothing was done: this page does not know that button."))
        return redirect("desk:review", topic.pk)
    try:
        said = act(request, number, by)
    except REFUSALS as refused:
        refusal: dict[str, Any] = {
            "at": place,
            "said": str(refused),
            "words": request.POST.get("words", ""),
        }
        refusal["register"] = isinstance(refused, InterestsMissing | InterestsExpired)
        return _review_page(request, topic, by, refusal)
    if said:
        messages.success(request, said)
    address = reverse("desk:review", args=[topic.pk])
    return redirect(f"{address}#s-{place}" if place else address)


def _judge(verdict: str) -> Callable[[HttpRequest, int, Actor], str]:
    def act(request: HttpRequest, number: int, by: Actor) -> str:
        statement, words = request.POST.get("statement", ""), request.POST.get("words", "")
        actions.judge(number, statement, verdict, words, by=by)
        return ""

    return act


def _judge_many(request: HttpRequest, number: int, by: Actor) -> str:
    done = actions.judge_many(number, request.POST.getlist("each"), by=by)
    return say("%(done)s statements confirmed.", done=len(done))


def _finish(request: HttpRequest, number: int, by: Actor) -> str:
    actions.finish_step(number, by=by)
    return say("This step of the review is finished.")


def _send_back(request: HttpRequest, number: int, by: Actor) -> str:
    actions.ask_for_changes(number, request.POST.get("words", ""), by=by)
    return say("Sent back to the author.")


def _take_back(request: HttpRequest, number: int, by: Actor) -> str:
    actions.take_back(number, by=by)
    return say(
        "Taken back from review. What was confirmed stays confirmed while it is not changed."
    )


def _approve(request: HttpRequest, number: int, by: Actor) -> str:
    actions.approve(number, by=by)
    return say("Approved.")


ACTS: dict[str, Callable[[HttpRequest, int, Actor], str]] = {
    "confirm": _judge("confirm"),
    "change": _judge("change"),
    "remove": _judge("remove"),
    "confirm many": _judge_many,
    "finish": _finish,
    "send back": _send_back,
    "take back": _take_back,
    "approve": _approve,
}


def _review_page(
    request: HttpRequest, topic: Topic, by: Actor, refusal: dict[str, Any] | None = None
) -> HttpResponse:
    newest = next(iter(submissions_of(topic.pk)), None)
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="review"),
        "refusal": refusal,
        "submission": newest,
        **(_under_review(newest, by) if newest else {}),
    }
    status = 409 if refusal else 200
    return render(request, "editorial/desk/review.html", context, status=status)


def _under_review(newest: Submission, by: Actor) -> dict[str, Any]:
    found = review_of(newest)
    own = newest.by_account is not None and newest.by_account == by.account
    return {
        "review": found,
        "sheet": sheet_of(found, by=by),
        "waiting": len(found.waiting),
        "may_comment": may(by, COMMENT),
        "may_take_back": newest.state in {"open", "approved"} and (own or may(by, TAKE_BACK_ANY)),
    }


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else None
