"""What the publisher chose of the site's looks: its logo and its colours."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.publisher.colours import style_sheet
from statim.publisher.queries import house, logo_of, stamp

FOR_GOOD = "public, max-age=31536000, immutable"  # another logo has another address


@require_safe
def logo(request: HttpRequest, media: str) -> HttpResponse:
    """A logo by the hash of its bytes."""
    data = logo_of(media)
    if data is None:
        raise Http404(say("There is no such logo."))
    response = HttpResponse(data, content_type="image/png")
    response.headers["Cache-Control"] = FOR_GOOD
    return response


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """The chosen colours as a style sheet; pages name with it what was chosen, so that others
    are fetched at once."""
    said = style_sheet(house().accent, house().accent_dark)
    response = HttpResponse(said, content_type="text/css; charset=utf-8")
    known = request.GET.get("of") == stamp()  # else this process is a moment behind another
    response.headers["Cache-Control"] = "public, max-age=86400" if known else "no-cache"
    return response
