"""What the editor asks of the desk besides saving: what was pasted, and pictures of drafts."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from statim.design.speech import say
from statim.editions import media
from statim.editions.errors import PictureRefused
from statim.editions.picture import LARGEST
from statim.editorial.desk.people import actor
from statim.editorial.permissions import READ_DESK, WRITE, check_may
from statim.topics.editor.views import paste


def pasted(request: HttpRequest) -> HttpResponse:
    """What was pasted, as nested statements."""
    check_may(actor(request), WRITE)
    return paste(request)


@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Keep a picture, and say what it is: {media, type, width, height}."""
    check_may(actor(request), WRITE)
    sent = request.FILES.get("picture")
    if sent is None or (sent.size or 0) > LARGEST:
        said = say("Send one picture, of at most 20 MB.")
        return JsonResponse({"error": said}, status=400)
    try:
        kept = media.put(sent.read())
    except PictureRefused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse(
        {"media": kept.media, "type": kept.type, "width": kept.width, "height": kept.height}
    )


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of a draft, for the desk alone."""
    check_may(actor(request), READ_DESK)
    found = media.file_of(name)
    if found is None:
        raise Http404(say("There is no such picture."))
    path, kind = found
    answer = FileResponse(path.open("rb"), content_type=kind)
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
