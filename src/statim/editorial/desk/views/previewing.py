"""A draft, or an older version, as readers would see it: in a page of its own, for staff only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.editorial.desk.draft import frozen, preview_of
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import topic_or_404
from statim.editorial.permissions import READ_DESK, check_may
from statim.topics.errors import NoSuchVersion
from statim.topics.queries import manuscript_at, manuscript_of, version


@require_safe
def preview(request: HttpRequest, topic_id: str) -> HttpResponse:
    """The frozen Document through the reader's own rendering; `?version=` shows an older one."""
    check_may(actor(request), READ_DESK)
    topic = topic_or_404(topic_id)
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() else topic.revision
    if number == topic.revision:
        manuscript = manuscript_of(topic)
    else:
        try:
            manuscript = manuscript_at(version(topic.pk, number))
        except NoSuchVersion as missing:
            raise Http404(str(missing)) from missing
    context = {
        "topic": topic,
        "title": manuscript.title,
        "number": number,
        "newest": number == topic.revision,
        "article": preview_of(frozen(manuscript)),
        "empty": not manuscript.sections,
    }
    return render(request, "editorial/desk/preview.html", context)
