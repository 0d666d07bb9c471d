"""What the views of this room share: for whom they answer, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from statim.accounts.signed_in import reader_id
from statim.annotations.errors import (
    ChangedMeanwhile,
    NoSuchGroup,
    NoSuchInvitation,
    NoSuchNote,
    NotAllowed,
)
from statim.annotations.queries import belonging, groups_of
from statim.design.speech import say
from statim.editions.following import standing_now

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, int, P], HttpResponse]

PERSONAL = "private, no-store"


def for_reader(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorator: gives the view the signed-in reader's id; others are led to sign in. What is not
    the reader's is not there; nothing may be kept by a cache."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = reader_id(request)
        if reader is None:
            response = _to_sign_in(request)
        else:
            try:
                response = view(request, reader, *args, **kwargs)
            except (NoSuchNote, NoSuchGroup, NoSuchInvitation) as missing:
                response = _refused(request, str(missing), 404)
            except NotAllowed as refused:
                response = _refused(request, str(refused), 403)
        response.headers["Cache-Control"] = PERSONAL
        return response

    return guarded


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, and puts the answer in place itself."""
    return "application/json" in request.headers.get("Accept", "")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"sign_in": settings.LOGIN_URL}, status=401)
    back = request.get_full_path() if request.method == "GET" else "/account/notes/"
    return redirect_to_login(back)


def _refused(request: HttpRequest, said: str, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"said": said}, status=status)
    return render(request, "annotations/refused.html", {"said": said}, status=status)


def back_to_page(topic: str, anchor: str, *, listed: bool) -> HttpResponse:
    """Where the reader was: the line of the page, or the list of notes."""
    here = standing_now([topic]).get(topic)
    if listed or here is None:
        return HttpResponseRedirect(f"/account/notes/#{anchor}")
    return HttpResponseRedirect(f"/topics/{here.slug}/#{anchor}")


def saved(request: HttpRequest, *, topic: str, name: str, listed: bool = False) -> HttpResponse:
    """After an act: the script is told, a form is led back to the note."""
    if wants_json(request):
        return JsonResponse({"saved": name})
    return back_to_page(topic, f"note-{name}" if name else "main", listed=listed)


def form_again(
    request: HttpRequest, context: Mapping[str, Any], refusal: Exception
) -> HttpResponse:
    """The form with what was typed and what is wrong with it: 409 where the note changed
    meanwhile, 422 else."""
    status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
    said = {**context, "refusal": str(refusal)}
    if isinstance(refusal, ChangedMeanwhile):
        said |= {"theirs": refusal.text, "version": refusal.version}
    if seal := getattr(refusal, "seal", ""):
        said["seal"] = seal
    if wants_json(request):
        fragment = render_to_string("annotations/note_form.html", said, request)
        told = {"form": fragment, "refusal": str(refusal), "seal": said.get("seal", "")}
        return JsonResponse(told, status=status)
    return render(request, "annotations/write.html", said, status=status)


def choices_of(reader: int) -> list[tuple[str, str]]:
    """What a note may be shared with: (value, words), the group's own lines for its keepers."""
    choices = []
    for one in groups_of(reader):
        choices.append(
            (f"note:{one.group.name}", say("Shared with %(title)s", title=one.group.title))
        )
        if one.is_keeper:
            choices.append(
                (f"line:{one.group.name}", say("A line of %(title)s", title=one.group.title))
            )
    return choices


def chosen_group(reader: int, share: str) -> tuple[str, int]:
    """("note" or "line", the group's number) of such a value; ("", 0) for a private note.

    Raises NoSuchGroup for a group that is not the reader's.
    """
    kind, _, name = share.partition(":")
    if not name:
        return "", 0
    return kind, belonging(reader, name).group.pk
