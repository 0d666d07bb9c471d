"""The list of topics."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazily
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editions.queries import shelves
from statim.editorial.desk.listing import STATES, Wanted, found
from statim.editorial.desk.people import actor

FLAGS = {
    "mine": lazily("I wrote in"),
    "overdue": lazily("Overdue for review"),
    "doubts": lazily("With doubts"),
}


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic, found by words, state, specialty, and what is the matter with it."""
    asked = request.GET
    wanted = Wanted(
        words=asked.get("q", "").replace("\0", "").strip(),
        state=asked.get("state", ""),
        specialty=asked.get("specialty", "").replace("\0", "").strip(),
        **{flag: flag in asked for flag in FLAGS},
    )
    number = int(asked["p"]) if asked.get("p", "").isdecimal() else 1
    page = found(wanted, account=actor(request).account, page=number, today=date.today())
    filters = {key: value for key, value in asked.items() if value and key != "p"}
    context = {
        "header_title": say("Topics"),
        "wanted": wanted,
        "states": STATES,
        "flags": [(flag, words, getattr(wanted, flag)) for flag, words in FLAGS.items()],
        "specialties": sorted({path for _, path, _ in shelves() if path}),
        "page": page,
        "filtered": bool(filters),
        "query": urlencode(filters),
    }
    return render(request, "editorial/desk/topics.html", context)
