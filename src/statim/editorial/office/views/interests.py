"""The register of interests of everybody at the desk."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office.registry import WORDS, registered
from statim.editorial.permissions import READ_INTERESTS, check_may


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Who declared what, and whose declaration is missing, expired or soon to expire."""
    check_may(actor(request), READ_INTERESTS)
    rows = registered(timezone.now())
    wanted = request.GET.get("standing", "")
    counted = Counter(each.standing for each in rows)
    context = {
        "header_title": say("Register of interests"),
        "rows": [each for each in rows if wanted not in WORDS or each.standing == wanted],
        "standings": [(key, words, counted[key]) for key, words in WORDS.items()],
        "wanted": wanted, "all": len(rows),
    }  # fmt: skip
    return render(request, "editorial/office/register.html", context)
