"""What readers are told about corrections: the notice at the top of a page, as HTML. Pure.

It quotes both editions by statement: what was said, what is said now. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from statim.design.speech import content_mark, say, say_count
from statim.design.words import day
from statim.editions.change_lines import short_name
from statim.editions.changes import Changes, StatementChange, between
from statim.editions.corrections import Corrected
from statim.editions.document import Change, Document
from statim.editions.html import change_words
from statim.editions.inline import MARK

QUOTED = 6  # statements quoted in a notice; the rest is on the page of what changed


def notices(corrected: Iterable[Corrected]) -> str:
    """A notice for each correction, in the order given."""
    return "".join(_notice(each) for each in corrected)


def source_of(change: Change, references: Iterable[dict[str, object]]) -> str:
    """What triggered the change, in words: the short name of the reference that it names, or
    the words themselves."""
    for item in references:
        if item.get("id") == change.source:
            return short_name(item)
    return change.source


def _notice(corrected: Corrected) -> str:
    after = corrected.after
    document = after.document
    on = after.published.date().isoformat()
    severity = escape(document.change.severity)
    said = say(
        "<strong>%(kind)s</strong>, %(day)s, edition %(number)s.",
        kind=escape(change_words(document)),
        day=f'<time datetime="{on}">{day(on)}</time>',
        number=after.number,
    )
    base = f"/topics/{escape(after.slug)}/editions/{after.number}"
    way = say("What changed in edition %(number)s", number=after.number)
    links = f'<a href="{base}/changes/">{way}</a> · '
    links += f'<a href="/about/corrections/">{say("All corrections")}</a>'
    return (
        f'<div class="notice {_tone(document.change)} correction" role="note"'
        f' data-correction="{severity}">'
        f"<p>{said}{_said(document)}</p>{_quoted(corrected)}<p>{links}</p></div>"
    )


def _tone(change: Change) -> str:
    return "danger" if change.severity == "safety error" else "alert"


def _said(document: Document) -> str:
    change = document.change
    note = f" {escape(change.note)}" if change.note else ""
    source = escape(source_of(change, document.references))
    said = say("Source: %(source)s.", source=source)
    return note + (f' <span class="source">{said}</span>' if source else "")


def _quoted(corrected: Corrected) -> str:
    if corrected.before is None:
        return ""
    changes = between(corrected.before.document, corrected.after.document)
    told = [c for c in changes.statements if {"added", "removed", "reworded"} & {*c.kinds}]
    rows = "".join(_before_and_after(change) for change in told[:QUOTED])
    more = _more(changes, len(told))
    quoted = f'<dl class="corrected">{rows}</dl>' if rows else ""
    return quoted + (f"<p>{more}</p>" if more else "")


def _before_and_after(change: StatementChange) -> str:
    was = MARK.sub("", change.old.html) if change.old else f"<i>{say('nothing was said')}</i>"
    now = (
        MARK.sub("", change.new.html)
        if change.new
        else f"<i>{say('this statement was removed')}</i>"
    )
    return (
        f'<div data-corrected-statement="{escape(change.id)}">'
        f"<dt>{say('Before')}</dt><dd{content_mark()}>{was}</dd>"
        f"<dt>{say('Corrected to')}</dt><dd{content_mark()}>{now}</dd></div>"
    )


def _more(changes: Changes, told: int) -> str:
    if told > QUOTED:
        return say_count(
            "And %(number)s more statement.", "And %(number)s more statements.", told - QUOTED
        )
    if not told and changes:
        return say("No statement was reworded, added or removed.")
    return ""
