"""Choosing in one matter of the site: typed, looked at, and then made to hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from statim.audit.actor import Actor
from statim.design.speech import later, say
from statim.editorial.desk.people import actor
from statim.editorial.office import choosing
from statim.editorial.permissions import check_may
from statim.publisher.actions import choose
from statim.publisher.errors import ChangedMeanwhile, Refused, SetByOperator
from statim.publisher.logo import LARGEST, Picture
from statim.publisher.matters import AUDIENCES, MATTERS, NAMES
from statim.publisher.queries import choice, with_values

AUDIENCE_WORDS = {
    "notice": later("Everybody; a line says for whom it is"),
    "confirm": later("Everybody who confirms once that it is meant for them"),
    "signin": later("Only those who signed in"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, matter: str) -> HttpResponse:
    """One matter's form; a preview of what was typed; and, once that was seen, its holding."""
    if matter not in MATTERS:
        raise Http404(say("There is no matter %(matter)s.", matter=repr(matter)))
    by = actor(request)
    check_may(by, choosing.act_of(matter))
    if request.method == "POST":
        return _typed(request, matter, by)
    values, version = choice(matter)
    return _form(request, matter, choosing.as_typed(values), version)


def _typed(request: HttpRequest, matter: str, by: Actor) -> HttpResponse:
    typed = {name: str(value) for name, value in request.POST.items()}
    version = int(v) if (v := typed.get("version", "")).isdecimal() and len(v) < 9 else 0
    if matter == "logo" and typed.get("go") == "remove":
        typed["logo"] = typed["picture"] = ""
    upload = request.FILES.get("file")
    try:
        data = upload.read(LARGEST + 1) if upload else None
        values, picture = choosing.read(matter, typed, data)
    except Refused as refused:
        return _form(request, matter, typed, version, refused=refused)
    if typed.get("seen") != choosing.mark_of(values):
        return _form(request, matter, typed, version, would=(values, picture))
    try:
        changed = choose(matter, values, version=version, by=by, picture=picture)
    except Refused as refused:
        return _form(request, matter, typed, version, refused=refused)
    except ChangedMeanwhile as late:
        now, version = choice(matter)
        return _form(request, matter, choosing.as_typed(now), version, said=str(late), status=409)
    except SetByOperator as fixed:
        return _form(request, matter, typed, version, said=str(fixed), status=422)
    messages.success(request, say("It holds now.") if changed else say("Nothing was changed."))
    return redirect("office:site", matter=matter)


def _form(
    request: HttpRequest, matter: str, typed: dict[str, str], version: int, *,
    refused: Refused | None = None, said: str = "",
    would: tuple[dict[str, Any], Picture | None] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "header_title": say(MATTERS[matter].title), "matter": MATTERS[matter], "version": version,
        "fields": choosing.fields(matter, typed, refused), "said": said,
        "audiences": [(one, say(AUDIENCE_WORDS[one])) for one in AUDIENCES],
        "rows": choosing.rows(typed, refused) if matter == "specialties" else [],
        "refused": refused, "now": with_values(choice(matter)[0]),
    }  # fmt: skip
    if would is not None:
        seen, picture = would
        house = with_values(seen)
        context |= {
            "would": house, "seen": choosing.mark_of(seen), "swatches": choosing.swatches(house),
            "picture": choosing.encoded(picture), "arranged": seen.get("specialties", []),
            "languages": seen.get("languages", []),
            "disclaimers": [(say(words), house.disclaimer_on(on)) for on, words in NAMES.items()],
        }  # fmt: skip
    status = 422 if refused else status
    return render(request, "editorial/office/site.html", context, status=status)
