"""The form for asking, with JavaScript and without; and the receipt where a reply is found."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from statim.accounts.connection import connection_of
from statim.accounts.cpd.actions import start_from_question
from statim.accounts.queries import holder_of
from statim.accounts.signed_in import reader_id
from statim.design.speech import say
from statim.editions.queries import names_at
from statim.questions import actions, patients
from statim.questions.errors import Refused, TooMany
from statim.questions.forms import Asking
from statim.questions.models import LONGEST, Kind
from statim.questions.queries import by_receipt

RECEIVED = "/ask/received/"


@csrf_exempt  # checked by one of the two ways inside
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form (`?q=` or `?topic=` fill it in), and what it sends.

    The form at the foot of a topic is part of a page that is the same for everybody, and holds
    no token: it is taken where the browser says that it stood on this site.
    """
    if request.method != "POST":
        return _form(request, Asking(initial=_initial(request)))
    if _came_from_here(request):
        return _take(request)
    return _with_token(request)


@csrf_protect
def _with_token(request: HttpRequest) -> HttpResponse:
    return _take(request)


def _came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on this site; no other page can make it."""
    here = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    return request.headers.get("Origin") in {here, *settings.CSRF_TRUSTED_ORIGINS}


def _take(request: HttpRequest) -> HttpResponse:
    form = Asking(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    said = form.cleaned_data
    if said["website"]:
        return _received(request, RECEIVED)
    if not said["seen"] and (warning := patients.warning(said["words"])):
        return _form(request, form, status=409, warning=warning)
    try:
        _, token = actions.ask(
            words=said["words"],
            kind=said["kind"] or (Kind.NOT_ANSWERED if said["topic"] else Kind.PAGE_WANTED),
            connection=connection_of(request),
            slug=said["topic"],
            statement=said["statement"],
            address=said["address"],
        )
    except Refused as refused:
        form.add_error("words", str(refused))
        return _form(request, form, status=429 if isinstance(refused, TooMany) else 422)
    _begin_diary(request, said["words"], said["topic"], said["kind"])
    return _received(request, f"/ask/{token}/")


def _begin_diary(request: HttpRequest, words: str, slug: str, kind: str) -> None:
    """Begin an entry in the diary of whoever is signed in and keeps one, from what a page did not
    answer. The question itself is not tied to it."""
    reader = reader_id(request)
    if reader is not None and slug and kind in {"", Kind.NOT_ANSWERED}:
        start_from_question(reader, words=words, slug=slug, by=holder_of(reader))


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _received(request: HttpRequest, address: str) -> HttpResponse:
    answer: HttpResponse
    if _wants_json(request):
        answer = JsonResponse({"receipt": address}, status=201)
    else:
        answer = redirect(address)
    return _unkept(answer)


def _form(
    request: HttpRequest, form: Asking, *, status: int = 200, warning: str = ""
) -> HttpResponse:
    if _wants_json(request) and request.method == "POST":
        faults = [str(fault) for faults in form.errors.values() for fault in faults]
        said = {"errors": faults, "warning": warning}
        return _unkept(JsonResponse(said, status=status))
    slug = str(form["topic"].value() or "")
    context: dict[str, Any] = {
        "form": form,
        "warning": warning,
        "slug": slug,
        "title": names_at([slug]).get(slug, ("", ""))[1] if slug else "",
        "longest": LONGEST,
        "bare": True,
    }
    return _unkept(render(request, "questions/ask.html", context, status=status))


def _initial(request: HttpRequest) -> dict[str, str]:
    return {
        "words": request.GET.get("q", "")[:200],
        "topic": request.GET.get("topic", "")[:200],
        "statement": request.GET.get("statement", "")[:40],
    }


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked, how far it is, and the reply: for whoever knows the address."""
    question = by_receipt(token)
    if question is None:
        raise Http404(say("No question has this receipt."))
    address = request.build_absolute_uri()
    context = {"question": question, "address": address, "bare": True}
    return _unkept(render(request, "questions/receipt.html", context))


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """What a program sees that filled in the trap."""
    return _unkept(render(request, "questions/receipt.html", {"question": None, "bare": True}))


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
