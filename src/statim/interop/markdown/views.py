"""`/topics/<slug>.md`, `/topics/<slug>/editions/<n>.md` and `/llms.txt`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from statim.editions.queries import shelves
from statim.interop.door.files import topic_file
from statim.interop.markdown.write import llms_txt, topic_markdown
from statim.publisher.queries import house

KIND = "text/markdown; charset=utf-8"


@require_safe
def topic(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A topic, or one edition of it, to read."""
    return topic_file(request, slug, topic_markdown, KIND, number)


@require_safe
@conditional_page
@cache_control(no_cache=True)
def llms(request: HttpRequest) -> HttpResponse:
    """Where everything is, for programs that read."""
    return HttpResponse(llms_txt(house(), shelves()), content_type="text/plain; charset=utf-8")
