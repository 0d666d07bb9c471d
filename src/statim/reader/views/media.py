"""The pictures of published pages, by the hash of their bytes, to be kept by browsers for good."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editions import media
from statim.editions.showing import is_shown
from statim.publisher.queries import house

FOR_GOOD = "max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """The picture, where an edition of a topic that is online shows it; else 404."""
    found = media.file_of(name) if is_shown(name) else None
    if found is None:
        raise Http404(say("There is no such picture."))
    path, picture_type = found
    answer = FileResponse(path.open("rb"), content_type=picture_type)
    shared = "public" if house().audience == "notice" else "private"
    answer.headers["Cache-Control"] = f"{shared}, {FOR_GOOD}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
