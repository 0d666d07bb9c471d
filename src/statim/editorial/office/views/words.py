"""The words of search that editors keep: synonyms, abbreviations; and why a topic was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from statim.audit.actor import Actor
from statim.design.speech import say
from statim.editorial.desk.people import actor
from statim.editorial.office import asked
from statim.editorial.office.forms import MeaningForm, SynonymForm, TableForm
from statim.editorial.office.kept import KINDS, Kind, one, shown, topic_named
from statim.editorial.office.refusals import REFUSALS
from statim.editorial.permissions import MANAGE_SYNONYMS, READ_DESK, check_may, may
from statim.search.actions import import_table
from statim.search.errors import BadTable
from statim.search.queries import export_table, find, sources

EACH = 50
LARGEST = 10_000_000  # bytes of a table that is taken in through a browser
FORMS: dict[str, type[Form]] = {"synonyms": SynonymForm, "abbreviations": MeaningForm}


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Synonyms, or with `?kind=abbreviations` those, filtered by words, list, and whether
    removed ones are wanted."""
    by = actor(request)
    check_may(by, READ_DESK)
    name = "abbreviations" if request.GET.get("kind") == "abbreviations" else "synonyms"
    rows, count = KINDS[name].listed(
        like=asked.words(request.GET, "q"), source=asked.words(request.GET, "source"),
        state="removed" if request.GET.get("state") == "removed" else "in use",
        limit=EACH, offset=asked.start_of(request.GET, EACH),
    )  # fmt: skip
    context = {
        "header_title": say("Words for search"), "kind": name, "rows": shown(rows), "count": count,
        "said": request.GET, "sources": ["editor", *sources()],
        "may_keep": may(by, MANAGE_SYNONYMS),
        "page": asked.paged(count, request.GET, EACH), "query": asked.rest_of(request.GET),
    }  # fmt: skip
    return render(request, "editorial/office/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A synonym, or a meaning of an abbreviation, more."""
    by = actor(request)
    check_may(by, MANAGE_SYNONYMS)
    which = _kind(kind)
    form = FORMS[kind](request.POST if request.method == "POST" else None,
                       initial={"topic": asked.words(request.GET, "topic")})  # fmt: skip
    return _form(request, which, form, lambda said: which.add(**said, by=by), say("Kept."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One of them; POST changes it, or (`go` remove) takes it out of use."""
    by = actor(request)
    check_may(by, MANAGE_SYNONYMS)
    which = _kind(kind)
    found = one(which, number)
    if found is None:
        raise Http404(say("These words are not kept any more."))
    if request.POST.get("go") == "remove":
        return _removed(request, which, number, by)
    data = request.POST if request.method == "POST" else None
    form = FORMS[kind](data, initial=found)

    def act(said: dict[str, Any]) -> object:
        return which.change(number, **said, by=by)

    return _form(request, which, form, act, say("Changed."), number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """A CSV table, whole or not at all."""
    by = actor(request)
    check_may(by, MANAGE_SYNONYMS)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and form.is_valid():
        try:
            taken = import_table(_text(form), by=by)
        except REFUSALS as refused:
            for line in str(refused).splitlines()[:50]:
                form.add_error("file", line)
        else:
            said = say(
                "%(added)s new, %(known)s known, %(removed)s stay removed.",
                added=taken.added,
                known=taken.known,
                removed=taken.removed,
            )
            messages.success(request, say("The table is taken in: %(said)s", said=said))
            return redirect("office:words")
    context = {"header_title": say("Take in a table of words"), "form": form}
    status = 422 if form.errors else 200
    return render(request, "editorial/office/words_import.html", context, status=status)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All of them as CSV, removed ones too."""
    check_may(actor(request), READ_DESK)
    answer = HttpResponse(export_table(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="words.csv"'
    return answer


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """What a search finds, and why each topic was found."""
    check_may(actor(request), READ_DESK)
    query = asked.words(request.GET, "q")[:300]
    context = {
        "header_title": say("Why a topic is found"), "asked": query,
        "found": find(query, limit=20) if query else None,
    }  # fmt: skip
    return render(request, "editorial/office/words_why.html", context)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404(say("There is no such list of words."))
    return KINDS[name]


def _form(
    request: HttpRequest, which: Kind, form: Form, act: Callable[[dict[str, Any]], object],
    done: str, **more: object,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            act({**form.cleaned_data, "topic": topic_named(form.cleaned_data["topic"])})
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, say("%(done)s Search follows within a second.", done=done))
            return redirect(_list(which))
    title = which.title if "number" in more else f"Add: {which.title.lower()}"
    context = {"header_title": title, "form": form, "back": _list(which), **more}
    status = 422 if form.errors else 200
    return render(request, "editorial/office/words_form.html", context, status=status)


def _removed(request: HttpRequest, which: Kind, number: int, by: Actor) -> HttpResponse:
    try:
        which.remove(number, by=by)
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, say("Removed. A list that is loaded anew does not bring it back.")
        )
    return redirect(_list(which))


def _list(which: Kind) -> str:
    return f"/desk/words/?kind={which.name}"


def _text(form: TableForm) -> str:
    """The file as text. Raises BadTable."""
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise BadTable(
            [
                say(
                    "the file is larger than %(largest)s MB: use the command line",
                    largest=LARGEST // 1000000,
                )
            ]
        )
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadTable(
            [say("the file is no UTF-8 text (at byte %(start)s)", start=error.start)]
        ) from error
