"""A note as HTML: made when it is saved or re-anchored, spliced into pages as it stands. Pure.

Two looks: for who may change it, and for the others of its group. Buttons belong by their `form`
attribute to the one form of the page (`note-acts`) that holds the secret against forgery, so what
is stored holds none. `<!--ask-->` is filled when the page is read, because it depends on the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from statim.annotations.anchoring import CHANGED, GONE, MOVED
from statim.design.speech import later, say
from statim.design.words import day

ASK = "<!--ask-->"
ASK_AFTER = 365  # days
FIRST_WORDS = 110  # characters of a note in the list at the top of a page
BASE = "/account/notes/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a note looks like. `body` is its text as HTML, `old` and `beneath` safe markup of the
    words that it was written to and of those now under it; days are ISO."""

    name: str
    body: str
    first_words: str
    is_line: bool
    group: str
    signed: str
    has_writer: bool
    pinned: bool
    written: str
    confirmed: str
    state: str
    at_page: bool
    old: str


def own(look: Look) -> str:
    """For who may change it: the writer, or a keeper of the group that has it."""
    if look.is_line or not look.has_writer:
        return _note(look, _label(look), _state(look, mine=True) + _foot(look, _acts(look)))
    label = say("Your note")
    if look.group:
        label = say("Your note · shared with %(group)s", group=escape(look.group))
    return _note(look, label, _state(look, mine=True) + _foot(look, _acts(look)))


def to_others(look: Look) -> str:
    """For the others of its group; "" for a private note."""
    if not look.group:
        return ""
    return _note(look, _label(look), _state(look, mine=False) + _foot(look, ASK))


def line(look: Look) -> str:
    """Its line at the top of the page, where it stands at a statement: the first words; a pinned
    one whole, so that its telephone number can be pressed there."""
    to_note = f'<a href="#note-{look.name}">'
    whose = f' <span class="note-whose">{escape(look.group)}</span>' if look.group else ""
    changed = f" <small>{say('text changed')}</small>" if look.state in (CHANGED, MOVED) else ""
    if look.pinned:
        said = say('<span class="said">Go </span>to its statement')
        at = f"{to_note}{said}</a>"
        return (
            f'<li class="pinned"><div class="note-text">{look.body}</div>{at}{whose}{changed}</li>'
        )
    return f"<li>{to_note}{escape(look.first_words)}</a>{whose}{changed}</li>"


def ask(name: str, *, mine: bool) -> str:
    """A gentle question, a year after telephone numbers and links were last confirmed."""
    if not mine:
        return f'<span class="note-ask">{say("Not confirmed for over a year.")}</span>'
    return (
        '<span class="note-ask" data-note-ask>'
        f"{say('Not confirmed for over a year. Still right?')} "
        f"{_button(name, 'confirm', say('Yes, still right'))}</span>"
    )


def is_due(confirmed: date | None, today: date) -> bool:
    """Whether the numbers and links of a note ask for a check."""
    return confirmed is not None and (today - confirmed).days > ASK_AFTER


def first_words(text: str) -> str:
    """The beginning of a note, on one line."""
    flat = " ".join(text.split())
    if len(flat) <= FIRST_WORDS:
        return flat
    return f"{flat[:FIRST_WORDS].rsplit(' ', 1)[0]} …"


def _note(look: Look, label: str, rest: str) -> str:
    kind = "note line" if look.is_line else "note"
    pin = f' <span class="note-pin">{say("Pinned")}</span>' if look.pinned else ""
    return (
        f'<div class="{kind}" data-note="{look.name}" id="note-{look.name}">'
        f'<p class="note-label">{label}{pin}</p>'
        f'<div class="note-text">{look.body}</div>{rest}</div>'
    )


def _label(look: Look) -> str:
    group = escape(look.group)
    if look.is_line:
        return say("%(group)s · local, not from the publisher", group=group)
    return say("%(signed)s · shared with %(group)s", signed=escape(look.signed), group=group)


def _state(look: Look, *, mine: bool) -> str:
    """What became of the words that the note was written to; "" where they are as they were."""
    if look.at_page or look.state not in (CHANGED, MOVED, GONE):
        return ""
    said = {
        CHANGED: later("The text under this note has changed. It was written to:"),
        MOVED: later("The statement under this note was written anew in the same words:"),
        GONE: later("The statement that this note was written to is gone. It said:"),
    }[look.state]
    act = ""
    if mine:
        wording = say("Keep it at the page") if look.state == GONE else say("The note still holds")
        act = f" {_button(look.name, 'seen', wording)}"
    return (
        f'<p class="note-state" data-note-state="{look.state}"><strong>{say(said)}</strong> '
        f"<q>{look.old}</q>{act}</p>"
    )


def _foot(look: Look, rest: str) -> str:
    confirmed = say(" · confirmed %(time)s", time=_time(look.confirmed)) if look.confirmed else ""
    return f'<p class="note-foot"><span>{_time(look.written)}{confirmed}</span> {rest}</p>'


def _time(iso: str) -> str:
    return f'<time datetime="{iso}">{day(iso)}</time>'


def _acts(look: Look) -> str:
    pin = say("Unpin") if look.pinned else say("Pin")
    return (
        f'{ASK}<a href="{BASE}{look.name}/" data-note-edit="{look.name}">Edit</a> '
        f"{_button(look.name, 'pin', pin)}"
    )


def _button(name: str, act: str, words: str) -> str:
    return (
        f'<button class="note-act" type="submit" form="note-acts" formaction="{BASE}{name}/{act}/">'
        f"{words}</button>"
    )
