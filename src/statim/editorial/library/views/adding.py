"""Adding works: pasted, filled in by hand, from a file; and taking the library away as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from statim.design.speech import say
from statim.editorial.library import actions, answers
from statim.editorial.library.adding import Outcome, add_pasted, described
from statim.editorial.library.records import KINDS, kinds_for, lines_of, record_of
from statim.editorial.library.views.frame import actor, answering, screen
from statim.editorial.permissions import MANAGE_LIBRARY, check_may
from statim.references.actions import read_record
from statim.references.errors import NotAWork, UnreadableFile
from statim.references.lookup.asking import may_ask
from statim.references.queries import works
from statim.references.reading import read_works
from statim.references.shelf import known_keys
from statim.references.words import short_name, title_of
from statim.references.writing import write_works

Json = dict[str, Any]
MOST_BYTES = 8 * 1024 * 1024
MOST_WORKS = 3000
FILES = {"csl-json": ("json", "application/vnd.citationstyles.csl+json"),
         "ris": ("ris", "application/x-research-info-systems"),
         "bibtex": ("bib", "application/x-bibtex")}  # fmt: skip


@answering
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The paste box. Asked by a script (`Accept: application/json`), it answers with JSON."""
    by = actor(request)
    check_may(by, MANAGE_LIBRARY)
    if request.method != "POST":
        return _page(request)
    as_json = "application/json" in request.headers.get("Accept", "")
    text = request.POST.get("text", "")
    try:
        outcome = add_pasted(text, by=by)
    except UnreadableFile as error:
        if as_json:
            return JsonResponse(
                {"works": [], "refused": [str(error)], "complete": None}, status=422
            )
        return _page(request, text=text, error=error, status=422)
    if as_json:
        return JsonResponse(answers.added(outcome), status=200 if outcome.works else 422)
    return _page(request, outcome=outcome, text="" if outcome.works else text)


def _page(request: HttpRequest, status: int = 200, **said: Any) -> HttpResponse:
    outcome: Outcome | None = said.get("outcome")
    works = outcome.works if outcome else []
    shown = [(short_name(work.item), title_of(work.item), work) for work in works]
    return screen(
        request, "add", say("Add works"), status=status, may_ask=may_ask(), shown=shown, **said
    )


@answering
@require_http_methods(["GET", "POST"])
def by_hand(request: HttpRequest) -> HttpResponse:
    """An empty record, or one that begins with an identifier, to fill in."""
    by = actor(request)
    check_may(by, MANAGE_LIBRARY)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("type", "")
    record = record_of(asked.dict(), {"type": kind if kind in KINDS else "article-journal"})
    if request.method != "POST" or "again" in request.POST:
        return _record(request, record)
    try:
        ready = read_record(record)
    except NotAWork as error:
        return _record(request, record, error=error, status=422)
    kept = actions.add_works([ready], by=by)[0]
    outcome = Outcome(works=[described(kept.item, new=kept.new)])
    return _page(request, outcome=outcome)


def _record(request: HttpRequest, record: Json, status: int = 200, **said: Any) -> HttpResponse:
    first, more = lines_of(record)
    return screen(
        request, "by_hand", say("Add by hand"), status=status, first=first, more=more, item=record,
        kinds=kinds_for(record), **said,
    )  # fmt: skip


@answering
@require_POST
def take_file(request: HttpRequest) -> HttpResponse:
    """Works from a file: what cannot be read is named, the others are kept."""
    by = actor(request)
    check_may(by, MANAGE_LIBRARY)
    file = request.FILES.get("file")
    try:
        if file is None or file.size is None or not file.name:
            raise UnreadableFile(say("Choose a file first."))
        if file.size > MOST_BYTES:
            raise UnreadableFile(
                say(
                    "%(name)s is larger than %(most_bytes)s MB; an administrator "
                    "can load it with `statim references import`.",
                    name=file.name,
                    most_bytes=MOST_BYTES // 1024**2,
                )
            )
        read = read_works(file.read(), file.name)
        if len(read.items) > MOST_WORKS:
            raise UnreadableFile(
                say(
                    "%(name)s holds %(items)s works; more than %(most_works)s "
                    "are loaded with `statim references import`.",
                    name=file.name,
                    items=len(read.items),
                    most_works=MOST_WORKS,
                )
            )
    except UnreadableFile as error:
        return _page(request, error=error, status=422)
    known = {key for key in known_keys(read.items) if key}
    kept = actions.add_works(read.items, by=by)
    new = list(dict.fromkeys(k.item["id"] for k in kept if k.item["id"] not in known))
    return _page(
        request, file={"name": file.name, "format": read.format, "read": len(kept), "new": new,
                       "refused": [str(one) for one in read.refused]},
    )  # fmt: skip


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole library as a file."""
    kind = request.GET.get("format", "csl-json")
    if kind not in FILES:
        return redirect("library")
    ending, media = FILES[kind]
    answer = HttpResponse(write_works(list(works()), kind), content_type=f"{media}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="library.{ending}"'
    return answer
