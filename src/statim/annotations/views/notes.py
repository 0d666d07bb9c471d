"""Writing, changing and listing notes. Each act answers a form and the page's script alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from statim.accounts.marks import device_mark
from statim.annotations.actions import notes as acts
from statim.annotations.actions.once import once
from statim.annotations.errors import NotAllowed, Refused
from statim.annotations.forms import NoteForm
from statim.annotations.models import Note
from statim.annotations.queries import (
    PAGE_SIZE,
    groups_of,
    listed,
    note_of,
    note_to_change,
    waiting_for,
)
from statim.annotations.views.answering import (
    choices_of,
    chosen_group,
    for_reader,
    form_again,
    saved,
    wants_json,
)
from statim.design.speech import say
from statim.editions.following import standing_now
from statim.editions.inline import plain_text


@require_safe
@for_reader
def mine(request: HttpRequest, reader: int) -> HttpResponse:
    """Everything that the reader wrote, or that one of their groups has; searched by words."""
    words, group = request.GET.get("q", "")[:200], request.GET.get("group", "")
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 else 1
    notes, count = listed(reader, words=words, group=group, page=max(page, 1))
    context = {
        "notes": notes,
        "mark": device_mark(reader),
        "count": count,
        "words": words,
        "group": group,
        "groups": groups_of(reader),
        "waiting": waiting_for(reader),
        "page": page,
        "earlier": page - 1,
        "later": page + 1 if count > page * PAGE_SIZE else 0,
    }
    return render(request, "annotations/notes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def new(request: HttpRequest, reader: int) -> HttpResponse:
    """A form for a new note, and its saving."""
    form = NoteForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return form_again(request, _new_context(reader, form), Refused(say("The form is damaged.")))
    if request.method != "POST":
        return _form(request, _new_context(reader, form))
    said = form.cleaned_data
    if said["reader"] and said["reader"] != device_mark(reader):
        raise NotAllowed(say("This note was written in another account; it was not taken."))
    kind, group = chosen_group(reader, said["share"])
    where = {
        "topic": said["topic"],
        "statement": said["statement"],
        "edition": form.number("edition"),
    }

    def write() -> Note:
        if kind == Note.LINE:
            return acts.write_line(by=reader, group=group, draft=form.draft(), **where)
        note = acts.write_note(by=reader, group=group, draft=form.draft(), **where)
        if group and said["stays"]:
            note = acts.share(by=reader, name=note.name, group=group, stays=True)
        return note

    try:
        topic, name = once(by=reader, key=said["key"], write=write)
    except NotAllowed:
        raise
    except Refused as refusal:
        return form_again(request, _new_context(reader, form), refusal)
    return saved(request, topic=topic, name=name)


@require_safe
@for_reader
def device(request: HttpRequest, reader: int) -> HttpResponse:
    """What a device needs to send notes that it kept: whose it may send, and a form's secret."""
    return JsonResponse({"reader": device_mark(reader), "token": get_token(request)})


def _new_context(reader: int, form: NoteForm) -> dict[str, Any]:
    topic, statement = form.data.get("topic", ""), form.data.get("statement", "")
    return {
        **form.values(),
        "topic": topic,
        "statement": statement,
        "edition": form.data.get("edition", ""),
        "page": standing_now([topic]).get(topic),
        "action": "/account/notes/new/",
        "key": f"new {topic} {statement}",
        "field": f"note-on-{statement or 'page'}",
        "choices": choices_of(reader),
    }


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The form by itself for the page's script, or on a page of its own."""
    if wants_json(request):
        return JsonResponse(
            {"form": render_to_string("annotations/note_form.html", context, request)}
        )
    return render(request, "annotations/write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def edit(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """One note to change: its words, who sees it; or to delete."""
    note = note_to_change(reader, name)
    if request.method != "POST":
        return _form(request, _edit_context(reader, note, listed="list" in request.GET))
    form = NoteForm(request.POST)
    back = bool(request.POST.get("back"))
    context = {**_edit_context(reader, note, listed=back), **form.values()}
    if not form.is_valid():
        return form_again(request, context, Refused(say("The form is damaged.")))
    _, group = chosen_group(reader, form.cleaned_data["share"])
    try:
        note = acts.edit_note(
            by=reader, name=name, draft=form.draft(), version=_version(request, form)
        )
        if note.writer_id is not None:
            note = _shared_as_chosen(reader, note, group, stays=form.cleaned_data["stays"])
    except Refused as refusal:
        return form_again(request, context, refusal)
    return saved(request, topic=note.topic, name=name, listed=back)


def _version(request: HttpRequest, form: NoteForm) -> int:
    """The version that was opened: of the form, or of an If-Match header."""
    tag = request.headers.get("If-Match", "").strip('W/" ')
    return int(tag) if tag.isdecimal() and len(tag) < 9 else form.number("version")


def _shared_as_chosen(reader: int, note: Note, group: int, *, stays: bool) -> Note:
    if group and (note.group_id, note.stays) != (group, stays):
        return acts.share(by=reader, name=note.name, group=group, stays=stays)
    if not group and note.group_id is not None:
        return acts.stop_sharing(by=reader, name=note.name)
    return note


def _edit_context(reader: int, note: Note, *, listed: bool) -> dict[str, Any]:
    own = note.writer_id is not None
    choices = [one for one in choices_of(reader) if one[0].startswith("note:")] if own else []
    return {
        "note": note,
        "text": note.text,
        "pinned": note.pinned,
        "share": f"note:{note.group.name}" if note.group and own else "",
        "stays": note.stays,
        "version": note.version,
        "page": standing_now([note.topic]).get(note.topic),
        "quote": note.quote or plain_text(note.quote_html),
        "action": f"/account/notes/{note.name}/",
        "key": f"edit {note.name}",
        "field": f"note-edit-{note.name}",
        "back": listed,
        "choices": choices,
    }


def _act(request: HttpRequest, note: Note) -> HttpResponse:
    back = bool(request.POST.get("back"))
    return saved(request, topic=note.topic, name=note.name, listed=back)


@require_POST
@for_reader
def pin(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Show it first, or no longer."""
    return _act(request, acts.pin(by=reader, name=name))


@require_POST
@for_reader
def confirm(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Its numbers and links are right today."""
    return _act(request, acts.confirm(by=reader, name=name))


@require_POST
@for_reader
def seen(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """The writer has seen that the words beneath changed."""
    try:
        note = acts.look_again(by=reader, name=name)
    except NotAllowed:
        raise
    except Refused:  # the page is not here any more: the note stays as it is
        note = note_of(reader, name)
    return _act(request, note)


@require_POST
@for_reader
def unshare(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Out of the group, back to the writer."""
    return _act(request, acts.stop_sharing(by=reader, name=name))


@require_POST
@for_reader
def delete(request: HttpRequest, reader: int, name: str) -> HttpResponse:
    """Gone for good."""
    topic = acts.delete_note(by=reader, name=name)
    back = bool(request.POST.get("back"))
    return saved(request, topic=topic, name="", listed=back)
