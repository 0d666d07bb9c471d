"""One's own declarations of interests: nobody signs a review without a current one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from statim.design.speech import say
from statim.editorial.actions import declare_interests
from statim.editorial.desk.people import actor
from statim.editorial.desk.refusals import REFUSALS
from statim.editorial.permissions import DECLARE, check_may
from statim.editorial.queries import interests as register


@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest) -> HttpResponse:
    """What one declared so far; POST declares anew."""
    by = actor(request)
    account = check_may(by, DECLARE)
    words, refusal = request.POST.get("words", ""), ""
    if request.method == "POST":
        try:
            declare_interests(words, by=by, none="none" in request.POST)
        except REFUSALS as refused:
            refusal = str(refused)
        else:
            messages.success(request, say("Declared. It holds for a year."))
            return redirect("desk:interests")
    declared = register.history(account)
    context = {
        "header_title": say("Your interests"),
        "declared": [(each, register.said_by(each)) for each in declared],
        "holds": bool(declared) and register.holds(declared[0], timezone.now()),
        "until": declared[0].at + register.HOLDS if declared else None,
        "words": words,
        "none": "none" in request.POST,
        "refusal": refusal,
    }
    status = 400 if refusal else 200
    return render(request, "editorial/desk/interests.html", context, status=status)
