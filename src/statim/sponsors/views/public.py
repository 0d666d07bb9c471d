"""What stands in a slot today, its picture, and the way to where it leads.

These answers depend on the slot and the day alone: no cookie, no query and no header that tells
of a page or a person is looked at (tests/sponsors/test_fire_wall.py).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.sponsors import queries
from statim.sponsors.errors import NoSuchBooking
from statim.sponsors.slots import SLOTS
from statim.sponsors.tally import FOLLOWED, SEEN, tally

_NAME = re.compile(r"[0-9a-f]{64}")


@require_safe
def slot(request: HttpRequest, name: str) -> HttpResponse:
    """What the slot shows today, as a piece of HTML; 204 where it shows nothing."""
    if name not in SLOTS:
        raise Http404(say("There is no such slot."))
    shown = queries.showing(name, today())
    if shown is None:
        return _unkept(HttpResponse(status=204))
    if request.method == "GET":
        tally.count(shown.pk, today(), SEEN)
    context = {"shown": shown, "slot": SLOTS[name]}
    return _unkept(render(request, "sponsors/creative.html", context))


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A booked picture, by the hash of its bytes."""
    found = queries.picture(name) if _NAME.fullmatch(name) else None
    if found is None:
        raise Http404(say("There is no such picture."))
    answer = HttpResponse(bytes(found.data), content_type=found.type)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer


@require_safe
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """To where the advertisement leads, while it is shown; elsewhere it is not told from where."""
    try:
        row = queries.booking(number)
    except NoSuchBooking as missing:
        raise Http404(str(missing)) from missing
    shown = queries.showing(row.slot, today())
    if shown is None or shown.pk != number:
        raise Http404(say("This advertisement is over."))
    if request.method == "GET":
        tally.count(number, today(), FOLLOWED)
    answer = _unkept(HttpResponseRedirect(row.link))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def today() -> date:
    """The day that counts here: UTC's."""
    return datetime.now(UTC).date()


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    return answer
