"""What a topic page shows a signed-in reader of their notes, as HTML: the section at the top, the
notes at statements, and the way to write one. Strings only; the form was rendered once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape

from django.template.loader import render_to_string

from statim.accounts.marks import device_mark
from statim.annotations.shown import Shown
from statim.design.speech import language, say, words_mark

_TOKEN, _TOPIC, _EDITION = "%token%", "%topic%", "%edition%"


def top(
    notes: Sequence[Shown],
    *,
    elsewhere: Sequence[Shown],
    token: str,
    topic: str,
    edition: int,
    reader: int,
) -> str:
    """The section at the top of a page: its notes whole, a line for each that stands `elsewhere`
    on it, and a form. `token` is the secret against forgery, masked for this answer."""
    whole = "".join(note.html for note in notes)
    lines = "".join(note.line for note in elsewhere)
    listed = (
        f'<div class="note-lines"><p>{say("Notes at statements of this page")}</p>'
        f'<ul role="list">{lines}</ul></div>'
        if lines
        else ""
    )
    return "".join(
        (
            f'<section class="notes own" data-notes aria-label="{say("Your notes")}"'
            f' data-reader="{device_mark(reader)}">',
            whole,
            listed,
            form(token=token, topic=topic, edition=edition),
            "</section>",
        )
    )


def at_statement(statement: str, notes: Iterable[Shown]) -> str:
    """The notes of one statement."""
    pieces = "".join(note.html for note in notes)
    return f'<div class="notes here" data-notes="{escape(statement)}">{pieces}</div>'


def way_to_write(topic: str, statement: str, edition: int) -> str:
    """The link beside a statement that leads to writing a note to it."""
    name = escape(statement)
    address = (
        f"/account/notes/new/?topic={escape(topic)}&amp;statement={name}&amp;edition={edition}"
    )
    return (
        f'<a class="note-add" href="{address}" data-note-add="{name}">'
        f'<span class="said"{words_mark()}>{say("Add a note to this statement")}</span></a>'
    )


def form(*, token: str, topic: str, edition: int) -> str:
    """The form at the top of a page, and the one that the notes' buttons belong to. `token` is of
    letters and figures."""
    return token.join(_form(topic, edition, language()))


@lru_cache(maxsize=2048)
def _form(topic: str, edition: int, spoken: str) -> tuple[str, ...]:
    """The forms of a page in a language, cut where the secret goes."""
    text = _rendered(spoken).replace(_TOPIC, escape(topic)).replace(_EDITION, str(edition))
    return tuple(text.split(_TOKEN))


@cache
def _rendered(spoken: str) -> str:
    """`spoken` names the language."""
    context = {"csrf_token": _TOKEN, "topic": _TOPIC, "edition": _EDITION, "field": "note-page"}
    return render_to_string("annotations/page_form.html", context)
