"""What a topic page says to a signed-in reader above their notes: what changed since they last
read it, the button to follow it, and where its reading is counted. HTML, for one reader's eyes.

What changed between two editions never changes, so it is made once a process and kept; which two
differ by reader, so that it cannot be made at publication.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from statim.accounts.cpd.queries import Here, changes_since, is_serious
from statim.design.speech import content_mark, language, say
from statim.design.words import day
from statim.editions.change_lines import ShownStatement, shown
from statim.editions.html import change_words
from statim.editions.queries import Current, Published
from statim.reader.corrections import source_of

LISTED = 12  # statements; the rest is on the page of what changed
TOLD = {"added", "reworded", "removed"}


def bar(here: Here, standing: Current, token: str) -> str:
    """All of it. `token` is the secret against forgery, masked for this answer."""
    changed = ""
    if here.read and here.read < standing.number:
        changed = _since(
            standing.topic, standing.slug, here.read, standing.number, standing.hash, language()
        )
        changed = changed.replace("%on%", day(here.on)).replace("%token%", token)
    return changed + _acts(here, standing, token)


def _acts(here: Here, standing: Current, token: str) -> str:
    """Follow or follow no more; where reading is recorded, the form that records it without
    JavaScript, which with it counts the time in view."""
    topic, back = escape(standing.topic), f"/topics/{escape(standing.slug)}/"
    secret = (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f'<input type="hidden" name="back" value="{back}">'
    )
    words, value = say("Follow this topic"), "yes"
    if here.follows:
        words, value = say("Stop following"), "no"
    said = (
        '<div class="reader-bar"><form method="post" action="/account/reading/follow/">'
        f'{secret}<input type="hidden" name="kind" value="topic">'
        f'<input type="hidden" name="what" value="{topic}">'
        f'<button class="note-act" type="submit" name="follow" value="{value}">{words}</button>'
        "</form>" + _bookmark(here, topic, secret)
    )
    if here.keeps:
        record = say("Record in my diary that I read this")
        said += (
            '<form method="post" action="/account/reading/beat/" data-reading>'
            f'{secret}<input type="hidden" name="topic" value="{topic}">'
            f'<input type="hidden" name="edition" value="{standing.number}">'
            f'<button class="note-act" type="submit">{record}</button></form>'
        )
    return said + "</div>"


def _bookmark(here: Here, topic: str, secret: str) -> str:
    words, value = ("Remove bookmark", "no") if here.bookmarked else ("Bookmark", "yes")
    return (
        f'<form method="post" action="/account/bookmarks/">{secret}'
        f'<input type="hidden" name="topic" value="{topic}">'
        f'<button class="note-act" type="submit" name="keep" value="{value}">{words}</button>'
        "</form>"
    )


@lru_cache(maxsize=1024)
def _since(topic: str, slug: str, read: int, now: int, digest: str, spoken: str) -> str:
    """The notice, with places for the day of the visit and the secret; "" where the record holds
    no such edition. `digest` names the edition that is read now, `spoken` the language."""
    found = changes_since(topic, read, now)
    if found is None:
        return ""
    old, changes, later = found
    lines = shown(changes, old.document, later[-1].document).statements
    told = [line for line in lines if TOLD & set(line.kinds)]
    marked = any(is_serious(one) for one in later)
    heading = say("Changed since you last read this")
    return (
        f'<section class="since{" marked" if marked else ""}" data-changed-since="{read}"'
        f' aria-labelledby="h-since"><h2 id="h-since">{heading}</h2>'
        f"<p>{say('You read edition %(number)s on %(day)s.', number=read, day='%on%')}</p>"
        f'<ul class="since-notes">{"".join(_note(one) for one in later)}</ul>'
        f"{_statements(told, slug, now)}"
        '<form method="post" action="/account/reading/seen/">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="%token%">'
        f'<input type="hidden" name="back" value="/topics/{escape(slug)}/">'
        f'<input type="hidden" name="topic" value="{escape(topic)}">'
        f'<input type="hidden" name="edition" value="{now}">'
        f'<button class="button quiet small" type="submit">{say("I have seen this")}</button>'
        "</form></section>"
    )


def _note(one: Published) -> str:
    document = one.document
    on = one.published.date().isoformat()
    note = f": {escape(document.change.note)}" if document.change.note else ""
    source = source_of(document.change, document.references)
    cited = say("source: %(source)s", source=escape(source))
    tone = " data-serious" if is_serious(one) else ""
    return (
        f'<li{tone}><time datetime="{on}">{day(on)}</time> · '
        f"<strong>{escape(change_words(document))}</strong>{note}"
        f"{f' · {cited}' if source else ''}</li>"
    )


def _statements(told: list[ShownStatement], slug: str, now: int) -> str:
    if not told:
        return f"<p>{say('No statement was added, reworded or removed.')}</p>"
    rest = len(told) - LISTED
    more = say("%(number)s more, among all changes", number=rest)
    address = f"/topics/{escape(slug)}/editions/{now}/changes/"
    more = f'<p><a href="{address}">{more}</a></p>' if rest > 0 else ""
    return f'<ul class="since-list">{"".join(map(_statement, told[:LISTED]))}</ul>{more}'


def _statement(line: ShownStatement) -> str:
    """A statement that differs: its words (safe markup of the record), a link where it stands."""
    where = f' <a href="#s-{escape(line.id)}">{say("go to it")}</a>' if line.id else ""
    kind = f'<span class="since-kind">{escape(line.sort)}</span>'
    return f"<li>{kind} <span{content_mark()}>{line.html}</span>{where}</li>"
