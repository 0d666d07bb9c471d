"""What the editor asks the site: to read what was pasted, to keep a picture, to show it.

These views ask nobody who he is: the desk that mounts them lets in who may write.
"""

from __future__ import annotations

import json

from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from statim.design.speech import say
from statim.editions import media
from statim.editions.document import section_to_dict
from statim.editions.errors import PictureRefused
from statim.editions.picture import LARGEST as LARGEST_PICTURE
from statim.topics.editor import paste as pasting
from statim.topics.errors import Refused
from statim.topics.manuscript import doubts_to_list

LARGEST = 16 * 1024 * 1024  # bytes


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """JSON {html, text} to {sections, references, doubts}; 422 with the reason where refused."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _refused(say("What was pasted is too large; import it as a file."), 413)
    try:
        said = json.loads(request.read(LARGEST))
        html, text = said.get("html", ""), said.get("text", "")
    except (ValueError, AttributeError, RecursionError):
        return _refused(say("The request holds no JSON object."), 400)
    if not isinstance(html, str) or not isinstance(text, str):
        return _refused(say("html and text must be texts."), 400)
    try:
        pasted = pasting.read(html=html, text=text)
    except Refused as error:
        return _refused(str(error), 422)
    return JsonResponse(
        {
            "sections": [section_to_dict(section) for section in pasted.sections],
            "references": [dict(item) for item in pasted.references],
            "doubts": doubts_to_list(pasted.doubts),
        }
    )


@require_POST
def figure(request: HttpRequest) -> JsonResponse:
    """The file `picture` to {media, type, width, height}, kept; 422 with the reason if refused."""
    file = request.FILES.get("picture")
    if file is None:
        return _refused(say("There is no picture in the request."), 400)
    if (file.size or 0) > LARGEST_PICTURE:
        return _refused(
            say(
                "The picture is larger than %(largest_picture)s MB.",
                largest_picture=LARGEST_PICTURE // 1024**2,
            ),
            413,
        )
    try:
        kept = media.put(file.read())
    except PictureRefused as error:
        return _refused(say("The picture was not taken: %(error)s.", error=error), 422)
    about = {"media": kept.media, "type": kept.type, "width": kept.width, "height": kept.height}
    return JsonResponse(about)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A kept picture by its file's name, for those who write: drafts show it before readers may."""
    found = media.file_of(name)
    if found is None:
        raise Http404
    path, picture_type = found
    return FileResponse(path.open("rb"), content_type=picture_type)


def _refused(why: str, status: int) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)
