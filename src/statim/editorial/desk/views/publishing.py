"""What readers will see: publishing now or later, withdrawing, another address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editions.change_lines import shown
from statim.editions.changes import between
from statim.editions.document import Change
from statim.editions.queries import latest_of_topic
from statim.editorial import actions
from statim.editorial.desk.draft import checked, compared
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS, topic_or_404
from statim.editorial.desk.releasing import MoveForm, ReleaseForm, WithdrawForm, first_of
from statim.editorial.freezing import reviewed_document
from statim.editorial.models import Schedule, Submission
from statim.editorial.permissions import MOVE, PUBLISH, WITHDRAW, check_may, separated
from statim.editorial.queries.plans import months_of
from statim.editorial.queries.reviewing import in_review, review_of
from statim.topics.models import Topic


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, topic_id: str) -> HttpResponse:
    """What publishing would change for readers; POST publishes, or sets the moment."""
    by = actor(request)
    check_may(by, PUBLISH)
    topic = topic_or_404(topic_id)
    if request.method != "POST":
        return _publish_page(request, topic, by, None)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _publish_page(request, topic, by, form, 400)
    try:
        said = _release(form, by)
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return _publish_page(request, topic, by, form, 409)
    messages.success(request, said)
    return redirect(
        "desk:history" if form.cleaned_data["due"] is None else "desk:publish", topic.pk
    )


def _release(form: ReleaseForm, by: Actor) -> str:
    said, change = form.cleaned_data, form.change()
    if said["due"]:
        actions.schedule(said["submission"], said["due"], change, by=by)
        return say(
            "It will be published on %(due)s UTC.", due=format(said["due"], "%-d %B %Y at %H:%M")
        )
    done = actions.publish_submission(said["submission"], change, by=by, version=said["version"])
    return say("Edition %(number)s of %(title)s is live.", number=done.number, title=done.title)


def _publish_page(
    request: HttpRequest, topic: Topic, by: Actor, form: ReleaseForm | None, status: int = 200
) -> HttpResponse:
    found = in_review(topic.pk)
    head = head_of(topic, by=by, current="publish")
    context = {
        "header_title": topic.title,
        "head": head,
        "submission": found,
        **(_to_release(found, by, form) if found else {}),
    }
    return render(request, "editorial/desk/publish.html", context, status=status)


def _to_release(found: Submission, by: Actor, form: ReleaseForm | None) -> dict[str, Any]:
    review = review_of(found)
    latest = latest_of_topic(found.topic_id)
    before = latest.document if latest else None
    number = latest.number if latest else 0
    own = separated() and found.by_account == by.account
    change = review.manuscript.change or Change(kind="clarification")
    months = months_of(found.topic_id)
    document = reviewed_document(review, change, datetime.now(UTC), months=months)
    refused = Schedule.objects.filter(submission=found, state=Schedule.State.REFUSED).last()
    return {
        "review": review,
        "missing": review.missing,
        "ready": not review.missing and not review.step and not own,
        "own": own,
        "schedule": Schedule.objects.filter(submission=found, state="waiting").first(),
        "refused": refused,
        "changes": compared(before, document) if before else None,
        "fields": shown(between(before, document), before, document).fields if before else (),
        "before": latest,
        "edition": number + 1,
        "findings": checked(document),
        "form": form or first_of(review.manuscript.change, number, found.pk, found.version),
    }


@require_POST
def unschedule(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Take the moment of publication back."""
    by = actor(request)
    topic = topic_or_404(topic_id)
    number = request.POST.get("schedule", "")
    try:
        actions.cancel_schedule(int(number) if number.isdecimal() else 0, by=by)
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, say("It will not be published by itself."))
    return redirect("desk:publish", topic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Take a topic offline, with the reason."""

    def act(topic: Topic, form: Form, by: Actor) -> str:
        actions.withdraw_topic(topic.pk, form.cleaned_data["reason"], by=by)
        return say("Withdrawn. Readers see the reason in place of the page.")

    form = WithdrawForm(request.POST if request.method == "POST" else None)
    return _asked(request, topic_id, WITHDRAW, form, act, "withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Give a topic another address; the former one leads readers on."""

    def act(topic: Topic, form: Form, by: Actor) -> str:
        slug = actions.move_topic(topic.pk, form.cleaned_data["slug"], by=by)
        return say("The topic stands at /topics/%(slug)s/ now.", slug=slug)

    form = MoveForm(request.POST if request.method == "POST" else None)
    return _asked(request, topic_id, MOVE, form, act, "move")


def _asked(
    request: HttpRequest,
    topic_id: str,
    act_name: str,
    form: Form,
    act: Callable[[Topic, Form, Actor], str],
    name: str,
) -> HttpResponse:
    """A form of one question, its act, and the way back to the topic's history."""
    by = actor(request)
    check_may(by, act_name)
    topic = topic_or_404(topic_id)
    status = 400 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            said = act(topic, form, by)
        except REFUSALS as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, said)
            return redirect("desk:history", topic.pk)
    head = head_of(topic, by=by, current="publish")
    context = {"header_title": topic.title, "head": head, "form": form}
    return render(request, f"editorial/desk/{name}.html", context, status=status)
