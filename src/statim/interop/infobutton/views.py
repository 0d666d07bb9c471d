"""`/infobutton`: what an electronic record asks about, answered as Atom, JSON or a page.

What is asked may hint at a patient: it is kept nowhere, and no cache may keep the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from statim.accounts.signed_in import reader_id
from statim.annotations.shown import shown_to
from statim.editions.coded import topics_coded
from statim.editions.following import Stands
from statim.editions.inline import plain_text
from statim.interop.door.gate import WHY, Admission, Keep, admit
from statim.interop.door.reading import shown_of, standing_of
from statim.interop.infobutton.choosing import Part, chosen
from statim.interop.infobutton.parameters import Asked, Criterion, Unanswerable, read
from statim.interop.infobutton.profile import profile as profile_of
from statim.interop.infobutton.write import Found, atom, entries, json_value
from statim.publisher.queries import house
from statim.search.queries import named_in

MOST = 10  # topics of one answer
PROFILE_OF = "2026-11-24T00:00:00"  # when the profile last changed


@csrf_exempt  # reads only, and records post without a cookie of ours
@require_http_methods(["GET", "HEAD", "POST"])
def infobutton(request: HttpRequest) -> HttpResponse:
    """What is known about the codes or names; nothing known is an empty answer, never an error."""
    sent = [*request.GET.lists(), *request.POST.lists()]
    pairs = [(name, value) for name, values in sent for value in values if name != "strict"]
    strict = request.GET.get("strict") == "1" or request.POST.get("strict") == "1"
    try:
        asked = read(pairs, strict=strict)
    except Unanswerable as why:
        answer = HttpResponse(f"{why}\n", status=why.status, content_type="text/plain")
        return _unkept(answer)
    found, keeps = _found(request, asked)
    response = _ANSWERS[asked.response or _preferred(request)](request, found, asked)
    for keep in keeps:
        keep(response)
    return _unkept(response)


def _preferred(request: HttpRequest) -> str:
    """By the Accept header, where the request itself does not say."""
    accepted = request.headers.get("Accept", "")
    if "text/html" in accepted:
        return "html"
    return "json" if "application/json" in accepted else "atom"


def topics_for(asked: Asked) -> list[Stands]:
    """The topics that carry a code that was asked for; else those that are named."""
    coded = topics_coded((one.system, one.code) for one in asked.criteria if one.code)
    named = {
        hit.topic.topic: hit.topic
        for one in ([] if coded else asked.criteria)
        for words in _names(one)
        for hit in named_in(words, limit=MOST)
    }
    return (coded or list(named.values()))[:MOST]


def _names(criterion: Criterion) -> list[str]:
    return [words for words in (criterion.display, criterion.words) if words]


def _found(request: HttpRequest, asked: Asked) -> tuple[list[Found], list[Keep]]:
    """The answer, and what keeps the meter's count."""
    reader = reader_id(request)
    found: list[Found] = []
    admission: Admission | None = None
    for topic in topics_for(asked):
        standing = standing_of(topic.topic)
        if standing is None or standing.withdrawn:
            continue
        shown, parts, refused = shown_of(standing), list[Part](), ""
        if admission is None:
            # one opening is counted: that of the first topic, whose parts are handed out
            admission = admit(request, standing)
            parts = chosen(shown.document, asked.subtopic, asked.task)
            refused = WHY.get(admission.why, "")
        first = admission.why != "audience"
        lines = _lines(reader, standing.topic, standing.number) if reader else ()
        found.append(Found(shown, tuple(parts), refused, first, lines))
    keeps = [admission.keep] if admission and admission.allowed else []
    return found, keeps


def _lines(reader: int, topic: str, edition: int) -> tuple[str, ...]:
    """What the reader's groups and they themselves noted here, in plain words."""
    notes = shown_to(reader, topic, edition, date.today())
    return tuple(line for note in notes if (line := plain_text(note.line)))


def _atom(request: HttpRequest, found: list[Found], asked: Asked) -> HttpResponse:
    kind = "text/xml"
    if "application/atom+xml" in request.headers.get("Accept", ""):
        kind = "application/atom+xml"
    return HttpResponse(atom(found, asked.said, house()), content_type=f"{kind}; charset=UTF-8")


def _json(request: HttpRequest, found: list[Found], asked: Asked) -> HttpResponse:
    return JsonResponse(json_value(found, asked.said, house()))


def _html(request: HttpRequest, found: list[Found], asked: Asked) -> HttpResponse:
    names = [one.display or one.words or one.code for one in asked.criteria]
    context = {"names": names, "entries": list(entries(found, house()))}
    return render(request, "interop/infobutton.html", context)


_ANSWERS: dict[str, Callable[[HttpRequest, list[Found], Asked], HttpResponse]] = {
    "atom": _atom,
    "json": _json,
    "html": _html,
}


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Vary"] = "Accept, Cookie"
    return response


@require_safe
@cache_control(no_cache=True)
def profile(request: HttpRequest) -> HttpResponse:
    """The profile for infobutton managers."""
    return HttpResponse(
        profile_of(house(), published=PROFILE_OF), content_type="text/xml; charset=UTF-8"
    )
