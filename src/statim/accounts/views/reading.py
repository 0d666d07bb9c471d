"""What somebody lets be recorded of their reading, what they follow, and the page's beats."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from statim.accounts.adapters import stays_here
from statim.accounts.cpd import digest, queries, reading
from statim.accounts.errors import NothingToFollow, ReadingNotKept
from statim.accounts.models import Follow
from statim.accounts.queries import holder_of
from statim.accounts.signed_in import reader_id
from statim.accounts.views.pages import done, for_those_signed_in, holder, kept_by_nobody
from statim.design.speech import later, say
from statim.editions.following import standing_now
from statim.editions.queries import shelves

DONE = {
    "on": later("From now on your reading is recorded for you."),
    "off": later(
        "Your reading is recorded no more. What was recorded before is still "
        "here; you can delete it below."
    ),
    "forgotten": later("What was recorded of your reading is deleted."),
    "digest": later("Your choice about mail was saved."),
    "follow": later("Saved."),
}


@for_those_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Whether reading is recorded, how often to mail, what is followed."""
    user = holder(request)
    by = holder_of(user.pk)
    if request.method == "POST" and request.POST.get("record") in {"yes", "no"}:
        keeps = request.POST["record"] == "yes"
        reading.choose_record(user.pk, keeps, by=by)
        return HttpResponseRedirect(f"/account/reading/?done={'on' if keeps else 'off'}")
    if request.method == "POST" and "digest" in request.POST:
        reading.choose_digest(user.pk, request.POST["digest"], by=by)
        return HttpResponseRedirect("/account/reading/?done=digest")
    context = {
        "done": done(request, DONE),
        "choice": queries.choice_of(user.pk),
        "kept": queries.last_read(user.pk),
        "follows": _named(user.pk),
    }
    return render(request, "accounts/reading.html", context)


def _named(user_id: int) -> list[dict[str, str]]:
    """What is followed, with its title and address; a topic that was withdrawn says so."""
    rows = list(queries.follows_of(user_id))
    topics = standing_now(one.what for one in rows if one.kind == Follow.TOPIC)
    names = {shelf: path for shelf, path, _ in shelves()}
    listed = []
    for one in rows:
        if one.kind == Follow.SHELF:
            title, address = names.get(one.what, one.what), f"/browse/{one.what}/"
        else:
            stands = topics.get(one.what)
            title = stands.title if stands else say("A topic that is not online now")
            address = f"/topics/{stands.slug}/" if stands else ""
        listed.append({"kind": one.kind, "what": one.what, "title": title, "address": address})
    return listed


@for_those_signed_in
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what was recorded."""
    user = holder(request)
    reading.forget_reading(user.pk, by=holder_of(user.pk))
    return HttpResponseRedirect("/account/reading/?done=forgotten")


def _page(request: HttpRequest) -> tuple[str, int]:
    """(topic, edition) that a form names; edition 0 is none."""
    number = request.POST.get("edition", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 9
    return request.POST.get("topic", "")[:40], int(number) if is_number else 0


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    back = request.POST.get("back", "")
    return HttpResponseRedirect(back if back and stays_here(back) else otherwise)


@require_POST
def beat(request: HttpRequest) -> HttpResponse:
    """What the page's script sends while it is in view: 204; 401 or 409 tell it to stop. A form
    (`back` is sent) records the page once and leads back."""
    reader = reader_id(request)
    if reader is None:
        return _unkept(HttpResponse(status=401))
    topic, edition = _page(request)
    seconds = request.POST.get("seconds", "0")
    counted = int(seconds) if seconds.isascii() and seconds.isdecimal() and len(seconds) < 6 else 0
    status = 204
    try:
        reading.note_reading(reader, topic=topic, edition=edition, seconds=counted)
    except ReadingNotKept:
        status = 409
    except NothingToFollow:
        status = 404
    if "back" in request.POST:
        return _unkept(_back(request, "/account/cpd/"))
    return _unkept(HttpResponse(status=status))


def _unkept(response: HttpResponse) -> HttpResponse:
    """The same for an answer that is a plain response."""
    kept_by_nobody(response)
    return response


@for_those_signed_in
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The changes up to an edition were seen."""
    user = holder(request)
    topic, edition = _page(request)
    try:
        reading.acknowledge(user.pk, topic=topic, edition=edition, by=holder_of(user.pk))
    except (ReadingNotKept, NothingToFollow) as refused:
        return render(request, "accounts/refused.html", {"said": str(refused)}, status=409)
    return _back(request, "/")


@for_those_signed_in
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a topic or a specialty, or no more."""
    user = holder(request)
    kind, what = request.POST.get("kind", ""), request.POST.get("what", "")[:500]
    by = holder_of(user.pk)
    if request.POST.get("follow") == "no":
        reading.unfollow(user.pk, kind=kind, what=what, by=by)
    else:
        try:
            reading.follow(user.pk, kind=kind, what=what, by=by)
        except NothingToFollow as refused:
            return render(request, "accounts/refused.html", {"said": str(refused)}, status=404)
    return _back(request, "/account/reading/?done=follow")


@csrf_exempt  # a mail program sends it (RFC 8058); the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link in a digest leads: one button, and no signing in."""
    person = digest.whose_token(token)
    if request.method == "POST" and person is not None:
        digest.stop(person)
    context = {"known": person is not None, "stopped": request.method == "POST"}
    status = 200 if person is not None else 404
    return _unkept(render(request, "accounts/digest_stop.html", context, status=status))
