"""Comments on statements while a topic is being written: said, answered, resolved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial import actions
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS, topic_or_404
from statim.editorial.desk.remarks import threads_of
from statim.editorial.models import Comment
from statim.editorial.permissions import COMMENT, check_may
from statim.topics.manuscript import statements_in
from statim.topics.models import Topic
from statim.topics.queries import manuscript_of


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Every thread of a topic; POST says something, answers, or resolves."""
    by = actor(request)
    check_may(by, COMMENT)
    topic = topic_or_404(topic_id)
    if request.method != "POST":
        return _page(request, topic, by)
    try:
        made = _act(request, topic, by)
    except REFUSALS as refused:
        sent = {name: request.POST.get(name, "") for name in ("words", "statement", "to")}
        return _page(request, topic, by, {"said": str(refused), **sent})
    if not request.headers.get("X-Beside"):  # who stays at the text sees it there
        said = {"resolve": say("Resolved."), "reopen": say("Open again.")}
        messages.success(
            request, said.get(request.POST.get("go", ""), say("Your comment is kept."))
        )
    return redirect(_back(request, topic, made))


def _back(request: HttpRequest, topic: Topic, made: Comment) -> str:
    """The screen on which it was said, at its place: under the statement of a review, beside the
    text, or among all comments."""
    thread = made.answers_to_id or made.pk
    screen = request.POST.get("back", "")
    if screen == "review":
        return f"{reverse('desk:review', args=[topic.pk])}#{_place(made)}"
    name = "desk:topic" if screen == "topic" else "desk:comments"
    return f"{reverse(name, args=[topic.pk])}#c-{thread}"


def _place(made: Comment) -> str:
    first = made.answers_to or made
    return f"s-{first.statement}" if first.statement else ""


def _act(request: HttpRequest, topic: Topic, by: Actor) -> Comment:
    sent = request.POST
    first = int(sent["to"]) if sent.get("to", "").isdecimal() else None
    go = sent.get("go")
    if go in {"resolve", "reopen"}:
        of_this = Comment.objects.filter(topic=topic, pk=first or 0).exists()
        act = actions.resolve_comment if go == "resolve" else actions.reopen_comment
        return act(first if of_this and first else 0, by=by)
    statement = sent.get("statement", "")
    said = {s.id: s.text for s in statements_in(manuscript_of(topic).sections)}
    return actions.comment(
        topic.pk,
        sent.get("words", ""),
        by=by,
        statement=statement,
        quote=said.get(statement, ""),
        answers_to=first,
    )


def _page(
    request: HttpRequest, topic: Topic, by: Actor, refusal: dict[str, Any] | None = None
) -> HttpResponse:
    draft = manuscript_of(topic)
    threads = threads_of(topic.pk, draft)
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="comments"),
        "open": [thread for thread in threads if thread.first.resolved_at is None],
        "resolved": [thread for thread in threads if thread.first.resolved_at is not None],
        "statements": list(statements_in(draft.sections)),
        "at": request.GET.get("statement", ""),
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return render(request, "editorial/desk/comments.html", context, status=status)
