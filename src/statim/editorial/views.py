"""The one address of the desk that no signed-in browser opens: a person's calendar."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editorial.calendar import feed
from statim.editorial.queries.calendars import dates_of, owner_of
from statim.publisher.queries import house


@require_safe
@cache_control(private=True, no_store=True)
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of whose secret this is; what is unknown or taken back is not there."""
    owner = owner_of(token)
    if owner is None:
        raise Http404(say("There is no such calendar."))
    name = f"{house().site_name}: {owner.name}"
    answer = HttpResponse(
        feed(dates_of(owner), name=name, now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer
