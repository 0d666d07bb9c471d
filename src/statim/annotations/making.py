"""A note's HTML, made from its row: at every save and whenever the page beneath it changes."""

from __future__ import annotations

from statim.annotations import living, pieces
from statim.annotations.anchoring import Anchor, Place, old_words
from statim.annotations.models import Note
from statim.design.speech import in_english
from statim.editions.folding import fold
from statim.publisher.queries import house

MADE = ("html", "html_others", "line", "folded")
PLACED = ("place", "state", "beneath", "placed_in", "told")


def region() -> str:
    """The country by whose rules telephone numbers are read: the site's language says it."""
    _, _, country = house().language.partition("-")
    return country.upper() if len(country) == 2 else "GB"


def holds_live(text: str) -> bool:
    """Whether the text has a telephone number or an address that may grow old."""
    return bool(living.found(text, region=region()))


def anchor_of(note: Note) -> Anchor:
    """What the note was written to."""
    return Anchor(note.statement, note.quote, note.quote_html)


def put(note: Note, place: Place, edition: int) -> None:
    """Write down where the note stands in this edition (not saved)."""
    if note.beneath != place.beneath or note.state != place.state:
        note.told = place.state == "kept"
    note.place, note.state, note.beneath = place.statement, place.state, place.beneath
    note.placed_in = edition


def make(note: Note) -> None:
    """Make the note's HTML and the words by which it is searched (not saved). What is kept is
    said in English, whoever writes; `speak` says it in the reader's language."""
    with in_english():
        speak(note)
    note.folded = fold("\n".join((note.text, note.quote)))


def speak(note: Note) -> None:
    """Make the note's HTML in the language that is spoken now (never saved)."""
    look = look_of(note)
    note.html, note.html_others = pieces.own(look), pieces.to_others(look)
    note.line = pieces.line(look)


def look_of(note: Note) -> pieces.Look:
    """The note by value, as its pieces show it."""
    return pieces.Look(
        name=note.name,
        body=living.to_html(note.text, region=region()),
        first_words=pieces.first_words(note.text),
        is_line=note.kind == Note.LINE,
        group=note.group.title if note.group else "",
        signed=note.signed,
        has_writer=note.writer_id is not None,
        pinned=note.pinned,
        written=note.modified.date().isoformat(),
        confirmed=note.confirmed.isoformat() if note.confirmed else "",
        state=note.state,
        at_page=not note.statement,
        old=old_words(anchor_of(note)),
    )
