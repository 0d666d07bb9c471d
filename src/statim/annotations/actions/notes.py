"""Writing, changing and deleting notes. `by` is the reader's account id throughout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from statim.accounts.patient_identifiers import found_in, warning
from statim.annotations import making
from statim.annotations.anchoring import PAGE, Anchor, anchor_at, placed
from statim.annotations.errors import (
    BadText,
    ChangedMeanwhile,
    HoldsIdentifier,
    NoSuchNote,
    NoSuchPlace,
    NotAllowed,
)
from statim.annotations.models import Note
from statim.annotations.permissions import can_change, check_keeper, check_member
from statim.annotations.queries import note_of, signature_of
from statim.design.speech import say
from statim.editions.document import Document, statements_of
from statim.editions.errors import NoSuchEdition
from statim.editions.queries import edition_of, latest_of_topic

LONGEST = 4000  # characters
MOST = 20_000  # notes of one reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader typed. `seen` is the seal of the warning that they have seen, "" for none."""

    text: str
    pinned: bool = False
    seen: str = ""


def seal_of(text: str) -> str:
    """Names a text for which a warning was shown: another text is warned of anew."""
    return hashlib.sha256(f"statim.annotations.seen:{text}".encode()).hexdigest()[:32]


def checked(draft: Draft) -> str:
    """The text as it will be kept. Raises BadText, HoldsIdentifier."""
    text = "\n".join(draft.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if not text:
        raise BadText(say("Write something first; an empty note is not kept."))
    if len(text) > LONGEST:
        raise BadText(
            say(
                "A note has at most %(longest)s characters; this one has %(text)s.",
                longest=format(LONGEST, ","),
                text=format(len(text), ","),
            )
        )
    if "\x00" in text:
        raise BadText(say("The text holds a character that no text holds (NUL)."))
    said = warning(found_in(text))
    if said and draft.seen != seal_of(text):
        raise HoldsIdentifier(said, seal_of(text))
    return text


def write_note(
    *, by: int, topic: str, draft: Draft, statement: str = PAGE, edition: int = 0, group: int = 0
) -> Note:
    """A new note on a topic (by id), at the page or at a statement.

    `edition` is the one that the reader had before them (0: the current): the note is anchored to
    its words, and says so where they have changed since. `group`: shared with it from the start.
    Raises NoSuchPlace, BadText, HoldsIdentifier, NoSuchGroup.
    """
    text = checked(draft)
    current, anchor, number = _anchored(topic, statement, edition)
    if Note.objects.filter(writer_id=by).count() >= MOST:
        raise BadText(say("You have %(most)s notes; delete some first.", most=format(MOST, ",")))
    note = Note(writer_id=by, text=text, pinned=draft.pinned, topic=topic)
    if group:
        check_member(group, by)
        note.group_id, note.signed = group, signature_of(by)
    return _keep_new(note, anchor, number, current)


def write_line(
    *, by: int, group: int, topic: str, draft: Draft, statement: str = PAGE, edition: int = 0
) -> Note:
    """A line of the group's own on a page or statement, by one of its keepers. Raises as
    `write_note`, and NotAllowed for a member."""
    check_keeper(group, by)
    text = checked(draft)
    current, anchor, number = _anchored(topic, statement, edition)
    note = Note(
        kind=Note.LINE, group_id=group, stays=True, text=text, pinned=draft.pinned, topic=topic
    )
    return _keep_new(note, anchor, number, current)


def _keep_new(note: Note, anchor: Anchor, number: int, current: Document) -> Note:
    note.statement, note.quote, note.quote_html = anchor.statement, anchor.quote, anchor.html
    note.edition = number
    note.confirmed = date.today() if making.holds_live(note.text) else None
    making.put(note, placed(anchor, current), current.number)
    making.make(note)
    note.save(force_insert=True)
    return note


def _anchored(topic: str, statement: str, edition: int) -> tuple[Document, Anchor, int]:
    """(the current document, what the note is written to, the number of the edition read)."""
    published = latest_of_topic(topic)
    if published is None:
        raise NoSuchPlace(say("There is no such page; nothing was kept. Copy your words first."))
    read = published
    if edition and edition != published.number:
        try:
            read = edition_of(published.slug, edition)
        except NoSuchEdition as missing:
            raise NoSuchPlace(say("There is no such edition of this page.")) from missing
    if statement == PAGE:
        return published.document, Anchor(), read.number
    for one in statements_of(read.document):
        if one.id == statement:
            return published.document, anchor_at(one), read.number
    raise NoSuchPlace(say("That statement is not on the page; write the note to the page instead."))


def _locked(by: int, name: str) -> Note:
    """The note, for who may change it, held until the transaction ends."""
    note = Note.objects.select_for_update().filter(name=name).first()
    if note is None or not can_change(note, by):
        raise NoSuchNote
    return note


def edit_note(*, by: int, name: str, draft: Draft, version: int) -> Note:
    """Other words for a note. `version` is the one that was opened.

    Raises NoSuchNote, BadText, HoldsIdentifier, or ChangedMeanwhile where another window was
    faster: nothing is overwritten unseen.
    """
    text = checked(draft)
    with transaction.atomic():
        note = _locked(by, name)
        if note.version != version:
            raise ChangedMeanwhile(note.text, note.version)
        if text != note.text:
            note.text, note.modified = text, timezone.now()
            note.confirmed = date.today() if making.holds_live(text) else None
        note.version += 1
        note.pinned = draft.pinned
        _save(note)
    return note


def pin(*, by: int, name: str, pinned: bool | None = None) -> Note:
    """Show it first, in full, at the top of the page; or no longer. None: the other way round."""
    with transaction.atomic():
        note = _locked(by, name)
        note.pinned = (not note.pinned) if pinned is None else pinned
        _save(note)
    return note


def confirm(*, by: int, name: str) -> Note:
    """Its telephone numbers and links are right, as of today. Nothing for a note without any."""
    with transaction.atomic():
        note = _locked(by, name)
        if note.confirmed:
            note.confirmed = date.today()
            _save(note)
    return note


def look_again(*, by: int, name: str) -> Note:
    """The writer has seen that the words beneath changed: from now on the note stands to the
    present ones; or, where they are gone, to the page."""
    with transaction.atomic():
        note = _locked(by, name)
        published = latest_of_topic(note.topic)
        if published is None:
            raise NoSuchPlace(say("The page is not here any more."))
        place = placed(making.anchor_of(note), published.document)
        anchor = Anchor()
        if place.statement != PAGE:
            anchor = next(
                anchor_at(s) for s in statements_of(published.document) if s.id == place.statement
            )
        note.statement, note.quote, note.quote_html = anchor.statement, anchor.quote, anchor.html
        note.edition = published.number
        making.put(note, placed(anchor, published.document), published.number)
        _save(note)
    return note


def delete_note(*, by: int, name: str) -> str:
    """Delete it for good. Returns the topic's id. Raises NoSuchNote."""
    with transaction.atomic():
        note = _locked(by, name)
        note.delete()
    return note.topic


def share(*, by: int, name: str, group: int, stays: bool = False) -> Note:
    """Show the writer's note to a group of theirs, signed; `stays`: it remains with the group
    when they leave. Raises NoSuchNote, NoSuchGroup, NotAllowed."""
    with transaction.atomic():
        note = _locked(by, name)
        if note.writer_id != by:
            raise NotAllowed(say("Only one's own notes can be shared."))
        check_member(group, by)
        note.group_id, note.signed, note.stays = group, signature_of(by), stays
        _save(note)
    return note


def stop_sharing(*, by: int, name: str) -> Note:
    """Make a shared note private again: its writer may, and so may a keeper of the group (it goes
    back to the writer). Raises NoSuchNote, NotAllowed."""
    with transaction.atomic():
        note_of(by, name)  # whoever may not see it learns nothing
        note = Note.objects.select_for_update().get(name=name)
        if note.writer_id is None or note.group_id is None:
            raise NotAllowed(say("This is no shared note of somebody."))
        if note.writer_id != by:
            check_keeper(note.group_id, by)
        make_private([note])
    return note


def make_private(notes: Iterable[Note]) -> None:
    """Take these notes out of their group, back to their writers."""
    for note in notes:
        note.group, note.signed, note.stays = None, "", False
        _save(note)


def _save(note: Note) -> None:
    making.make(note)
    note.save(force_update=True)
