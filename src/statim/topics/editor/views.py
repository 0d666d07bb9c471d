"""What the editor asks the site: to read what was pasted.

These views ask nobody who he is: the desk that mounts them lets in who may write.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from statim.editions.document import section_to_dict
from statim.topics.editor import paste as pasting
from statim.topics.errors import Refused
from statim.topics.manuscript import doubts_to_list

LARGEST = 16 * 1024 * 1024  # bytes


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """JSON {html, text} to {sections, references, doubts}; 422 with the reason where refused."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _refused("What was pasted is too large; import it as a file.", 413)
    try:
        said = json.loads(request.read(LARGEST))
        html, text = said.get("html", ""), said.get("text", "")
    except (ValueError, AttributeError, RecursionError):
        return _refused("The request holds no JSON object.", 400)
    if not isinstance(html, str) or not isinstance(text, str):
        return _refused("html and text must be texts.", 400)
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


def _refused(why: str, status: int) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)
