"""A topic's history: its versions and editions, any two compared, an older one brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from statim.design.speech import say
from statim.editions.change_lines import shown
from statim.editions.changes import between
from statim.editions.errors import NoSuchEdition
from statim.editions.queries import withdrawals_of
from statim.editorial.actions import restore_version
from statim.editorial.desk.heads import head_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS, topic_or_404
from statim.editorial.desk.timeline import editions_of, sittings_of, state_named
from statim.editorial.permissions import READ_DESK, WRITE, check_may, may
from statim.editorial.queries.reviewing import submissions_of
from statim.topics.errors import NoSuchVersion


@require_safe
def history(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Every version and edition."""
    by = actor(request)
    check_may(by, READ_DESK)
    topic = topic_or_404(topic_id)
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="history"),
        "sittings": sittings_of(topic, submissions_of(topic.pk)),
        "editions": editions_of(topic.pk),
        "withdrawals": withdrawals_of(topic.pk),
        "may_write": may(by, WRITE),
    }
    return render(request, "editorial/desk/history.html", context)


@require_safe
def compare(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Two states of a topic by statement: `?from=v1&to=v3`, or an edition as e2."""
    by = actor(request)
    check_may(by, READ_DESK)
    topic = topic_or_404(topic_id)
    try:
        old_name, old = state_named(topic, request.GET.get("from", ""))
        new_name, new = state_named(topic, request.GET.get("to", f"v{topic.revision}"))
    except (NoSuchVersion, NoSuchEdition) as missing:
        raise Http404(str(missing)) from missing
    context = {
        "header_title": topic.title,
        "head": head_of(topic, by=by, current="history"),
        "old": old_name,
        "new": new_name,
        "changes": shown(between(old, new), old, new),
    }
    return render(request, "editorial/desk/compare.html", context)


@require_POST
def restore(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Make an older version the draft again."""
    by = actor(request)
    check_may(by, WRITE)
    topic = topic_or_404(topic_id)
    sent = {name: request.POST.get(name, "") for name in ("number", "revision")}
    if not all(value.isdecimal() for value in sent.values()):
        raise Http404(say("Say which version is to be brought back."))
    number, revision = int(sent["number"]), int(sent["revision"])
    try:
        made = restore_version(topic.pk, number, revision=revision, by=by)
    except REFUSALS as refused:
        messages.error(request, str(refused))
        return redirect("desk:history", topic.pk)
    messages.success(
        request,
        say(
            "Version %(number)s is the draft again, as version %(number2)s.",
            number=number,
            number2=made.number,
        ),
    )
    return redirect("desk:topic", topic.pk)
