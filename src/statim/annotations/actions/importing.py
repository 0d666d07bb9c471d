"""Taking in a file of notes. What is imported is private, whatever it was before."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from statim.accounts.patient_identifiers import found_in, warning
from statim.annotations import making
from statim.annotations.actions.notes import LONGEST, seal_of
from statim.annotations.anchoring import Anchor, anchor_at, placed
from statim.annotations.errors import BadFile, HoldsIdentifier
from statim.annotations.formats.portable import Portable
from statim.annotations.models import Note
from statim.design.speech import say
from statim.editions.document import statements_of
from statim.editions.errors import NoSuchEdition
from statim.editions.queries import Published, edition_of, latest_of_topic, topic_at


@dataclass
class Taken:
    """What became of a file: how many notes came in, how many were here already with the same
    words, and the pages that are not here, whose notes were left out."""

    imported: int = 0
    known: int = 0
    missing: list[str] = field(default_factory=list)


def import_notes(*, by: int, notes: Sequence[Portable], seen: str = "") -> Taken:
    """Take in the notes of a file, all that have a page here, or none at all.

    A note that the reader has already (by its name, with the same words) is not doubled; with
    other words it comes in beside the one that is here. Raises BadFile, HoldsIdentifier.
    """
    _check(notes, seen)
    taken = Taken()
    pages: dict[str, Published | None] = {}
    with transaction.atomic():
        own = dict(Note.objects.filter(writer_id=by).values_list("name", "text"))
        for note in notes:
            if note.name and own.get(note.name) == note.text:
                taken.known += 1
                continue
            if note.slug not in pages:
                pages[note.slug] = _page(note.slug)
            page = pages[note.slug]
            if page is None:
                taken.missing.append(note.slug)
                continue
            _take(by, note, page)
            taken.imported += 1
    return taken


def _check(notes: Sequence[Portable], seen: str) -> None:
    for number, note in enumerate(notes, start=1):
        if not note.text.strip() or len(note.text) > LONGEST or "\x00" in note.text:
            raise BadFile(
                say(
                    "annotation %(number)s: a note has 1 to %(longest)s characters.",
                    number=number,
                    longest=format(LONGEST, ","),
                )
            )
    doubted = [n for n, note in enumerate(notes, start=1) if found_in(note.text)]
    seal = seal_of("\x1f".join(note.text for note in notes))
    if doubted and seen != seal:
        where = ", ".join(map(str, doubted[:20]))
        kinds = [one for note in notes for one in found_in(note.text)]
        raise HoldsIdentifier(
            say(
                "%(warning)s (Annotation %(where)s of the file.)",
                warning=warning(kinds),
                where=where,
            ),
            seal,
        )


def _page(slug: str) -> Published | None:
    try:
        return latest_of_topic(topic_at(slug))
    except NoSuchEdition:
        return None


def _take(by: int, note: Portable, page: Published) -> None:
    row = Note(
        writer_id=by, text=note.text, pinned=note.pinned, topic=page.topic, created=note.created,
        modified=note.modified, edition=note.edition or page.number,
    )  # fmt: skip
    anchor = _anchor(note, page)
    row.statement, row.quote, row.quote_html = anchor.statement, anchor.quote, anchor.html
    if making.holds_live(note.text):
        row.confirmed = note.confirmed or note.modified.date()
    making.put(row, placed(anchor, page.document), page.number)
    making.make(row)
    row.save(force_insert=True)


def _anchor(note: Portable, page: Published) -> Anchor:
    """As the file names it; with the markup of that edition where its words agree."""
    if not note.statement:
        return Anchor()
    editions = [page]
    if note.edition and note.edition != page.number:
        with contextlib.suppress(NoSuchEdition):
            editions.insert(0, edition_of(page.slug, note.edition))
    for edition in editions:
        for one in statements_of(edition.document):
            if one.id == note.statement and (one.text == note.quote or not note.quote):
                return anchor_at(one)
    return Anchor(note.statement, note.quote)
